// Your part. Write both functions, then run ./course exercise 06.3
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

using Velocity = double (*)(double x, double t);
using Point = std::vector<double>; // d coordinates

struct Pair {
  double x_0, x_1; // the noise, and its data point
};

// Each noise with the place where v carries it from t = 0 to t = 1, in n >= 1 steps of Euler's.
// v(x, t) = x and two steps make (1, 2.25) of 1.
inline std::vector<Pair> reflow(Velocity v, const std::vector<double>& x_0, int n) {
  (void)v, (void)n; // delete this line
  std::vector<Pair> pairs;
  for (const double x : x_0) pairs.push_back({x, x}); // and mend this one
  return pairs;
}

// The sum over the steps of |mean velocity - velocity of the step|^2 times the length of the step,
// of a trajectory of m + 1 >= 2 states at times that grow. Of 0, 1, 1 at 0, 1/2, 1 it is 1.
inline double straightness(const std::vector<double>& times, const std::vector<Point>& states) {
  (void)times, (void)states; // delete this line
  return 0;                  // and write yours
}
