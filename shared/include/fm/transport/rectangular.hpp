// Exact assignment of n rows to m columns: every row of the smaller side goes with one of the
// larger, whose others stay alone.
//
// The square problem with rows (or columns) added that cost the same everywhere. Prices shifted so
// that none of the larger side is above 0 then prove the cost: whichever of them stay alone only
// take from the sum.
#pragma once

#include "fm/transport/assignment.hpp"

namespace fm {

// costs: n x m, float or double; +infinity forbids a pair. column_of_row holds -1 for a row that
// stays alone. No assignment of the smaller side is cheaper by more than the gap:
// u_i + v_j <= c_ij (up to the rounding that fm::assign states), the prices of the larger side are
// at most 0, and the gap is cost - (sum u + sum v) and all rounding.
// Throws fm::Error: a NaN or -infinity, no assignment allowed, more than 16384 rows or columns.
template <class S> Assignment assign_rectangular(const Batch<S>& costs) {
  const Eigen::Index n = costs.rows(), m = costs.cols();
  if (n > m) {
    const Assignment other = assign_rectangular(Batch<S>(costs.transpose()));
    Assignment a{std::vector<int>(std::size_t(n), -1), other.column_price, other.row_price,
                 other.cost, other.gap};
    for (std::size_t j = 0; j < other.column_of_row.size(); ++j)
      a.column_of_row[std::size_t(other.column_of_row[j])] = int(j);
    return a;
  }
  detail::require_size(m);
  if (n == m || n == 0) {
    if (n == m) return assign(costs);
    return {{}, {}, std::vector<double>(std::size_t(m), 0), 0, 0};
  }
  S least = std::numeric_limits<S>::infinity();
  for (Eigen::Index i = 0; i < costs.size(); ++i)
    if (costs.data()[i] < least) least = costs.data()[i];
  FM_REQUIRE(least < std::numeric_limits<S>::infinity(),
             "no assignment is allowed: every pair is forbidden");
  FM_REQUIRE(least > -std::numeric_limits<S>::infinity(),
             "a cost is a number, or +infinity for a pair that is forbidden");
  Batch<S> square(m, m);
  square.topRows(n) = costs;
  square.bottomRows(m - n).setConstant(least);
  Assignment a = assign(square);
  a.column_of_row.resize(std::size_t(n));
  a.row_price.resize(std::size_t(n));
  const double top = *std::max_element(a.column_price.begin(), a.column_price.end());
  double prices = 0;
  a.cost = 0;
  for (double& v : a.column_price) v -= top, prices += std::fabs(v);
  for (std::size_t i = 0; i < std::size_t(n); ++i) {
    a.row_price[i] += top, prices += std::fabs(a.row_price[i]);
    a.cost += double(costs(Eigen::Index(i), a.column_of_row[i]));
  }
  a.gap += 0x1p-51 * prices;
  return a;
}

} // namespace fm
