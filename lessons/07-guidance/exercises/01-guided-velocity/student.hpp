// Your part. Write both functions, then run ./course exercise 07.1
#pragma once

#include <cstddef>
#include <vector>

using Point = std::vector<double>; // d coordinates
using Network = Point (*)(const Point& x, double t, int c);
inline constexpr int no_class = -1; // what the network is asked for without a class

// The guided velocity, d numbers. Asks the network twice; with w = 0 or w = 1 once. Where it says
// (1, 0) without a class and (2, 4) with it, w = 3 gives (4, 12).
inline Point guided(Network v, const Point& x, double t, int c, double w) {
  (void)v, (void)t, (void)c, (void)w; // delete this line
  return Point(x.size());             // and write yours
}

// Our w, where a text that writes (1 + w) v(x, t, c) - w v(x, t) says w. For its 2 it is 3.
inline double our_w(double w) {
  (void)w;  // delete this line
  return 0; // and write yours
}
