// One answer: the library's own.
#pragma once

#include "fm/ode/solve.hpp"

#include <vector>

using Point = std::vector<double>;
using Velocity = Point (*)(const Point&, double);

inline Point sample(Velocity v, const Point& x_0, int n) {
  using Row = Eigen::RowVectorXd;
  const auto point = [](const Row& x) { return Point(x.data(), x.data() + x.size()); };
  const auto row = [](const Point& x) {
    return Row(Eigen::Map<const Row>(x.data(), Eigen::Index(x.size())));
  };
  const auto asked = [&](const Row& x, double t) { return row(v(point(x), t)); };
  return point(fm::solve(fm::tableau("euler"), asked, row(x_0), 0, 1, n));
}
