// A common mistake. The checker must say: the covariance of x and y plays no part
#pragma once

#include "exercise/gaussian.hpp"

#include <algorithm>
#include <cmath>

inline double frechet_squared(const Gaussian& a, const Gaussian& b) {
  const double x = a.x - b.x, y = a.y - b.y, means = x * x + y * y;
  const double traces = a.xx + a.yy + b.xx + b.yy;
  return means + traces - 2 * (std::sqrt(a.xx * b.xx) + std::sqrt(a.yy * b.yy));
}
