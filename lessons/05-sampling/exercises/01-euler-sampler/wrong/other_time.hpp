// A common mistake. The checker must say: time runs the other way
#pragma once

#include <cstddef>
#include <vector>

using Point = std::vector<double>;
using Velocity = Point (*)(const Point&, double);

inline Point sample(Velocity v, const Point& x_0, int n) {
  Point x = x_0;
  const double h = 1. / n;
  for (int i = 0; i < n; ++i) {
    const Point slope = v(x, 1 - i * h);
    for (std::size_t j = 0; j < x.size(); ++j) x[j] += h * slope[j];
  }
  return x;
}
