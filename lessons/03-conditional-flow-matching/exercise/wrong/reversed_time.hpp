// A common mistake. The checker must say: time runs the other way
#pragma once

#include <cstddef>
#include <vector>

struct Pair {
  double x_t, u_t;
};

inline Pair conditional_path(double x_0, double x_1, double t) {
  return {(1 - t) * x_1 + t * x_0, x_0 - x_1};
}

inline double cfm_loss(const std::vector<double>& v, const std::vector<double>& u_t) {
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i) sum += (v[i] - u_t[i]) * (v[i] - u_t[i]);
  return sum / double(v.size());
}
