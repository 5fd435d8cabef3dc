// Your part. Write the function, then run ./course exercise 02.1
#pragma once

struct Schedule {
  double alpha, sigma;     // how much data and how much noise there is now
  double d_alpha, d_sigma; // how fast that changes
};
struct Pair {
  double x_t; // where the pair stands
  double u_t; // its velocity there
};

// With x_0 = 2, x_1 = 4 and {0.5, 0.25, 1, -1.5} the pair stands at 2.5 and moves at 1.
inline Pair path(double x_0, double x_1, const Schedule& s) {
  (void)x_0, (void)x_1, (void)s; // delete this line
  return {0, 0};                 // and write yours
}
