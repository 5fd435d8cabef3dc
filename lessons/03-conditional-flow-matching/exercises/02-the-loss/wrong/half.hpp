// A common mistake. The checker must say: off by a factor
#pragma once

#include <cstddef>
#include <vector>

inline double cfm_loss(const std::vector<double>& v, const std::vector<double>& u_t) {
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i) sum += (v[i] - u_t[i]) * (v[i] - u_t[i]);
  return sum / (2 * double(v.size()));
}
