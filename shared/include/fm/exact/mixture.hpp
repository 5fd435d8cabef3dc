// The marginal field in closed form: what a perfect network would answer.
//
//   u_t(x) = E[u_t | x_t = x] = sum_i w_i(x) u_t(x | x_i),   sum_i w_i = 1
//
// (Lipman et al. 2023, eq. 8.) Two cases in which the posterior weights w_i are known exactly:
// a finite set of data points, with any source that has a density; and mixtures of Gaussians at
// both ends, whose components may be coupled. Both under every schedule, x_0 and x_1 else
// independent.
#pragma once

#include "fm/data/density.hpp"
#include "fm/exact/coupled_mixtures.hpp"
#include "fm/path/path.hpp"

#include <algorithm>

namespace fm {

// What is known at one place and time.
struct Marginal {
  Point velocity = Point::Zero();                       // u_t(x) = E[u_t | x_t = x]
  Eigen::Matrix2d covariance = Eigen::Matrix2d::Zero(); // Cov(u_t | x_t = x)
  Point data = Point::Zero();                           // E[x_1 | x_t = x]
  Point noise = Point::Zero();                          // E[x_0 | x_t = x]
  Point score = Point::Zero();                          // grad log p_t(x)
  double log_density = 0; // log p_t(x); -infinity: nothing passes here
};

// The root mean square deviation of a coordinate.
inline double deviation(const Eigen::Matrix2d& covariance) {
  return std::sqrt(std::max(0., covariance.trace() / 2));
}

// The least number of weights, of sum 1, that hold a share of it; none where all are 0.
inline int carriers(std::vector<double> weights, double share) {
  std::sort(weights.begin(), weights.end());
  int count = 0;
  double sum = 0;
  for (auto w = weights.rbegin(); w != weights.rend() && *w > 0 && sum < share; ++w, ++count)
    sum += *w;
  return count;
}

// Kish's effective number of weights of sum 1: k where k are equal and the others 0; 0 where all
// are.
inline double effective_number(const std::vector<double>& weights) {
  double squares = 0;
  for (double w : weights) squares += w * w;
  return squares > 0 ? 1 / squares : 0;
}

// The noise that passes x on its way to row i of `points`: x_0 = (x - alpha x_i) / sigma. Requires
// sigma > 0 (else fm::Error).
template <class S>
Point partner(const Batch<S>& points, Eigen::Index i, const ScheduleValue<double>& s,
              const Point& x) {
  FM_REQUIRE(s.sigma > 0,
             std::string("the marginal field of a finite set needs noise: ") + short_of_data);
  return (x - s.alpha * points.row(i).template cast<double>().transpose()) / s.sigma;
}

// Throws fm::Error unless the rows are finite points of the plane, at least one.
template <class S> void require_points(const Batch<S>& points) {
  FM_REQUIRE(points.rows() > 0, "the data set is empty");
  require_plane(points);
  FM_REQUIRE(points.allFinite(), "the data set has a value that is not finite");
}

// region: point-set
// Data: the rows of `points` (n x 2), each as likely as the next. Source: any density p_0.
// Given x_t = x, the partner of x_i was x_0 = (x - alpha x_i) / sigma, so
//   w_i  is proportional to  p_0((x - alpha x_i) / sigma)
// Requires finite points, and sigma(t) > 0 (else fm::Error). `weights` receives the n posterior
// weights.
template <class S, class Schedule>
Marginal point_set_marginal(const Batch<S>& points, Distribution source, const Schedule& schedule,
                            const Point& x, double t, std::vector<double>& weights) {
  require_points(points);
  const ScheduleValue<double> s = schedule(t);
  const Eigen::Index n = points.rows();
  weights.resize(std::size_t(n));
  for (Eigen::Index i = 0; i < n; ++i)
    weights[std::size_t(i)] = log_density(source, partner(points, i, s, x)).value;
  Marginal m;
  m.log_density =
      detail::normalise(weights) - portable::log(double(n)) - 2 * portable::log(s.sigma);
  Eigen::Matrix2d second = Eigen::Matrix2d::Zero();
  for (Eigen::Index i = 0; i < n; ++i) {
    const double w = weights[std::size_t(i)];
    if (w == 0) continue;
    const Point x_0 = partner(points, i, s, x);
    const Point u = s.d_alpha * points.row(i).template cast<double>().transpose() + s.d_sigma * x_0;
    m.velocity += w * u;
    second += w * u * u.transpose();
    m.data += w * points.row(i).template cast<double>().transpose();
    m.noise += w * x_0;
    m.score += w / s.sigma * log_density(source, x_0).gradient;
  }
  m.covariance = second - m.velocity * m.velocity.transpose();
  return m;
}
// endregion

// How many data points pull on average over the rows of x (n x 2): the mean effective number of
// their posterior weights.
template <class S, class Schedule>
double effective_number(const Batch<S>& points, Distribution source, const Schedule& schedule,
                        const Batch<S>& x, double t) {
  require_plane(x);
  FM_REQUIRE(x.rows() > 0, "a mean needs a place: give at least one");
  std::vector<double> weights;
  double sum = 0;
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    const Point place = x.row(i).template cast<double>().transpose();
    point_set_marginal(points, source, schedule, place, t, weights);
    sum += effective_number(weights);
  }
  return sum / double(x.rows());
}

namespace detail {

// One pair of components (j, k) at x: see mixture_marginal.
struct ComponentPair {
  Marginal given; // log_density: with the pair's weight
  Eigen::Matrix2d S, J;
};
inline ComponentPair component_pair(const Gaussian& zero, const Gaussian& one, double weight,
                                    const ScheduleValue<double>& s, double product,
                                    const Point& x) {
  ComponentPair p;
  p.S = s.alpha * s.alpha * one.covariance + s.sigma * s.sigma * zero.covariance;
  p.J = s.d_alpha * s.alpha * one.covariance + product * zero.covariance;
  const auto [log_p, y] = quadratic(p.S, Point(x - s.alpha * one.mean - s.sigma * zero.mean));
  Marginal& m = p.given;
  m.data = one.mean + s.alpha * one.covariance * y;
  m.noise = zero.mean + s.sigma * zero.covariance * y;
  m.velocity = s.d_alpha * one.mean + p.J * y;
  if (!zero.mean.isZero(0)) m.velocity += s.d_sigma * zero.mean;
  m.covariance = s.d_alpha * s.d_alpha * one.covariance + s.d_sigma * s.d_sigma * zero.covariance -
                 p.J * p.S.inverse() * p.J;
  m.score = -y;
  m.log_density = weight > 0 ? portable::log(weight) + log_p : never;
  return p;
}

// All pairs, the data's components one after the other, and their posterior weights; returns
// log p_t(x).
template <class Schedule>
double component_pairs(const CoupledMixtures& ends, const Schedule& schedule, const Point& x,
                       double t, std::vector<ComponentPair>& pairs, std::vector<double>& weights) {
  ends.require_valid();
  const std::vector<Gaussian>&zeros = ends.source.components, &ones = ends.data.components;
  const ScheduleValue<double> s = schedule(t);
  const double product = half_variance_slope(schedule, t);
  pairs.clear(), weights.clear();
  pairs.reserve(zeros.size() * ones.size());
  for (std::size_t k = 0; k < ones.size(); ++k)
    for (std::size_t j = 0; j < zeros.size(); ++j) {
      pairs.push_back(component_pair(zeros[j], ones[k], ends.weight(j, k), s, product, x));
      weights.push_back(pairs.back().given.log_density);
    }
  return normalise(weights);
}

} // namespace detail

// Data and source: Gaussian mixtures. The pair of components (j, k) passes x as a Gaussian with
//   mean m = alpha mean_k + sigma mean_j,   covariance S = alpha^2 C_k + sigma^2 C_j
// and inside it (x_0, x_1, x_t) are jointly Gaussian, so with y = S^-1 (x - m)
//   E[x_1 | x, j, k] = mean_k + alpha C_k y        E[x_0 | x, j, k] = mean_j + sigma C_j y
//   Cov(u_t | x, j, k) = d_alpha^2 C_k + d_sigma^2 C_j - J S^-1 J,
//   J = Cov(u_t, x_t) = d_alpha alpha C_k + d_sigma sigma C_j
// Defined for every t in [0, 1] at which S has a width. Where d_sigma is infinite (see
// schedule.hpp) the velocity is finite all the same if the source has mean 0; its covariance is
// not. `weights` receives the posterior weights of the data's components.
template <class Schedule>
Marginal mixture_marginal(const CoupledMixtures& ends, const Schedule& schedule, const Point& x,
                          double t, std::vector<double>& weights) {
  std::vector<detail::ComponentPair> pairs;
  std::vector<double> w;
  Marginal m;
  m.log_density = detail::component_pairs(ends, schedule, x, t, pairs, w);
  Eigen::Matrix2d second = Eigen::Matrix2d::Zero();
  weights.assign(ends.data.components.size(), 0);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    weights[i / ends.source.components.size()] += w[i];
    if (w[i] == 0) continue;
    const Marginal& given = pairs[i].given;
    m.data += w[i] * given.data;
    m.noise += w[i] * given.noise;
    m.score += w[i] * given.score;
    m.velocity += w[i] * given.velocity;
    second += w[i] * (given.velocity * given.velocity.transpose() + given.covariance);
  }
  m.covariance = second - m.velocity * m.velocity.transpose();
  return m;
}

// The same of independent mixtures.
template <class Schedule>
Marginal mixture_marginal(const GaussianMixture& source, const GaussianMixture& data,
                          const Schedule& schedule, const Point& x, double t,
                          std::vector<double>& weights) {
  return mixture_marginal(CoupledMixtures{source, data}, schedule, x, t, weights);
}

// The same from a standard normal source.
template <class Schedule>
Marginal mixture_marginal(const GaussianMixture& data, const Schedule& schedule, const Point& x,
                          double t) {
  std::vector<double> weights;
  return mixture_marginal(GaussianMixture::standard(), data, schedule, x, t, weights);
}

// p_t of mixtures is a mixture.
template <class Schedule>
GaussianMixture mixture_at(const CoupledMixtures& ends, const Schedule& schedule, double t) {
  ends.require_valid();
  const std::vector<Gaussian>&zeros = ends.source.components, &ones = ends.data.components;
  const ScheduleValue<double> s = schedule(t);
  GaussianMixture at;
  for (std::size_t k = 0; k < ones.size(); ++k)
    for (std::size_t j = 0; j < zeros.size(); ++j)
      if (const double weight = ends.weight(j, k); weight > 0)
        at.components.push_back(
            {weight, s.alpha * ones[k].mean + s.sigma * zeros[j].mean,
             s.alpha * s.alpha * ones[k].covariance + s.sigma * s.sigma * zeros[j].covariance});
  return at;
}
template <class Schedule>
GaussianMixture mixture_at(const GaussianMixture& source, const GaussianMixture& data,
                           const Schedule& schedule, double t) {
  return mixture_at(CoupledMixtures{source, data}, schedule, t);
}

} // namespace fm
