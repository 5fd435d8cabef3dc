// A common mistake. The checker must say: the means alone
#pragma once

#include "exercise/gaussian.hpp"

#include <algorithm>
#include <cmath>

inline double frechet_squared(const Gaussian& a, const Gaussian& b) {
  const double x = a.x - b.x, y = a.y - b.y, means = x * x + y * y;
  const double traces = a.xx + a.yy + b.xx + b.yy;
  (void)traces;
  return means;
}
