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
//      not tight are parted and placed again, by stage 2 in double.
//
// O(n^3) at worst; near n^2 on point sets, because after stage 1 few rows are left and their paths
// are short.
#pragma once

#include "fm/transport/augmenter.hpp"
#include "fm/transport/distance.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace fm {

struct Assignment {
  std::vector<int> column_of_row;              // n; row i goes with column column_of_row[i]
  std::vector<double> row_price, column_price; // n each: u_i + v_j <= c_ij but for rounding
  double cost = 0;                             // the sum of c over the pairs
  double gap = 0; // cost - (sum u + sum v) >= 0: no assignment is cheaper by more than this
};

namespace detail {

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

// All three stages. `exact(i, out)` writes row i of the costs in double; `tolerance` is the gap,
// relative to the cost, below which the prices of stage 2 are proof enough.
inline Assignment assign(const PaddedCosts& costs, double tolerance,
                         const std::function<void(int, double*)>& exact) {
  const int n = costs.n;
  Assignment result;
  if (n == 0) return result;
  const auto cost = [&](int i) { return costs.row(i); };
  const float range = costs.range();
  Augmenter<float> fast(n);
  for (float eps = range / 8; eps > range * 1e-5f; eps /= 5)
    fast.auction(cost, eps, range, 20L * n);
  for (int row : fast.reduce(cost, fast.take_free(cost))) fast.augment(cost, row);

  // Stage 3.
  const std::ptrdiff_t width = Augmenter<double>::padded(n);
  std::vector<double> row_costs(std::size_t(width), Augmenter<double>::infinity);
  const auto precise = [&](int i) {
    exact(i, row_costs.data());
    return static_cast<const double*>(row_costs.data());
  };
  Augmenter<double> slow(n);
  std::copy_n(fast.price.begin(), n, slow.price.begin());
  const auto certify = [&](auto&& slack_of_row) {
    result.row_price.assign(std::size_t(n), 0);
    result.cost = result.gap = 0;
    for (int i = 0; i < n; ++i) {
      const double* c = precise(i);
      const double u = slow.best_of(c).first;
      const int j = slow.column_of[std::size_t(i)];
      const double slack = c[j] - slow.price[std::size_t(j)] - u;
      result.row_price[std::size_t(i)] = u;
      result.cost += c[j];
      result.gap += slack;
      slack_of_row(i, slack);
    }
  };
  for (int i = 0; i < n; ++i) slow.assign(i, fast.column_of[std::size_t(i)]);
  std::vector<int> loose;
  certify([&](int i, double slack) {
    if (slack > 0) loose.push_back(i);
  });
  if (result.gap > tolerance * std::fabs(result.cost)) {
    for (int i : loose) {
      slow.row_of[std::size_t(slow.column_of[std::size_t(i)])] = -1;
      slow.column_of[std::size_t(i)] = -1;
    }
    for (int i : loose) slow.augment(precise, i);
    certify([](int, double) {});
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
// the smallest cost is 0 (else of what the cost would be then), and rounding alone for double.
// Throws fm::Error: not square, a NaN or -infinity, no assignment allowed.
template <class S> Assignment assign(const Batch<S>& costs) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Eigen::Index n = costs.rows();
  FM_REQUIRE(costs.cols() == n, "a matrix of costs is square: one row a row, one column a column");
  detail::require_size(n);
  double low = infinity, high = -low;
  for (Eigen::Index i = 0; i < costs.size(); ++i) {
    const double c = double(costs.data()[i]);
    FM_REQUIRE(c > -infinity, "a cost is a number, or +infinity for a pair that is forbidden");
    low = std::min(low, c);
    if (c < infinity) high = std::max(high, c);
  }
  // All three stages see costs in [0, 1], where no float overflows.
  const double half_range = high > low ? high / 2 - low / 2 : 1;
  const auto scaled = [&](double c) { return (c / 2 - low / 2) / half_range; };
  detail::PaddedCosts padded{int(n)};
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) padded.row(int(i))[j] = float(scaled(double(costs(i, j))));
  Assignment a = detail::assign(padded, sizeof(S) == 4 ? 5e-7 : 1e-14, [&](int i, double* out) {
    for (Eigen::Index j = 0; j < n; ++j) out[j] = scaled(double(costs(i, j)));
  });
  a.cost = 0;
  a.gap *= 2 * half_range;
  for (double& v : a.column_price) v *= 2 * half_range;
  for (Eigen::Index i = 0; i < n; ++i) {
    double& u = a.row_price[std::size_t(i)];
    u = u * 2 * half_range + low;
    a.cost += double(costs(i, a.column_of_row[std::size_t(i)]));
  }
  return a;
}

// Of two point sets, n x d each, under c_ij = |x_i - y_j|^2: the optimal transport of two batches
// of equal size. The gap is below 1e-6 of the cost; in more than 8 dimensions the costs themselves
// have a float's digits. Throws fm::Error.
template <class S> Assignment assign_points(const Batch<S>& x, const Batch<S>& y) {
  FM_REQUIRE(x.rows() == y.rows(), "the two point sets have as many points");
  const Eigen::Index n = x.rows(), d = x.cols();
  detail::require_size(n);
  const Centred c = centred(x, y);
  const double reach =
      n * d > 0 ? std::max(c.x.cwiseAbs().maxCoeff(), c.y.cwiseAbs().maxCoeff()) : 0;
  const double unit = reach > 0 ? reach : 1; // of length, so that no float overflows
  detail::PaddedCosts padded{int(n)};
  detail::squared_distances((c.x / unit).cast<float>(), (c.y / unit).cast<float>(),
                            padded.data.data(), padded.width);
  const Eigen::MatrixXd columns = c.y / unit;
  Assignment a = detail::assign(padded, 5e-7, [&](int i, double* out) {
    Eigen::Map<Eigen::ArrayXd> row(out, n);
    if (d > few_dimensions) {
      row = Eigen::Map<const Eigen::ArrayXf>(padded.row(i), n).cast<double>();
      return;
    }
    row.setZero();
    for (Eigen::Index k = 0; k < d; ++k)
      row += (columns.col(k).array() - c.x(i, k) / unit).square();
  });
  a.gap *= unit * unit;
  a.cost = double(n) * c.shift.squaredNorm();
  for (Eigen::Index i = 0; i < n; ++i) {
    a.cost += (c.x.row(i) - c.y.row(a.column_of_row[std::size_t(i)])).squaredNorm();
    // From the centred costs: |x - y|^2 = |x' - y'|^2 + 2 shift (x' - y') + |shift|^2.
    double &u = a.row_price[std::size_t(i)], &v = a.column_price[std::size_t(i)];
    u = u * unit * unit + c.shift.dot(2 * c.x.row(i) + c.shift);
    v = v * unit * unit - 2 * c.shift.dot(c.y.row(i));
  }
  return a;
}

} // namespace fm
