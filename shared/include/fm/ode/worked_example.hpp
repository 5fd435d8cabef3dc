// The equation that the course works through by hand, and its solution.
#pragma once

#include "fm/base/elementary.hpp"

namespace fm {

// region: worked-example
// dx/dt = (x + t^2 - 2) / (t + 1). Linear in x, so its solution through x(0) = x_0 is the one
// through x(0) = 2 and a multiple of t + 1. For t > -1.
struct WorkedExample {
  double operator()(double x, double t) const { return (x + t * t - 2) / (t + 1); }

  static double exact(double t, double x_0 = 2) {
    return t * t + 2 * t + 2 - 2 * (t + 1) * portable_log(t + 1) + (x_0 - 2) * (t + 1);
  }
};
// endregion

} // namespace fm
