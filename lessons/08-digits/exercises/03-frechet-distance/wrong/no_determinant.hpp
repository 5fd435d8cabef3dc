// A common mistake. The checker must say: the root of a trace is not the trace of a root
#pragma once

#include "exercise/gaussian.hpp"

#include <algorithm>
#include <cmath>

inline double frechet_squared(const Gaussian& a, const Gaussian& b) {
  const double x = a.x - b.x, y = a.y - b.y, means = x * x + y * y;
  const double traces = a.xx + a.yy + b.xx + b.yy;
  const double product = a.xx * b.xx + 2 * a.xy * b.xy + a.yy * b.yy;
  return means + traces - 2 * std::sqrt(product);
}
