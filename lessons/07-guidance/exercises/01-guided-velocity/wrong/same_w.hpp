// A common mistake. The checker must say: the two formulas mean different things by w
#pragma once

#include <cstddef>
#include <vector>

using Point = std::vector<double>;
using Network = Point (*)(const Point& x, double t, int c);
inline constexpr int no_class = -1;

inline Point guided(Network v, const Point& x, double t, int c, double w) {
  if (w == 0 || w == 1) return v(x, t, w == 0 ? no_class : c);
  const Point free = v(x, t, no_class), label = v(x, t, c);
  Point out(x.size());
  for (std::size_t j = 0; j < x.size(); ++j) out[j] = free[j] + w * (label[j] - free[j]);
  return out;
}

inline double our_w(double w) { return w; }
