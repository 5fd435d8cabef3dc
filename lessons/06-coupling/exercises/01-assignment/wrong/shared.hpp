// A common mistake. The checker must say: have the same data point
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

using Costs = std::vector<std::vector<double>>;
using Pairing = std::vector<int>;

inline Pairing two_opt(const Costs& costs, Pairing partner) {
  for (int round = 0; round < 20; ++round)
    for (std::size_t i = 0; i < partner.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const auto a = std::size_t(partner[i]), b = std::size_t(partner[j]);
        if (costs[i][b] + costs[j][a] < costs[i][a] + costs[j][b])
          std::swap(partner[i], partner[j]);
      }
  return partner;
}

inline Pairing assignment(const Costs& costs) {
  Pairing p;
  for (const auto& row : costs)
    p.push_back(int(std::min_element(row.begin(), row.end()) - row.begin()));
  return p;
}
