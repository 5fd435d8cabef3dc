// Where a solver with fixed steps stops: n + 1 times, the first t_0 and the last t_1 exactly.
#pragma once

#include "fm/base/portable.hpp"
#include "fm/base/require.hpp"

#include <cmath>
#include <vector>

namespace fm {

using Grid = std::vector<double>;

// t_0 + (t_1 - t_0) w(i / n) for a warp w of [0, 1] onto itself, strictly rising. No step is left
// over by rounding. Throws fm::Error.
template <class Warp> Grid warped_grid(double t_0, double t_1, int n, Warp&& w) {
  FM_REQUIRE(n >= 1, "the number of steps must be at least 1");
  FM_REQUIRE(std::isfinite(t_0) && std::isfinite(t_1), "a solver's times are finite numbers");
  Grid grid{t_0};
  for (int i = 1; i < n; ++i) grid.push_back(t_0 + (t_1 - t_0) * w(double(i) / n));
  grid.push_back(t_1);
  for (std::size_t i = 1; i < grid.size(); ++i)
    FM_REQUIRE(t_1 == t_0 || (grid[i] - grid[i - 1]) * (t_1 - t_0) > 0,
               "the times of a grid run one way: use fewer steps, or a warp that rises");
  return grid;
}

inline Grid uniform_grid(double t_0, double t_1, int n) {
  return warped_grid(t_0, t_1, n, [](double s) { return s; });
}

// Warps of [0, 1]. power > 1 puts the steps near t_0, power < 1 near t_1.
struct PowerWarp {
  double power;
  double operator()(double s) const { return portable::pow(s, power); }
};
// Short steps at both ends: (1 - cos(pi s)) / 2.
struct CosineWarp {
  double operator()(double s) const {
    const double c = portable::sin_quarter(s);
    return c * c;
  }
};
// s / (s + shift (1 - s)): with shift > 1 the steps gather at t_0, the noise (Esser et al. 2024,
// eq. 23, with t reversed).
struct ShiftWarp {
  double shift;
  double operator()(double s) const { return s / (s + shift * (1 - s)); }
};

// A warp by its number; cosine and uniform read no parameter. Throws fm::Error.
enum class Warp { uniform, power, cosine, shift };
inline Grid grid_of(Warp warp, double parameter, double t_0, double t_1, int n) {
  FM_REQUIRE((warp != Warp::power && warp != Warp::shift) ||
                 (parameter > 0 && std::isfinite(parameter)),
             "the parameter of a warp is a positive number");
  switch (warp) {
  case Warp::power:
    return warped_grid(t_0, t_1, n, PowerWarp{parameter});
  case Warp::cosine:
    return warped_grid(t_0, t_1, n, CosineWarp{});
  case Warp::shift:
    return warped_grid(t_0, t_1, n, ShiftWarp{parameter});
  case Warp::uniform:
    return uniform_grid(t_0, t_1, n);
  }
  throw Error("unknown warp");
}

} // namespace fm
