// Exact linear assignment: the permutation pi that minimises sum_i c(i, pi(i)).
//
// With prices u of rows and v of columns such that u_i + v_j <= c_ij everywhere, sum u + sum v is
// at most the cost of any assignment. One whose pairs are all tight, u_i + v_j = c_ij, is therefore
// optimal, and the prices prove it. Three stages lead there, each of which leaves better prices:
//
//   1. Auction with eps-scaling (Bertsekas 1988): rows bid for their best column, first by big
//      steps, then by ever smaller ones. In float; it only warms the prices.
//   2. Shortest augmenting paths (Jonker and Volgenant 1987): rows that get their best column take
//      it; each of the others is placed along the cheapest chain of moves. In float.
//   3. The prices are checked in double. If they do not prove the assignment, the pairs that are
//      not tight are parted and placed again, by stage 2 in double. So what floats lose (beside a
//      cost of 1e12 those of 1 are all equal) costs time, and never the optimum.
//
// O(n^3) at worst; near n^2 on point sets, because after stage 1 few rows are left and their paths
// are short.
#pragma once

#include "fm/base/state.hpp"
#include "fm/transport/augmenter.hpp"

#include <algorithm>
#include <vector>

namespace fm {

struct Assignment {
  std::vector<int> column_of_row;              // n; row i goes with column column_of_row[i]
  std::vector<double> row_price, column_price; // n each: u_i + v_j <= c_ij but for rounding
  double cost = 0;                             // the sum of c over the pairs
  double gap = 0; // at least cost - (sum u + sum v) and 0: no assignment is cheaper by more
};

namespace detail {

// Of the costs that floats see, where an ordinary one is about 1: what is beyond does not set the
// steps of the auction.
inline constexpr float widest_range = 1024;

// A matrix of floats, each row padded with +infinity to whole registers.
struct PaddedCosts {
  int n;
  std::ptrdiff_t width;
  std::vector<float> data;
  explicit PaddedCosts(int size)
      : n(size), width(round_up(size, panel_width)),
        data(std::size_t(n * width), std::numeric_limits<float>::infinity()) {}
  float* row(int i) { return data.data() + i * width; }
  const float* row(int i) const { return data.data() + i * width; }

  // The largest cost that is allowed, less the smallest.
  float range() const {
    using V = lanes_t<float>;
    const V infinity = splat(std::numeric_limits<float>::infinity());
    V low = infinity, high = -infinity;
    for (std::size_t i = 0; i < data.size(); i += std::size_t(lanes<float>)) {
      const V c = load(&data[i]), allowed = c < infinity ? c : -infinity;
      low = c < low ? c : low;
      high = allowed > high ? allowed : high;
    }
    float lowest = low[0], highest = high[0];
    for (int l = 1; l < int(lanes<float>); ++l)
      lowest = std::min(lowest, low[l]), highest = std::max(highest, high[l]);
    FM_REQUIRE(lowest <= highest, "no assignment is allowed: every pair is forbidden");
    return highest - lowest;
  }
};

// The costs in double, as stage 3 asks for them. Every cost that can be asked for is a row's.
template <class Row> struct DoubleCosts {
  Row rows;         // rows(i): row i, padded with +infinity
  double least = 0; // no cost is below
  double unit = 1;  // of the prices of the floats
  const double* row(int i) { return rows(i); }
  double at(int i, int j) { return rows(i)[j]; }
  double price_of(int, float price) const { return double(price) * unit; }
  void see(const std::vector<double>&) {}
  double least_reduced(int i, const Augmenter<double>& prices) {
    return prices.best_of(rows(i)).first;
  }
};

// All three stages. `exact`: DoubleCosts, or what is like it. `tolerance` is the slack, relative to
// the cost above n times the least, below which prices are proof enough. The gap that is returned
// is the slack as computed: the caller adds the rounding.
template <class Exact> Assignment assign(const PaddedCosts& costs, double tolerance, Exact& exact) {
  const int n = costs.n;
  Assignment result;
  if (n == 0) return result;
  const auto cost = [&](int i) { return costs.row(i); };
  const float range = std::min(costs.range(), widest_range);
  Augmenter<float> fast(n);
  for (float eps = range / 8; eps > range * 1e-5f; eps /= 5)
    fast.auction(cost, eps, range, 20L * n);
  for (int row : fast.reduce(cost, fast.take_free(cost))) fast.augment(cost, row);

  // Stage 3.
  Augmenter<double> slow(n);
  const auto prices = [&] { return Eigen::Map<Eigen::ArrayXd>(slow.price.data(), n); };
  for (int j = 0; j < n; ++j)
    slow.price[std::size_t(j)] = exact.price_of(j, fast.price[std::size_t(j)]);
  for (int i = 0; i < n; ++i) slow.assign(i, fast.column_of[std::size_t(i)]);
  result.row_price.resize(std::size_t(n));
  for (int pass = 0;; ++pass) {
    double paid = 0; // above the least that n costs can be
    std::vector<int> loose;
    result.gap = 0;
    exact.see(slow.price);
    for (int i = 0; i < n; ++i) {
      const int j = slow.column_of[std::size_t(i)];
      const double u = exact.least_reduced(i, slow), c = exact.at(i, j);
      const double slack = c - slow.price[std::size_t(j)] - u;
      result.row_price[std::size_t(i)] = u;
      result.gap += slack;
      paid += c - exact.least;
      if (slack > 0) loose.push_back(i);
    }
    // Large prices drown the costs in their rounding. None need be: of those that prove an optimum
    // one choice has all v between 0 and the cost less n times the least, for v_j is then what a
    // chain of moves to column j saves at most.
    const bool large = 0x1p-52 * prices().abs().sum() > std::max(tolerance, n * 0x1p-50) * paid;
    if ((result.gap <= tolerance * paid && !large) || pass == 8) break;
    if (large) {
      std::vector<double> sorted(slow.price.begin(), slow.price.begin() + n);
      std::nth_element(sorted.begin(), sorted.begin() + n / 2, sorted.end());
      prices() = (prices() - sorted[std::size_t(n / 2)]).min(paid).max(-paid);
      continue;
    }
    for (int i : loose) {
      slow.row_of[std::size_t(slow.column_of[std::size_t(i)])] = -1;
      slow.column_of[std::size_t(i)] = -1;
    }
    for (int i : loose) slow.augment([&](int row) { return exact.row(row); }, i);
  }
  result.column_of_row = slow.column_of;
  slow.price.resize(std::size_t(n));
  result.column_price = slow.price;
  return result;
}

inline void require_size(Eigen::Index n) {
  FM_REQUIRE(n <= 16384, "an assignment has at most 16384 rows: take smaller batches");
}

} // namespace detail

// Of a square matrix of costs, float or double. +infinity forbids a pair; ties are broken as they
// fall, so compare costs and not permutations. The gap is below 1e-6 of the cost for float, where
// the smallest cost is 0 (else of what the cost would be then), and rounding alone for double:
// 1e-12 of the same for n up to 1000. It includes all rounding: no assignment is cheaper by more.
// Prices hold up to rounding, u_i + v_j <= c_ij + 2^-52 (|c_ij| + |u_i| + |v_j|). Throws fm::Error:
// not square, a NaN or -infinity, no assignment allowed.
template <class S> Assignment assign(const Batch<S>& costs) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Eigen::Index n = costs.rows();
  FM_REQUIRE(costs.cols() == n, "a matrix of costs is square: one row a row, one column a column");
  detail::require_size(n);
  double low = infinity, high = -low;
  std::vector<double> some; // costs from all over the matrix, for what an ordinary one is
  for (Eigen::Index i = 0; i < costs.size(); ++i) {
    const double c = double(costs.data()[i]);
    FM_REQUIRE(c > -infinity, "a cost is a number, or +infinity for a pair that is forbidden");
    low = std::min(low, c);
    if (c == infinity) continue;
    high = std::max(high, c);
    if (i % (costs.size() / 1024 + 1) == 0) some.push_back(c);
  }
  // Floats see costs from 0 to 1, and what is far larger than most beyond.
  double half_range = high > low ? high / 2 - low / 2 : 1;
  if (!some.empty()) {
    std::nth_element(some.begin(), some.begin() + std::ptrdiff_t(some.size() / 2), some.end());
    const double ordinary = some[some.size() / 2] / 2 - low / 2;
    if (ordinary > 0) half_range = std::min(half_range, 1024 * ordinary);
  }
  detail::PaddedCosts padded{int(n)};
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) {
      const double c = double(costs(i, j));
      padded.row(int(i))[j] =
          c < infinity ? float(std::min(0x1p100, (c / 2 - low / 2) / half_range)) : float(c);
    }
  // Doubles see the costs as they are, times a power of 2 where sums could overflow.
  const double unit = std::max(std::fabs(low), std::fabs(high)) > 0x1p980 ? 0x1p44 : 1;
  std::vector<double> row(std::size_t(detail::Augmenter<double>::padded(int(n))), infinity);
  const auto row_of = [&](int i) {
    for (Eigen::Index j = 0; j < n; ++j) row[std::size_t(j)] = double(costs(i, j)) / unit;
    return static_cast<const double*>(row.data());
  };
  detail::DoubleCosts<decltype(row_of)> exact{row_of, low / unit, 2 / unit * half_range};
  Assignment a = detail::assign(padded, sizeof(S) == 4 ? 5e-7 : 1e-14, exact);
  a.cost = 0;
  double rounding = low < 0 ? -2 * double(n) * (low / unit) : 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    double &u = a.row_price[std::size_t(i)], &v = a.column_price[std::size_t(i)];
    const double paid = double(costs(i, a.column_of_row[std::size_t(i)]));
    rounding += double(n + 4) * std::fabs(paid / unit) + 2 * (std::fabs(u) + std::fabs(v));
    a.cost += paid;
    u *= unit;
    v *= unit;
  }
  a.gap = (a.gap + 0x1p-52 * rounding) * unit;
  return a;
}

} // namespace fm
