// A common mistake. The checker must say: square
#pragma once

#include <cstddef>
#include <vector>

inline double cfm_loss(const std::vector<double>& v, const std::vector<double>& u_t) {
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i) sum += v[i] > u_t[i] ? v[i] - u_t[i] : u_t[i] - v[i];
  return sum / double(v.size());
}
