// A common mistake. The checker must say: xy with xy stands in it twice
#pragma once

#include "exercise/gaussian.hpp"

#include <algorithm>
#include <cmath>

inline double frechet_squared(const Gaussian& a, const Gaussian& b) {
  const double x = a.x - b.x, y = a.y - b.y, means = x * x + y * y;
  const double traces = a.xx + a.yy + b.xx + b.yy;
  const double product = a.xx * b.xx + a.xy * b.xy + a.yy * b.yy;
  const double dets = (a.xx * a.yy - a.xy * a.xy) * (b.xx * b.yy - b.xy * b.xy);
  return std::max(0., means + traces - 2 * std::sqrt(product + 2 * std::sqrt(dets)));
}
