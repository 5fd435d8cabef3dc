// W_1 and W_2 of weighted sets, and of sets of unequal sizes, exact: on the line by quantiles, in
// more dimensions by a transport plan.
#pragma once

#include "fm/transport/transport_plan.hpp"

namespace fm {

namespace detail {

// sum over the pieces of mass of |x - y|^p, where the mass of both is taken from left to right:
// on the line the optimal plan for every convex cost (Peyre and Cuturi 2019, prop. 2.28).
inline double quantile_cost(const Eigen::VectorXd& x, const std::vector<double>& a,
                            const Eigen::VectorXd& y, const std::vector<double>& b, int p) {
  const auto sorted = [](const Eigen::VectorXd& z) {
    std::vector<int> order(std::size_t(z.size()));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int i, int j) { return z[i] < z[j]; });
    return order;
  };
  const std::vector<int> left = sorted(x), right = sorted(y);
  double sum = 0, of_x = a[std::size_t(left[0])], of_y = b[std::size_t(right[0])];
  for (std::size_t i = 0, j = 0;;) {
    const double mass = std::min(of_x, of_y), gap = std::fabs(x[left[i]] - y[right[j]]);
    sum += mass * (p == 1 ? gap : gap * gap);
    of_x -= mass, of_y -= mass;
    // What rounding leaves at the end is nowhere to go.
    if (of_x <= of_y) {
      if (++i == left.size()) return sum;
      of_x = a[std::size_t(left[i])];
    } else {
      if (++j == right.size()) return sum;
      of_y = b[std::size_t(right[j])];
    }
  }
}

template <class S>
double weighted_cost(const Batch<S>& x, const std::vector<double>& a, const Batch<S>& y,
                     const std::vector<double>& b, int p) {
  FM_REQUIRE(x.cols() == y.cols(), "two point sets have the same number of coordinates");
  FM_REQUIRE(x.allFinite() && y.allFinite(), "a point set has a value that is not finite");
  const Batch<double> from = x.template cast<double>(), to = y.template cast<double>();
  const std::vector<double> mass = normalised_weights(a, x.rows()),
                            room = normalised_weights(b, y.rows());
  if (x.cols() == 1)
    return quantile_cost(Eigen::VectorXd(from.col(0)), mass, Eigen::VectorXd(to.col(0)), room, p);
  FM_REQUIRE(x.rows() * y.rows() <= 1 << 18,
             "exact transport takes at most 2^18 pairs: take fewer points");
  Batch<double> c(x.rows(), y.rows());
  for (Eigen::Index i = 0; i < c.rows(); ++i)
    for (Eigen::Index j = 0; j < c.cols(); ++j) {
      const double square = (from.row(i) - to.row(j)).squaredNorm();
      c(i, j) = p == 1 ? std::sqrt(square) : square;
    }
  return transport_plan(c, mass, room).cost;
}

} // namespace detail

// x: n x d with weights a (n, or empty for equal ones), y: m x d with weights b; each scaled to sum
// 1. In more than one dimension n m is at most 2^18. Throws fm::Error.
template <class S>
double weighted_wasserstein_1(const Batch<S>& x, const std::vector<double>& a, const Batch<S>& y,
                              const std::vector<double>& b) {
  return detail::weighted_cost(x, a, y, b, 1);
}
template <class S>
double weighted_wasserstein_2(const Batch<S>& x, const std::vector<double>& a, const Batch<S>& y,
                              const std::vector<double>& b) {
  return std::sqrt(detail::weighted_cost(x, a, y, b, 2));
}

} // namespace fm
