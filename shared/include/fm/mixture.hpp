// The marginal field in closed form: what a perfect network would answer.
//
//   u_t(x) = E[u_t | x_t = x] = sum_i w_i(x) u_t(x | x_i),   sum_i w_i = 1
//
// (Lipman et al. 2023, eq. 8.) Two cases in which the posterior weights w_i are known exactly:
// a finite set of data points, with any source that has a density; and a mixture of Gaussians, with
// a standard normal source.
#pragma once

#include "fm/distributions.hpp"
#include "fm/path.hpp"

#include <vector>

namespace fm {

using Point = Eigen::Vector2d;

// What is known at one place and time.
struct Marginal {
  Point velocity = Point::Zero();                       // u_t(x)
  Eigen::Matrix2d covariance = Eigen::Matrix2d::Zero(); // Cov(u_t | x_t = x)
  double log_density = 0; // log p_t(x); -infinity: nothing passes here
};

namespace detail {

// Turns log weights into weights that sum to 1, and returns the logarithm of their sum. When every
// one is -infinity the weights become 0.
inline double normalise(std::vector<double>& log_w) {
  double best = -std::numeric_limits<double>::infinity(), sum = 0;
  for (double w : log_w) best = std::max(best, w);
  for (double& w : log_w) {
    w = w - best > -700 ? std::exp(w - best) : 0; // false for NaN = -inf - -inf too
    sum += w;
  }
  if (sum == 0) return best;
  for (double& w : log_w) w /= sum;
  return best + std::log(sum);
}

} // namespace detail

// The noise that passes x on its way to row i of `points`: x_0 = (x - alpha x_i) / sigma.
template <class S>
Point partner(const Batch<S>& points, Eigen::Index i, const ScheduleValue<double>& s,
              const Point& x) {
  return (x - s.alpha * points.row(i).template cast<double>().transpose()) / s.sigma;
}

// region: point-set
// Data: the rows of `points` (n x 2), each as likely as the next. Source: any density p_0.
// Given x_t = x, the partner of x_i was x_0 = (x - alpha x_i) / sigma, so
//   w_i  is proportional to  p_0((x - alpha x_i) / sigma)
// Requires sigma(t) > 0. `weights` receives the n posterior weights.
template <class S, class Schedule>
Marginal point_set_marginal(const Batch<S>& points, Distribution source, const Schedule& schedule,
                            const Point& x, double t, std::vector<double>& weights) {
  const ScheduleValue<double> s = schedule(t);
  FM_REQUIRE(s.sigma > 0,
             "the marginal field of a finite set needs sigma(t) > 0: stop short of t = 1");
  const Eigen::Index n = points.rows();
  weights.resize(std::size_t(n));
  for (Eigen::Index i = 0; i < n; ++i) {
    const Point x_0 = partner(points, i, s, x);
    weights[std::size_t(i)] = log_density(source, x_0[0], x_0[1]);
  }
  Marginal m;
  m.log_density = detail::normalise(weights) - std::log(double(n)) - 2 * std::log(s.sigma);
  Eigen::Matrix2d second = Eigen::Matrix2d::Zero();
  for (Eigen::Index i = 0; i < n; ++i) {
    const double w = weights[std::size_t(i)];
    if (w == 0) continue;
    const Point u = s.d_alpha * points.row(i).template cast<double>().transpose() +
                    s.d_sigma * partner(points, i, s, x);
    m.velocity += w * u;
    second += w * u * u.transpose();
  }
  m.covariance = second - m.velocity * m.velocity.transpose();
  return m;
}
// endregion

// sum_k weight_k N(mean_k, stddev_k^2 I). Weights are positive and sum to 1.
struct GaussianMixture {
  std::vector<Point> means;
  std::vector<double> stddevs, weights;

  static GaussianMixture of(const GaussianRing& ring) {
    GaussianMixture g;
    for (int k = 0; k < ring.modes; ++k) {
      const auto m = ring.mean(k);
      g.means.emplace_back(m[0], m[1]);
      g.stddevs.push_back(ring.stddev);
      g.weights.push_back(1. / ring.modes);
    }
    return g;
  }
};

// Data: a Gaussian mixture. Source: N(0, I). Component k passes x with variance
// s_k^2 = alpha^2 stddev_k^2 + sigma^2; inside it (u_t, x_t) are jointly Gaussian with slope
// c_k = (d_alpha alpha stddev_k^2 + d_sigma sigma) / s_k^2, so
//   E[u_t | x, k] = d_alpha mean_k + c_k (x - alpha mean_k)
// Defined for every t in [0, 1] when the components have a width.
template <class Schedule>
Marginal mixture_marginal(const GaussianMixture& data, const Schedule& schedule, const Point& x,
                          double t) {
  constexpr double log_2pi = 1.8378770664093454836;
  const auto [alpha, sigma, d_alpha, d_sigma] = schedule(t);
  const std::size_t n = data.means.size();
  std::vector<double> w(n), variance(n);
  for (std::size_t k = 0; k < n; ++k) {
    const double v = data.stddevs[k] * data.stddevs[k];
    variance[k] = alpha * alpha * v + sigma * sigma;
    FM_REQUIRE(variance[k] > 0, "a component without width has no density at t = 1");
    w[k] = std::log(data.weights[k]) - log_2pi - std::log(variance[k]) -
           (x - alpha * data.means[k]).squaredNorm() / (2 * variance[k]);
  }
  Marginal m;
  m.log_density = detail::normalise(w);
  Eigen::Matrix2d second = Eigen::Matrix2d::Zero();
  for (std::size_t k = 0; k < n; ++k) {
    const double v = data.stddevs[k] * data.stddevs[k];
    const double joint = d_alpha * alpha * v + d_sigma * sigma;
    const Point u = d_alpha * data.means[k] + joint / variance[k] * (x - alpha * data.means[k]);
    const double rest = d_alpha * d_alpha * v + d_sigma * d_sigma - joint * joint / variance[k];
    m.velocity += w[k] * u;
    second += w[k] * (u * u.transpose() + rest * Eigen::Matrix2d::Identity());
  }
  m.covariance = second - m.velocity * m.velocity.transpose();
  return m;
}

// The irreducible loss E[tr Cov(u_t | x_t)] / d: what is left when the network is perfect, by Monte
// Carlo over t uniform in [0, 1), pairs, and the exact posterior at each x_t. The standard error
// treats the samples as independent; their times are stratified, so it is an upper bound.
struct Estimate {
  double mean, standard_error;
};

template <class S, class Schedule>
Estimate irreducible_loss(const Batch<S>& points, Distribution source, const Schedule& schedule,
                          int samples, Random& random) {
  FM_REQUIRE(samples >= 2, "an estimate needs at least 2 samples");
  FM_REQUIRE(samples <= 1'000'000, "an estimate takes at most a million samples");
  FM_REQUIRE(points.rows() >= 1, "the data set is empty");
  FM_REQUIRE(points.allFinite(), "the data set has a value that is not finite");
  const AffinePath<Schedule> path{schedule};
  std::vector<double> weights;
  double sum = 0, squares = 0;
  for (int i = 0; i < samples; ++i) {
    const auto row = Eigen::Index(random.below(std::uint32_t(points.rows())));
    const auto p = sample_point(source, random);
    const double t = (i + random.uniform()) / samples; // stratified
    const Point x_1 = points.row(row).template cast<double>(), x_0(p[0], p[1]);
    const Point x_t = path.sample(x_0, x_1, t).x_t;
    const double left =
        point_set_marginal(points, source, schedule, x_t, t, weights).covariance.trace() / 2;
    sum += left;
    squares += left * left;
  }
  const double mean = sum / samples, variance = squares / samples - mean * mean;
  return {mean, std::sqrt(std::max(0., variance) / (samples - 1))};
}

} // namespace fm
