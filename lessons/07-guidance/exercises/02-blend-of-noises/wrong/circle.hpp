// A common mistake. The checker must say: along a circle
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

inline std::vector<double> blend(const std::vector<double>& a, const std::vector<double>& b,
                                 double s) {
  const double p = std::cos(std::numbers::pi / 2 * s), q = std::sin(std::numbers::pi / 2 * s),
               norm = 1;
  std::vector<double> out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = (p * a[i] + q * b[i]) / norm;
  return out;
}
