// AdamW (Loshchilov and Hutter 2019, algorithm 2), which is Adam (Kingma and Ba 2015, algorithm 1)
// when weight_decay is 0; with the gradient cut to a length, if asked.
#pragma once

#include "fm/base/require.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace fm {

// The Euclidean norm of a gradient.
template <class S> double gradient_norm(const std::vector<S>& gradient) {
  double sum = 0;
  for (S g : gradient) sum += double(g) * double(g);
  return std::sqrt(sum);
}

template <class S> struct Adam {
  double learning_rate = 1e-3, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-8;
  double weight_decay = 0; // decoupled: each step first shrinks the weights by the rate times this
  double max_norm = std::numeric_limits<double>::infinity(); // longer gradients are cut to it
  long steps = 0;
  double power_1 = 1, power_2 = 1; // beta^steps, by products: the same bits everywhere
  std::vector<S> m{}, v{};         // running means of the gradient and of its square

  // The means of a unit that died shrink for ever; subnormal numbers, in which they would end, make
  // an update several times slower. Below 1e-30 they move no weight.
  static S settled(S mean) { return std::fabs(mean) < S(1e-30) ? S(0) : mean; }

  void update(std::vector<S>& parameters, const std::vector<S>& gradient) {
    FM_REQUIRE(parameters.size() == gradient.size(), "a gradient has its parameters' size");
    if (m.empty()) m.assign(parameters.size(), S(0)), v = m;
    ++steps;
    power_1 *= beta_1, power_2 *= beta_2;
    const S b1 = S(beta_1), b2 = S(beta_2), eps = S(epsilon);
    const S rate = S(learning_rate / (1 - power_1)), scale = S(1 / (1 - power_2));
    const S keep = S(1 - learning_rate * weight_decay);
    S cut = 1;
    if (max_norm < std::numeric_limits<double>::infinity())
      if (const double norm = gradient_norm(gradient); norm > max_norm) cut = S(max_norm / norm);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const S g = cut * gradient[i];
      m[i] = settled(b1 * m[i] + (1 - b1) * g);
      v[i] = settled(b2 * v[i] + (1 - b2) * g * g);
      parameters[i] = keep * parameters[i] - rate * m[i] / (std::sqrt(v[i] * scale) + eps);
    }
  }
};

} // namespace fm
