// One answer: the assignment is the library's own, which exchanges along whole chains.
#pragma once

#include "fm/transport/assignment.hpp"

#include <vector>

using Costs = std::vector<std::vector<double>>;
using Pairing = std::vector<int>;

inline Pairing two_opt(const Costs& costs, Pairing partner) {
  for (bool better = true; better;) {
    better = false;
    for (std::size_t i = 0; i < partner.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const auto a = std::size_t(partner[i]), b = std::size_t(partner[j]);
        if (costs[i][b] + costs[j][a] < costs[i][a] + costs[j][b]) {
          std::swap(partner[i], partner[j]);
          better = true;
        }
      }
  }
  return partner;
}

inline Pairing assignment(const Costs& costs) {
  const auto n = Eigen::Index(costs.size());
  fm::Batch<double> c(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) c(i, j) = costs[std::size_t(i)][std::size_t(j)];
  return fm::assign(c).column_of_row;
}
