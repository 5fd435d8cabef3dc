// Your part. Write the function, then run ./course exercise 07.2
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

// From the noise a (s = 0) to the noise b (s = 1), d numbers each, with the variance of noise all
// the way. (1, -2) and (2, 0) at s = 1/2 give (2.121, -1.414).
inline std::vector<double> blend(const std::vector<double>& a, const std::vector<double>& b,
                                 double s) {
  (void)b, (void)s;                     // delete this line
  return std::vector<double>(a.size()); // and write yours
}
