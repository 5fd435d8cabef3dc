// Answers that are lists of numbers.
#pragma once

#include "checker.hpp"

#include <cstddef>
#include <vector>

namespace exercise {

// Of one size, and each number within the tolerance; 1e-9 allows numbers of size 1 many roundings.
inline bool same(const std::vector<double>& a, const std::vector<double>& b,
                 double tolerance = 1e-9) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!close(a[i], b[i], tolerance)) return false;
  return true;
}

// p a + q b
inline std::vector<double> mixture(double p, const std::vector<double>& a, double q,
                                   const std::vector<double>& b) {
  std::vector<double> out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = p * a[i] + q * b[i];
  return out;
}

} // namespace exercise
