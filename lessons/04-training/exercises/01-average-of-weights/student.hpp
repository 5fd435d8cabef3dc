// Your part. Write the function, then run ./course exercise 04.1
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

// One step of the exponential moving average: average and weights of one size n, at least 1;
// returns the new average, n numbers. Of the old one stays min(decay, (1 + steps) / (10 + steps)).
// (1, 2) and (3, 0) with decay 0.9 give (1.2, 1.8) at step 980, and (2.8, 0.2) at step 0.
inline std::vector<double> ema_step(const std::vector<double>& average,
                                    const std::vector<double>& weights, double decay, long steps) {
  (void)weights, (void)decay, (void)steps; // delete this line
  return average;                          // and write yours
}
