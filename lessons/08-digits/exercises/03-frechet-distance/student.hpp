// Your part. Write the function, then run ./course exercise 08.3
#pragma once

#include "exercise/gaussian.hpp"

#include <algorithm>
#include <cmath>

// |m - n|^2 + tr A + tr B - 2 tr (A B)^(1/2), at least 0. {0, 0, 1, 0, 4} and {3, 0, 4, 0, 9} are
// 11 apart.
inline double frechet_squared(const Gaussian& a, const Gaussian& b) {
  (void)a, (void)b; // delete this line
  return -1;        // and write yours
}
