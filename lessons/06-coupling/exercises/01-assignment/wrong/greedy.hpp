// A common mistake. The checker must say: each row in turn takes the cheapest that is left
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
  std::vector<bool> taken(costs.size());
  for (const auto& row : costs) {
    int best = -1;
    for (std::size_t j = 0; j < row.size(); ++j)
      if (!taken[j] && (best < 0 || row[j] < row[std::size_t(best)])) best = int(j);
    taken[std::size_t(best)] = true;
    p.push_back(best);
  }
  return p;
}
