// The equation that the course works through by hand, and its solution.
#pragma once

#include "fm/base/elementary.hpp"
#include "fm/base/require.hpp"

#include <cmath>

namespace fm {

// region: worked-example
// dx/dt = (x + t^2 - 2) / (t + 1). Linear in x, so its solution through x(0) = x_0 is the one
// through x(0) = 2 and a multiple of t + 1. For t > -1, else both throw fm::Error.
struct WorkedExample {
  double operator()(double x, double t) const {
    require(t);
    return (x + t * t - 2) / (t + 1);
  }

  static double exact(double t, double x_0 = 2) {
    require(t);
    FM_REQUIRE(std::isfinite(x_0), "the start is a finite number");
    return t * t + 2 * t + 2 - 2 * (t + 1) * portable_log(t + 1) + (x_0 - 2) * (t + 1);
  }

private:
  static void require(double t) {
    FM_REQUIRE(t > -1, "the worked example has times above -1: there it divides by 0");
  }
};
// endregion

} // namespace fm
