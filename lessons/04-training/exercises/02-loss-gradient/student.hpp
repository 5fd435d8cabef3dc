// Your part. Write both functions, then run ./course exercise 04.2
#pragma once

#include <cstddef>
#include <vector>

// The loss of conditional flow matching: predictions v and targets u_t, n d numbers each, at least
// one. Of (1, 2, 0, 0) for (0, 2, 0, 2) it is 1.25.
inline double loss(const std::vector<double>& v, const std::vector<double>& u_t) {
  (void)v, (void)u_t; // delete this line
  return 0;           // and write yours
}

// The derivative of that loss by each number of v: n d numbers. There, (0.5, 0, 0, -1).
inline std::vector<double> loss_gradient(const std::vector<double>& v,
                                         const std::vector<double>& u_t) {
  (void)u_t;                            // delete this line
  return std::vector<double>(v.size()); // and write yours
}
