// The irreducible loss E[tr Cov(u_t | x_t)] / d: what is left when the network is perfect, because
// pairs that disagree pass the same place.
#pragma once

#include "fm/base/quadrature.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/exact/posterior.hpp"

namespace fm {

struct Estimate {
  double mean, standard_error;
};

// Of a finite data set, by Monte Carlo over t uniform in [0, 1), pairs, and the exact posterior at
// each x_t. The standard error treats the samples as independent; their times are stratified, so it
// is an upper bound. Throws fm::Error.
template <class S, class Schedule>
Estimate irreducible_loss(const Batch<S>& points, Distribution source, const Schedule& schedule,
                          int samples, Random& random) {
  FM_REQUIRE(samples >= 2, "an estimate needs at least 2 samples");
  FM_REQUIRE(samples <= 1'000'000, "an estimate takes at most a million samples");
  const AffinePath<Schedule> path{schedule};
  PointPosterior posterior(points, source);
  double sum = 0, squares = 0;
  for (int i = 0; i < samples; ++i) {
    const auto row = Eigen::Index(random.below(std::uint32_t(points.rows())));
    const auto p = sample_point(source, random);
    const double t = (i + random.uniform()) / samples; // stratified
    const Point x_1 = points.row(row).template cast<double>(), x_0(p[0], p[1]);
    const Point x_t = path.sample(x_0, x_1, t).x_t;
    const ScheduleValue<double> s = schedule(t);
    const double left = velocity_spread(posterior.at(x_t, s), s) / 2;
    sum += left;
    squares += left * left;
  }
  const double mean = sum / samples, variance = squares / samples - mean * mean;
  return {mean, std::sqrt(std::max(0., variance) / (samples - 1))};
}

// Of Gaussian mixtures at one time t, by quadrature: x_t runs over the Gauss-Hermite nodes of each
// component of p_t.
template <class Schedule>
double irreducible_loss_at(const CoupledMixtures& ends, const Schedule& schedule, double t,
                           const Quadrature& normal) {
  std::vector<double> weights;
  double sum = 0;
  for (const Gaussian& g : mixture_at(ends, schedule, t).components) {
    const Eigen::Matrix2d l = factor(g.covariance);
    for (std::size_t i = 0; i < normal.nodes.size(); ++i)
      for (std::size_t j = 0; j < normal.nodes.size(); ++j) {
        const Point x = g.mean + l * Point(normal.nodes[i], normal.nodes[j]);
        sum += g.weight * normal.weights[i] * normal.weights[j] *
               mixture_marginal(ends, schedule, x, t, weights).covariance.trace() / 2;
      }
  }
  return sum;
}

// The same over t uniform in [0, 1], by Gauss-Legendre. `nodes` in t, and in each coordinate of x.
// Infinite in truth under schedules whose slope is not square integrable (variance preserving,
// linear VP): there the sum only grows with the nodes, so it is refused.
template <class Schedule>
double irreducible_loss(const CoupledMixtures& ends, const Schedule& schedule, int nodes) {
  ends.require_valid();
  FM_REQUIRE(std::isfinite(schedule(0.).d_sigma) && std::isfinite(schedule(1.).d_sigma),
             "under this schedule the velocity's variance grows without bound towards the data, "
             "and the loss has no finite floor");
  const Quadrature time = gauss_legendre(nodes), normal = gauss_hermite(nodes);
  double sum = 0;
  for (std::size_t i = 0; i < time.nodes.size(); ++i)
    sum += time.weights[i] * irreducible_loss_at(ends, schedule, time.nodes[i], normal);
  return sum;
}
template <class Schedule>
double irreducible_loss(const GaussianMixture& source, const GaussianMixture& data,
                        const Schedule& schedule, int nodes) {
  return irreducible_loss(CoupledMixtures{source, data}, schedule, nodes);
}

} // namespace fm
