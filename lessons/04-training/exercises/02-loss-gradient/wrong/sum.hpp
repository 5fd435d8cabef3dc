// A common mistake. The checker must say: the loss grows with the batch
#pragma once

#include <cstddef>
#include <vector>

inline double loss(const std::vector<double>& v, const std::vector<double>& u_t) {
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i) sum += (v[i] - u_t[i]) * (v[i] - u_t[i]);
  return sum;
}

inline std::vector<double> loss_gradient(const std::vector<double>& v,
                                         const std::vector<double>& u_t) {
  std::vector<double> g(v.size());
  for (std::size_t i = 0; i < v.size(); ++i) g[i] = 2 * (v[i] - u_t[i]) / double(v.size());
  return g;
}
