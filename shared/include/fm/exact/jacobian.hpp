// The Jacobian du_t/dx of the marginal velocity in closed form; its trace is the divergence, by
// which log p_t falls along the flow (see ode/divergence.hpp).
//
// Where x moves, each velocity given a pair moves, and the posterior weights w move as well:
// grad w_i = w_i (g_i - sum_k w_k g_k), g_i = grad_x log p(x | i). Hence
//   du_t/dx = E[du_t(x | i)/dx | x] + Cov(u_t, g | x)
// [row: coordinate of u_t, column: coordinate of x.] Covariances are summed about their means:
// nothing cancels where the posterior is narrow.
#pragma once

#include "fm/exact/mixture.hpp"
#include "fm/exact/posterior.hpp"

namespace fm {

// For data points and any source with a density, as in point_set_marginal: with
// D = d_alpha sigma - d_sigma alpha,
//   du_t/dx = (d_sigma I + D Cov(x_1, g | x)) / sigma,   g = grad log p_0(x_0) / sigma,
// and from a Gaussian source Cov(x_1, g | x) = alpha / sigma^2 Cov(x_1 | x). It holds where p_0 has
// a gradient: not on the border of a square. 0 where nothing passes, as the velocity is. `weights`
// receives the n posterior weights. Throws fm::Error where sigma(t) = 0.
template <class S, class Schedule>
Eigen::Matrix2d point_set_jacobian(const Batch<S>& points, Distribution source,
                                   const Schedule& schedule, const Point& x, double t,
                                   std::vector<double>& weights) {
  const ScheduleValue<double> s = schedule(t);
  const Marginal m = point_set_marginal(points, source, schedule, x, t, weights);
  if (!(m.log_density > detail::never)) return Eigen::Matrix2d::Zero();
  Eigen::Matrix2d covariance = Eigen::Matrix2d::Zero(); // of x_1 and g
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const double w = weights[std::size_t(i)];
    if (w == 0) continue;
    const Point off = points.row(i).template cast<double>().transpose() - m.data;
    const Point g = log_density(source, partner(points, i, s, x)).gradient / s.sigma;
    covariance += w * off * (g - m.score).transpose(); // the score is the mean of g
  }
  const double D = s.d_alpha * s.sigma - s.d_sigma * s.alpha;
  return (s.d_sigma * Eigen::Matrix2d::Identity() + D * covariance) / s.sigma;
}

// For Gaussian mixtures at both ends, as in mixture_marginal: the pair (j, k) has the velocity
// .. + J S^-1 (x - m) and the slope of its log density g = -y. Defined for every t at which S has a
// width.
template <class Schedule>
Eigen::Matrix2d mixture_jacobian(const CoupledMixtures& ends, const Schedule& schedule,
                                 const Point& x, double t) {
  std::vector<detail::ComponentPair> pairs;
  std::vector<double> w;
  if (!(detail::component_pairs(ends, schedule, x, t, pairs, w) > detail::never))
    return Eigen::Matrix2d::Zero();
  Point velocity = Point::Zero(), score = Point::Zero();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (w[i] == 0) continue;
    velocity += w[i] * pairs[i].given.velocity;
    score += w[i] * pairs[i].given.score;
  }
  Eigen::Matrix2d jacobian = Eigen::Matrix2d::Zero();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (w[i] == 0) continue;
    const Marginal& given = pairs[i].given;
    jacobian += w[i] * (pairs[i].J * pairs[i].S.inverse() +
                        (given.velocity - velocity) * (given.score - score).transpose());
  }
  return jacobian;
}
template <class Schedule>
Eigen::Matrix2d mixture_jacobian(const GaussianMixture& source, const GaussianMixture& data,
                                 const Schedule& schedule, const Point& x, double t) {
  return mixture_jacobian(CoupledMixtures{source, data}, schedule, x, t);
}

// div u_t of a posterior from a Gaussian source, d = 2: (2 d_sigma + D alpha / sigma^2 tr Cov(x_1 |
// x)) / sigma. 0 where nothing passes.
inline double velocity_divergence(const PointPosterior::At& at, const ScheduleValue<double>& s) {
  if (!(at.log_density > detail::never)) return 0;
  const double D = s.d_alpha * s.sigma - s.d_sigma * s.alpha;
  return (2 * s.d_sigma + D * s.alpha / (s.sigma * s.sigma) * at.spread) / s.sigma;
}

} // namespace fm
