// Your part. Write the function, then run ./course exercise 02.2
#pragma once

#include <cmath>
#include <numbers>

struct Schedule {
  double alpha, sigma;     // how much data and how much noise there is at time t
  double d_alpha, d_sigma; // their derivatives in t
};

// alpha = sin(pi t / 2), sigma = cos(pi t / 2). At t = 0: {0, 1, pi / 2, 0}.
inline Schedule cosine(double t) {
  (void)t;             // delete this line
  return {0, 0, 0, 0}; // and write yours; std::numbers::pi is pi
}
