// How far apart two point sets are.
//
// None of these is 0 between two sets of n points from the same distribution: the Wasserstein
// distances lie well above it, the unbiased ones on both sides. So each is reported with its n and
// its floor: its value between the data and a second, independent draw of the same size. A distance
// is small when it is near its floor.
#pragma once

#include "fm/base/random.hpp"
#include "fm/measure/gaussian.hpp"
#include "fm/transport/assign_points.hpp"

namespace fm {

struct Measured {
  double value, floor;
  Eigen::Index n; // points in each set
};

// metric(x, y) of samples against data, and metric(fresh, data) as the floor. All n x d.
template <class S, class Metric>
Measured with_floor(Metric&& metric, const Batch<S>& samples, const Batch<S>& data,
                    const Batch<S>& fresh) {
  FM_REQUIRE(samples.rows() == fresh.rows(), "the floor is taken at the same number of points");
  return {metric(samples, data), metric(fresh, data), samples.rows()};
}

namespace detail {
template <class S> void require_sets(const Batch<S>& x, const Batch<S>& y) {
  FM_REQUIRE(x.cols() == y.cols(), "two point sets have the same number of coordinates");
  FM_REQUIRE(x.rows() >= 1 && y.rows() >= 1, "a point set is empty");
  FM_REQUIRE(x.allFinite() && y.allFinite(), "a point set has a value that is not finite");
}
template <class S>
double distance(const Batch<S>& x, Eigen::Index i, const Batch<S>& y, Eigen::Index j) {
  return (x.row(i) - y.row(j)).template cast<double>().norm();
}
} // namespace detail

// Wasserstein distances of two sets of equal size, exact: by assignment (Peyre and Cuturi 2019,
// prop. 2.1). W_1 in |x - y|, W_2 the root of the mean of |x - y|^2.
template <class S> double wasserstein_2(const Batch<S>& x, const Batch<S>& y) {
  detail::require_sets(x, y);
  return std::sqrt(assign_points(x, y).cost / double(x.rows()));
}
template <class S> double wasserstein_1(const Batch<S>& x, const Batch<S>& y) {
  detail::require_sets(x, y);
  FM_REQUIRE(x.rows() == y.rows(), "the two point sets have as many points");
  Batch<double> cost(x.rows(), y.rows());
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < y.rows(); ++j) cost(i, j) = detail::distance(x, i, y, j);
  return assign(cost).cost / double(x.rows());
}

namespace detail {
inline void require_directions(Eigen::Index n) {
  FM_REQUIRE(n >= 1 && n <= 100000, "the number of directions lies in 1 .. 100000");
}
// W_2^2 of the sets as a direction sees them, where the optimal pairing is by rank.
template <class S>
double projected_square(const Batch<S>& x, const Batch<S>& y, const Eigen::VectorXd& direction) {
  Eigen::VectorXd a = x.template cast<double>().lazyProduct(direction);
  Eigen::VectorXd b = y.template cast<double>().lazyProduct(direction);
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return (a - b).squaredNorm() / double(x.rows());
}
} // namespace detail

// Sliced W_2 (Rabin et al. 2011): the root of the mean, over directions, of W_2^2 on the line. At
// directions of one's own (k x d, of any length but 0), or at random ones. Throws fm::Error.
template <class S>
double sliced_wasserstein_2(const Batch<S>& x, const Batch<S>& y, const Batch<double>& directions) {
  detail::require_sets(x, y);
  FM_REQUIRE(x.rows() == y.rows(), "the two point sets have as many points");
  detail::require_directions(directions.rows());
  FM_REQUIRE(directions.cols() == x.cols(), "a direction has as many coordinates as the points");
  double sum = 0;
  for (Eigen::Index k = 0; k < directions.rows(); ++k) {
    const Eigen::VectorXd direction = directions.row(k).transpose();
    const double length = direction.stableNorm();
    FM_REQUIRE(length > 0 && std::isfinite(length), "a direction is finite, and not 0");
    sum += detail::projected_square(x, y, direction / length);
  }
  return std::sqrt(sum / double(directions.rows()));
}
template <class S>
double sliced_wasserstein_2(const Batch<S>& x, const Batch<S>& y, int directions, Random& random) {
  detail::require_sets(x, y);
  FM_REQUIRE(x.rows() == y.rows(), "the two point sets have as many points");
  detail::require_directions(directions);
  double sum = 0;
  for (int k = 0; k < directions; ++k) {
    Eigen::VectorXd direction(x.cols());
    for (double& z : direction) z = random.normal();
    direction.normalize();
    sum += detail::projected_square(x, y, direction);
  }
  return std::sqrt(sum / directions);
}

// How a mean over pairs of one set is taken. Unbiased (a U-statistic): over pairs of two, so that
// the mean over draws is right, and a value can fall below 0. Biased (a V-statistic): over all
// pairs, each point with itself too, which is the distance of the two sets as they are: never below
// 0, and 0 only between equal sets.
enum class Statistic { unbiased, biased };

namespace detail {
inline void require_statistic(Statistic statistic, Eigen::Index n, Eigen::Index m) {
  FM_REQUIRE(statistic == Statistic::biased || (n >= 2 && m >= 2),
             "an unbiased estimate needs at least 2 points");
}
// The mean of k(x_i, y_j) over all pairs; over i != j for an unbiased mean over one set.
template <class S, class Kernel>
double mean_kernel(const Batch<S>& x, const Batch<S>& y, bool apart, Kernel&& k) {
  double sum = 0;
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < y.rows(); ++j)
      if (!apart || i != j) sum += k((x.row(i) - y.row(j)).template cast<double>().squaredNorm());
  const double n = double(x.rows());
  return sum / (apart ? n * (n - 1) : n * double(y.rows()));
}
// Of both sets less twice across.
template <class S, class Kernel>
double within_less_across(const Batch<S>& x, const Batch<S>& y, Statistic statistic, Kernel&& k) {
  const bool apart = statistic == Statistic::unbiased;
  return mean_kernel(x, x, apart, k) + mean_kernel(y, y, apart, k) -
         2 * mean_kernel(x, y, false, k);
}
} // namespace detail

// Energy distance (Szekely and Rizzo 2013): 2 E|x - y| - E|x - x'| - E|y - y'|. Unbiased: at least
// 2 points each. Throws fm::Error.
template <class S>
double energy_distance(const Batch<S>& x, const Batch<S>& y,
                       Statistic statistic = Statistic::unbiased) {
  detail::require_sets(x, y);
  detail::require_statistic(statistic, x.rows(), y.rows());
  return -detail::within_less_across(x, y, statistic,
                                     [](double square) { return std::sqrt(square); });
}

// Squared maximum mean discrepancy with the kernel exp(-|x - y|^2 / (2 bandwidth^2)) (Gretton et
// al. 2012, unbiased eq. 3, biased eq. 5). Throws fm::Error.
template <class S>
double mmd(const Batch<S>& x, const Batch<S>& y, double bandwidth,
           Statistic statistic = Statistic::unbiased) {
  detail::require_sets(x, y);
  detail::require_statistic(statistic, x.rows(), y.rows());
  FM_REQUIRE(bandwidth > 0 && std::isfinite(bandwidth), "the bandwidth must be positive");
  return detail::within_less_across(x, y, statistic, [&](double square) {
    return portable::exp(-square / (2 * bandwidth * bandwidth));
  });
}

// The median distance between points of the data: the usual bandwidth. Of more than 1000 rows, 1000
// from all over the data are looked at, in whatever order they stand. Throws fm::Error.
template <class S> double median_distance(const Batch<S>& data) {
  const Eigen::Index n = std::min<Eigen::Index>(data.rows(), 1000);
  FM_REQUIRE(n >= 2, "a median distance needs at least 2 points");
  FM_REQUIRE(data.allFinite(), "a point set has a value that is not finite");
  const auto row = [&](Eigen::Index k) { return k * data.rows() / n; };
  std::vector<double> d;
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < i; ++j) d.push_back(detail::distance(data, row(i), data, row(j)));
  const auto middle = d.begin() + std::ptrdiff_t(d.size() / 2);
  std::nth_element(d.begin(), middle, d.end());
  return *middle;
}

} // namespace fm
