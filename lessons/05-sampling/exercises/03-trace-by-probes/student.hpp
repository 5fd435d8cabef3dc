// Your part. Write the function, then run ./course exercise 05.3
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

using Vector = std::vector<double>;
using Product = Vector (*)(const Vector&); // A^T z, d numbers

struct Estimate {
  double mean;
  double standard_error; // of the mean; NaN with a single probe
};

// Hutchinson's estimate of the trace of A, a d x d matrix, by k >= 1 probes of d numbers each.
// With A^T z = (z_1 + 3 z_2, 2 z_1 + 4 z_2) and the probes (1, 1) and (1, -1): 5, give or take 5.
inline Estimate trace(const std::vector<Vector>& probes, Product product) {
  (void)probes, (void)product; // delete this line
  return {0, 0};               // and write yours
}
