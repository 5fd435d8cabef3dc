// A permutation drawn from a transport plan, so that i meets j as often as the plan says.
//
// Drawing each row's partner from what the earlier rows left would not do: the last rows get what
// nobody wanted, and who meets whom depends on the order. Drawing with replacement keeps the law of
// each pair and loses 1/e of the columns. Dependent rounding (Gandhi, Khuller, Parthasarathy and
// Srinivasan 2006) keeps both: around a cycle of entries that are neither 0 nor 1 a share is moved
// one way or the other, with odds that leave every mean as it was, until one of them is 0 or 1.
// Sums of rows and columns never change, and at the end there is a permutation.
#pragma once

#include "fm/base/random.hpp"
#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace fm {

namespace detail {

// The nearest matrix, or almost, whose rows and columns all sum to 1 (Altschuler, Weed and Rigollet
// 2017, algorithm 2): for an iteration that has not quite got there.
inline Batch<double> doubly_stochastic(Batch<double> p) {
  for (Eigen::Index i = 0; i < p.rows(); ++i) p.row(i) /= std::max(1., double(p.row(i).sum()));
  for (Eigen::Index j = 0; j < p.cols(); ++j) p.col(j) /= std::max(1., double(p.col(j).sum()));
  const Eigen::VectorXd rows = (1 - p.rowwise().sum().array()).max(0);
  const Eigen::RowVectorXd columns = (1 - p.colwise().sum().array()).max(0);
  if (rows.sum() > 0) p += rows * columns / rows.sum();
  return p;
}

class DependentRounding {
public:
  explicit DependentRounding(Batch<double> p)
      : p_(std::move(p)), first_(std::size_t(p_.rows()), 0), top_(std::size_t(p_.rows()), 0) {
    for (double& x : p_.reshaped()) x = settled(x);
  }

  // Column of each row.
  std::vector<int> draw(Random& random) {
    const int n = int(p_.rows());
    std::vector<int> column_of(std::size_t(n), -1);
    for (int i = 0; i < n; ++i)
      while (next_column(i, -1) >= 0) turn(cycle_from(i), random);
    std::vector<char> taken(std::size_t(n), 0);
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j)
        if (p_(i, j) == 1 && !taken[std::size_t(j)]) {
          column_of[std::size_t(i)] = j;
          taken[std::size_t(j)] = 1;
          break;
        }
    for (int i = 0, j = 0; i < n; ++i) { // where rounding has lost one
      if (column_of[std::size_t(i)] >= 0) continue;
      while (taken[std::size_t(j)]) ++j;
      column_of[std::size_t(i)] = j++;
    }
    return column_of;
  }

private:
  static constexpr double tiny = 1e-10;
  using Entry = std::array<int, 2>;

  static double settled(double x) { return x < tiny ? 0 : x > 1 - tiny ? 1 : x; }
  bool open(int i, int j) const { return p_(i, j) > 0 && p_(i, j) < 1; }

  // The first open entry of a row or a column, but for one; -1: none. What is settled stays so.
  int next_column(int i, int but) {
    const int n = int(p_.cols());
    int& begin = first_[std::size_t(i)];
    while (begin < n && !open(i, begin)) ++begin;
    int j = begin;
    while (j < n && (j == but || !open(i, j))) ++j;
    return j < n ? j : -1;
  }
  int next_row(int j, int but) {
    const int n = int(p_.rows());
    int& begin = top_[std::size_t(j)];
    while (begin < n && !open(begin, j)) ++begin;
    int i = begin;
    while (i < n && (i == but || !open(i, j))) ++i;
    return i < n ? i : -1;
  }

  // Open entries, in turn beside and below each other, that come back to where they began. Where a
  // row or column has a single one, which only rounding leaves, that one alone.
  std::vector<Entry> cycle_from(int row) {
    std::vector<Entry> path;
    std::vector<int> rows{row}, columns;
    for (int before = -1;;) {
      const int j = next_column(rows.back(), before);
      if (j < 0) return {path.back()};
      path.push_back({rows.back(), j});
      // A column seen before closes the cycle after the entry by which the path came down to it.
      if (const auto at = std::find(columns.begin(), columns.end(), j); at != columns.end())
        return {path.begin() + 1 + 2 * (at - columns.begin()), path.end()};
      columns.push_back(j);
      const int i = next_row(j, rows.back());
      if (i < 0) return {path.back()};
      path.push_back({i, j});
      if (const auto at = std::find(rows.begin(), rows.end(), i); at != rows.end())
        return {path.begin() + 2 * (at - rows.begin()), path.end()};
      rows.push_back(i);
      before = j;
    }
  }

  // Moves a share around the cycle, every second entry up and the others down, or the reverse.
  void turn(const std::vector<Entry>& cycle, Random& random) {
    if (cycle.size() == 1) {
      double& x = p_(cycle[0][0], cycle[0][1]);
      x = x > 0.5 ? 1 : 0;
      return;
    }
    double room[2] = {1, 1};
    for (std::size_t k = 0; k < cycle.size(); ++k) {
      const double x = p_(cycle[k][0], cycle[k][1]);
      room[k % 2] = std::min(room[k % 2], 1 - x);
      room[1 - k % 2] = std::min(room[1 - k % 2], x);
    }
    // Every second entry, or every other, goes up by its room; the means stay.
    const std::size_t up = random.uniform() * (room[0] + room[1]) < room[1] ? 0 : 1;
    for (std::size_t k = 0; k < cycle.size(); ++k) {
      double& x = p_(cycle[k][0], cycle[k][1]);
      x = settled(k % 2 == up ? x + room[up] : x - room[up]);
    }
  }

  Batch<double> p_;
  std::vector<int> first_, top_; // no open entry of the row, of the column, is before
};

} // namespace detail

// plan: n x n, at least 0, its rows and columns summing to 1/n but for an error that is spread over
// it. Returns the column of each row: P(i meets j) = n plan_ij. Throws fm::Error.
inline std::vector<int> draw_permutation(const Batch<double>& plan, Random& random) {
  const Eigen::Index n = plan.rows();
  FM_REQUIRE(plan.cols() == n, "a permutation is drawn from a square plan");
  FM_REQUIRE(plan.allFinite() && (n == 0 || plan.minCoeff() >= 0),
             "the entries of a plan are numbers of at least 0");
  return detail::DependentRounding(detail::doubly_stochastic(plan * double(n))).draw(random);
}

} // namespace fm
