// Your part. Write the function, then run ./course exercise 03.2
#pragma once

#include <cstddef>
#include <vector>

// The loss of conditional flow matching: predictions v and targets u_t, both of one size, at
// least 1. Of the predictions (1, 2) for the targets (0, 0) it is 2.5.
inline double cfm_loss(const std::vector<double>& v, const std::vector<double>& u_t) {
  (void)v, (void)u_t; // delete this line
  return 0;           // and write yours
}
