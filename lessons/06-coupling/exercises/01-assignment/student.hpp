// Your part. Write both functions, then run ./course exercise 06.1
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

using Costs = std::vector<std::vector<double>>; // n x n: what noise i and data point j cost
using Pairing = std::vector<int>;               // n: the data point of each noise, each once

// The pairing after exchanges between two rows, as long as any makes the sum of the costs less.
// With the rows (2, 1, 5), (5, 2, 1), (1, 5, 2) it leaves (0, 1, 2), though (1, 2, 0) costs half.
inline Pairing two_opt(const Costs& costs, Pairing partner) {
  (void)costs;    // delete this line
  return partner; // and write yours
}

// A pairing with the least sum of costs; 1 <= n <= 6. There, (1, 2, 0).
inline Pairing assignment(const Costs& costs) {
  Pairing partner(costs.size());
  std::iota(partner.begin(), partner.end(), 0); // (0, 1, .., n - 1), which is a start
  return partner;                               // write yours
}
