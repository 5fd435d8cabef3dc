// Entropic optimal transport between two sets of equal weights (Cuturi 2013), in the log domain.
//
//   P_ij = exp((f_i + g_j - c_ij) / eps),   rows summing to 1/n, columns to 1/m
//
// minimises sum P c + eps sum P (log P - 1). The potentials f and g are fitted in turn,
//   f_i = -eps log sum_j exp((g_j - c_ij) / eps) + eps log(1/n),
// each sum with its largest term taken out, so that none over- or underflows (Peyre and Cuturi
// 2019, sec. 4.4). An eps below the rounding of the costs, some 1e-14 of the largest, cannot be
// resolved: the outcome then says that it did not converge.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/simd.hpp"
#include "fm/base/state.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace fm {

// What eps is a multiple of. Relative: of an ordinary cost, the median less the smallest (their
// mean where that is 0), so that the plan does not depend on the unit of length, and one far point
// does not change what the others do. Absolute: of 1, the unit of the costs.
enum class Regularisation { relative, absolute };

struct SinkhornOptions {
  double regularisation = 0.05;
  double tolerance = 1e-6; // of the marginal error
  int max_iterations = 10000;
  Regularisation unit = Regularisation::relative;
};

struct Transport {
  Batch<double> plan;    // n x m, sum 1
  double cost;           // sum P c
  double marginal_error; // sum_i |row sum - 1/n| + sum_j |column sum - 1/m|
  double regularisation; // eps as used, in the unit of the costs
  int iterations;
  bool converged; // marginal_error is below the tolerance, but for the rounding of sums
};

namespace detail {

// 1 where all costs are equal, for then every eps has the same plan.
inline double ordinary_cost(const Batch<double>& c) {
  std::vector<double> above(c.data(), c.data() + c.size());
  const double least = c.minCoeff();
  for (double& x : above) x -= least;
  const auto middle = above.begin() + std::ptrdiff_t(above.size() / 2);
  std::nth_element(above.begin(), middle, above.end());
  if (*middle > 0) return *middle;
  const double mean = std::accumulate(above.begin(), above.end(), 0.) / double(above.size());
  return mean > 0 ? mean : 1;
}

// -eps log sum_j exp((b_j - c_ij) / eps), for each row i of c.
inline void soft_minimum(const Batch<double>& c, const Eigen::ArrayXd& b, double eps,
                         Eigen::ArrayXd& out) {
  std::vector<double> room(std::size_t(b.size()));
  Eigen::Map<Eigen::ArrayXd> terms(room.data(), b.size());
  for (Eigen::Index i = 0; i < c.rows(); ++i) {
    terms = b - c.row(i).transpose().array();
    const double largest = terms.maxCoeff();
    terms = (terms - largest) / eps;
    exponentials(terms.data(), terms.size());
    out[i] = -largest - eps * portable::log(terms.sum());
  }
}

} // namespace detail

// c: n x m, finite. eps is lowered to its value in steps of 4, each begun with the potentials of
// the last, which saves most of the iterations when eps is small. Throws fm::Error.
inline Transport sinkhorn(const Batch<double>& c, const SinkhornOptions& options) {
  const Eigen::Index n = c.rows(), m = c.cols();
  FM_REQUIRE(n >= 1 && m >= 1, "entropic transport needs at least one point on each side");
  FM_REQUIRE(c.allFinite(), "a cost of entropic transport is a finite number");
  FM_REQUIRE(options.regularisation > 0 && std::isfinite(options.regularisation),
             "the regularisation must be positive: for 0, use the exact assignment");
  FM_REQUIRE(options.tolerance > 0, "the tolerance must be positive");
  FM_REQUIRE(options.max_iterations >= 1 && options.max_iterations <= 1000000,
             "the number of iterations lies in 1 .. 1000000");
  const double target = options.unit == Regularisation::absolute
                            ? options.regularisation
                            : options.regularisation * detail::ordinary_cost(c);
  FM_REQUIRE(target > 0 && std::isfinite(target),
             "the regularisation leaves the range of a double: scale the costs");
  const Batch<double> transposed = c.transpose();
  const double log_n = portable::log(double(n)), log_m = portable::log(double(m));
  Eigen::ArrayXd f = Eigen::ArrayXd::Zero(n), g = Eigen::ArrayXd::Zero(m), row(n), column(m);
  Transport result{Batch<double>(n, m), 0, 0, target, 0, false};
  const double range = c.maxCoeff() - c.minCoeff();
  double eps = std::max(target, range / 4);
  for (;;) {
    const bool last = eps <= target;
    const double wanted = last ? options.tolerance : std::max(options.tolerance, 1e-2);
    do {
      // After g is fitted the columns are exact, and what the next f would change is the rows'
      // error: sum_j P_ij = exp((f_i - f'_i) / eps) / n.
      detail::soft_minimum(c, g, eps, row);
      row -= eps * log_n;
      const Eigen::ArrayXd off = ((f - row) / eps).unaryExpr(&portable::expm1);
      result.marginal_error =
          off.isFinite().all() ? off.abs().mean() : std::numeric_limits<double>::infinity();
      result.converged = result.iterations > 0 && result.marginal_error <= wanted;
      if (result.converged || result.iterations >= options.max_iterations) break;
      f = row;
      detail::soft_minimum(transposed, f, eps, column);
      g = column - eps * log_m;
      ++result.iterations;
    } while (true);
    result.converged = result.converged && last; // at an earlier eps it is only on its way
    if (last || result.iterations >= options.max_iterations) break;
    eps = std::max(target, eps / 4);
  }
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < m; ++j)
      result.plan(i, j) = portable::exp((f[i] + g[j] - c(i, j)) / eps);
  result.cost = result.plan.cwiseProduct(c).sum();
  result.marginal_error = (result.plan.rowwise().sum().array() - 1 / double(n)).abs().sum() +
                          (result.plan.colwise().sum().array() - 1 / double(m)).abs().sum();
  result.converged = result.converged && result.marginal_error <= options.tolerance + 1e-12;
  return result;
}

} // namespace fm
