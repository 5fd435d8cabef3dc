// A common mistake. The checker must say: an exchange with profit is left
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

using Costs = std::vector<std::vector<double>>;
using Pairing = std::vector<int>;

inline Pairing two_opt(const Costs& costs, Pairing partner) {
  for (int round = 0; round < 1; ++round)
    for (std::size_t i = 0; i < partner.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const auto a = std::size_t(partner[i]), b = std::size_t(partner[j]);
        if (costs[i][b] + costs[j][a] < costs[i][a] + costs[j][b])
          std::swap(partner[i], partner[j]);
      }
  return partner;
}

inline double total(const Costs& costs, const Pairing& p) {
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += costs[i][std::size_t(p[i])];
  return sum;
}

inline Pairing assignment(const Costs& costs) {
  Pairing p(costs.size());
  std::iota(p.begin(), p.end(), 0);
  Pairing best = p;
  while (std::next_permutation(p.begin(), p.end()))
    if (total(costs, p) < total(costs, best)) best = p;
  return best;
}
