// Pairings of n rows with n columns under a matrix of costs: what is least, by trying all.
#pragma once

#include "checker.hpp"
#include "fm/base/random.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace exercise {

using CostMatrix = std::vector<std::vector<double>>;

// 0, 1, .., n - 1
inline std::vector<int> counted(std::size_t n) {
  std::vector<int> p(n);
  std::iota(p.begin(), p.end(), 0);
  return p;
}

// Forty matrices of 4 x 4, always the same ones, and one of 1 x 1.
inline const std::vector<CostMatrix>& matrices() {
  static const std::vector<CostMatrix> all = [] {
    std::vector<CostMatrix> made{{{3}}};
    fm::Random random(6);
    for (int k = 0; k < 40; ++k) {
      CostMatrix& costs = made.emplace_back(4, std::vector<double>(4));
      for (auto& row : costs)
        for (double& c : row) c = random.uniform();
    }
    return made;
  }();
  return all;
}

inline bool each_once(std::vector<int> p, std::size_t n) {
  std::sort(p.begin(), p.end());
  return p == counted(n);
}

inline double total(const CostMatrix& costs, const std::vector<int>& p) {
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += costs[i][std::size_t(p[i])];
  return sum;
}

// The least of all, or with sign -1 the dearest.
inline std::vector<int> best(const CostMatrix& costs, double sign) {
  std::vector<int> p = counted(costs.size()), found = p;
  while (std::next_permutation(p.begin(), p.end()))
    if (sign * total(costs, p) < sign * total(costs, found)) found = p;
  return found;
}

// Row by row the cheapest column that nobody has yet.
inline std::vector<int> greedy(const CostMatrix& costs) {
  std::vector<int> p;
  for (const auto& row : costs) {
    int found = -1;
    for (int j = 0; j < int(row.size()); ++j)
      if (std::find(p.begin(), p.end(), j) == p.end() &&
          (found < 0 || row[std::size_t(j)] < row[std::size_t(found)]))
        found = j;
    p.push_back(found);
  }
  return p;
}

// Whether two rows could still exchange their columns with profit.
inline bool profit_left(const CostMatrix& costs, const std::vector<int>& p) {
  for (std::size_t i = 0; i < p.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto a = std::size_t(p[i]), b = std::size_t(p[j]);
      if (costs[i][b] + costs[j][a] < costs[i][a] + costs[j][b] - 1e-12) return true;
    }
  return false;
}

} // namespace exercise
