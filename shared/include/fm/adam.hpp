// Adam (Kingma and Ba 2015, algorithm 1).
#pragma once

#include "fm/require.hpp"

#include <cmath>
#include <vector>

namespace fm {

template <class S> struct Adam {
  double learning_rate = 1e-3, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-8;
  long steps = 0;
  std::vector<S> m, v; // running means of the gradient and of its square

  void update(std::vector<S>& parameters, const std::vector<S>& gradient) {
    FM_REQUIRE(parameters.size() == gradient.size(), "a gradient has its parameters' size");
    if (m.empty()) m.assign(parameters.size(), S(0)), v = m;
    ++steps;
    const S b1 = S(beta_1), b2 = S(beta_2), eps = S(epsilon);
    const S rate = S(learning_rate / (1 - std::pow(beta_1, double(steps))));
    const S scale = S(1 / (1 - std::pow(beta_2, double(steps))));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const S g = gradient[i];
      m[i] = b1 * m[i] + (1 - b1) * g;
      v[i] = b2 * v[i] + (1 - b2) * g * g;
      parameters[i] -= rate * m[i] / (std::sqrt(v[i] * scale) + eps);
    }
  }
};

} // namespace fm
