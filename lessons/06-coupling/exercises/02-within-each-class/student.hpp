// Your part. Write the function, then run ./course exercise 06.2
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

// The data x_1 in a new order: each once, each in a row of its own class, and the sum of
// (x_0[i] - x_1[i])^2 the least that is possible then. Three lists of n >= 1. The noises
// (3, 1, 2, 0), the data (10, 20, 30, 40) and the classes (0, 0, 1, 1) give (20, 10, 40, 30).
inline std::vector<double> classwise(const std::vector<double>& x_0, std::vector<double> x_1,
                                     const std::vector<int>& label) {
  (void)x_0, (void)label; // delete this line
  return x_1;             // and write yours
}
