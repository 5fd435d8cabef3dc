// Exact optimal transport between weights (Kantorovich's problem): the plan P >= 0 with row sums a
// and column sums b that has the least sum P c.
//
// By successive shortest paths, as a flow: while a row has mass left, the cheapest chain of moves
// from such a row to a column with room is found (Dijkstra over the columns, under prices for which
// no reduced cost is negative), and carries what fits. All in double. A chain is O(n m) at most,
// and there are n + m of them and as many again as masses are split: equal weights of 500 and 500
// take a quarter of a second, of 500 and 499 ten.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace fm {

struct TransportPlan {
  Batch<double> plan;                          // n x m
  std::vector<double> row_price, column_price; // u_i + v_j <= c_ij, but for rounding
  double cost = 0;                             // sum P c
  double gap = 0; // at least cost - (sum a u + sum b v): no plan is cheaper by more
};

namespace detail {

inline std::vector<double> normalised_weights(std::vector<double> weights, Eigen::Index n) {
  FM_REQUIRE(n >= 1, "a point set is empty");
  if (weights.empty()) weights.assign(std::size_t(n), 1);
  FM_REQUIRE(weights.size() == std::size_t(n), "one weight a point, or none for equal ones");
  double largest = 0, sum = 0;
  for (double w : weights) {
    FM_REQUIRE(w >= 0 && std::isfinite(w), "a weight is a number of at least 0");
    largest = std::max(largest, w);
  }
  FM_REQUIRE(largest > 0, "some weight is above 0");
  for (double& w : weights) sum += w /= largest;
  for (double& w : weights) w /= sum;
  return weights;
}

class FlowSolver {
public:
  FlowSolver(const Batch<double>& c, std::vector<double> supply, std::vector<double> room)
      : c_(c), n_(c.rows()), m_(c.cols()), left_(std::move(supply)), room_(std::move(room)),
        flow_(Batch<double>::Zero(n_, m_)), u_(std::size_t(n_)), v_(std::size_t(m_), 0) {
    for (Eigen::Index i = 0; i < n_; ++i) u_[std::size_t(i)] = c.row(i).minCoeff();
    for (Eigen::Index i = 0; i < n_; ++i)
      while (left_[std::size_t(i)] > dust && send(i)) {
      }
  }
  const Batch<double>& flow() const { return flow_; }
  const std::vector<double>& row_price() const { return u_; }
  const std::vector<double>& column_price() const { return v_; }

private:
  static constexpr double dust = 1e-15; // of a mass of 1: what rounding leaves

  double reduced(Eigen::Index i, Eigen::Index j) const {
    return std::max(c_(i, j) - u_[std::size_t(i)] - v_[std::size_t(j)], 0.);
  }

  // What is left of row `start`, or a part, along the cheapest chain; false: there is no room.
  bool send(Eigen::Index start) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::vector<double> row_at(std::size_t(n_), infinity), column_at(std::size_t(m_), infinity);
    std::vector<Eigen::Index> row_from(std::size_t(n_), -1), column_from(std::size_t(m_), -1);
    std::vector<char> done(std::size_t(m_), 0);
    std::vector<Eigen::Index> fresh{start};
    row_at[std::size_t(start)] = 0;
    Eigen::Index end = -1;
    double reach = 0;
    while (end < 0) {
      for (Eigen::Index i : fresh)
        for (Eigen::Index j = 0; j < m_; ++j) {
          const auto at = std::size_t(j);
          if (done[at]) continue;
          const double d = row_at[std::size_t(i)] + reduced(i, j);
          if (d < column_at[at]) column_at[at] = d, column_from[at] = i;
        }
      fresh.clear();
      Eigen::Index next = -1;
      for (Eigen::Index j = 0; j < m_; ++j)
        if (!done[std::size_t(j)] &&
            (next < 0 || column_at[std::size_t(j)] < column_at[std::size_t(next)] ||
             (column_at[std::size_t(j)] == column_at[std::size_t(next)] &&
              room_[std::size_t(j)] > dust)))
          next = j;
      if (next < 0) return false;
      reach = column_at[std::size_t(next)];
      if (room_[std::size_t(next)] > dust) {
        end = next;
        break;
      }
      done[std::size_t(next)] = 1;
      for (Eigen::Index i = 0; i < n_; ++i) // who is there may move on
        if (flow_(i, next) > 0 && row_at[std::size_t(i)] == infinity) {
          row_at[std::size_t(i)] = reach;
          row_from[std::size_t(i)] = next;
          fresh.push_back(i);
        }
    }
    for (std::size_t i = 0; i < row_at.size(); ++i)
      if (row_at[i] < reach) u_[i] += reach - row_at[i];
    for (std::size_t j = 0; j < column_at.size(); ++j)
      if (done[j]) v_[j] -= reach - column_at[j];
    double amount = std::min(left_[std::size_t(start)], room_[std::size_t(end)]);
    for (Eigen::Index j = end, i; (i = column_from[std::size_t(j)]) != start;) {
      j = row_from[std::size_t(i)];
      amount = std::min(amount, flow_(i, j));
    }
    for (Eigen::Index j = end;;) {
      const Eigen::Index i = column_from[std::size_t(j)];
      flow_(i, j) += amount;
      if (i == start) break;
      j = row_from[std::size_t(i)];
      flow_(i, j) -= amount;
    }
    left_[std::size_t(start)] -= amount;
    room_[std::size_t(end)] -= amount;
    return true;
  }

  const Batch<double>& c_;
  Eigen::Index n_, m_;
  std::vector<double> left_, room_; // of each row still to send, of each column still to fill
  Batch<double> flow_;
  std::vector<double> u_, v_;
};

} // namespace detail

// c: n x m, finite, n m at most 2^18; a: n, b: m, at least 0, each scaled to sum 1; empty for equal
// weights. The plan's sums are right to (n + m) 1e-15. Throws fm::Error.
inline TransportPlan transport_plan(const Batch<double>& c, const std::vector<double>& a = {},
                                    const std::vector<double>& b = {}) {
  const Eigen::Index n = c.rows(), m = c.cols();
  const std::vector<double> supply = detail::normalised_weights(a, n),
                            room = detail::normalised_weights(b, m);
  FM_REQUIRE(n * m <= 1 << 18, "exact transport takes at most 2^18 pairs: take fewer points");
  FM_REQUIRE(c.allFinite(), "a cost of transport is a finite number");
  if (n < m) { // the larger side sends: its chains are short
    const TransportPlan other = transport_plan(c.transpose(), b, a);
    return {other.plan.transpose(), other.column_price, other.row_price, other.cost, other.gap};
  }
  const detail::FlowSolver solver(c, supply, room);
  TransportPlan t{solver.flow(), solver.row_price(), solver.column_price(), 0, 0};
  double slack = 0, size = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    // The best price of a row under the columns' own.
    double u = std::numeric_limits<double>::infinity();
    for (Eigen::Index j = 0; j < m; ++j) u = std::min(u, c(i, j) - t.column_price[std::size_t(j)]);
    t.row_price[std::size_t(i)] = u;
    size += supply[std::size_t(i)] * std::fabs(u);
    for (Eigen::Index j = 0; j < m; ++j) {
      if (t.plan(i, j) == 0) continue;
      t.cost += t.plan(i, j) * c(i, j);
      size += t.plan(i, j) * std::fabs(c(i, j));
      slack += t.plan(i, j) * (c(i, j) - u - t.column_price[std::size_t(j)]);
    }
  }
  for (Eigen::Index j = 0; j < m; ++j)
    size += room[std::size_t(j)] * std::fabs(t.column_price[std::size_t(j)]);
  // What rounding leaves of a mass may cost as much as the dearest pair.
  const double largest = c.cwiseAbs().maxCoeff();
  t.gap = slack + 0x1p-52 * double(n + m + 8) * size + 4e-15 * double(n + m) * largest;
  return t;
}

} // namespace fm
