// A common mistake. The checker must say: the plain mixture
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

inline std::vector<double> blend(const std::vector<double>& a, const std::vector<double>& b,
                                 double s) {
  const double p = 1 - s, q = s, norm = 1;
  std::vector<double> out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = (p * a[i] + q * b[i]) / norm;
  return out;
}
