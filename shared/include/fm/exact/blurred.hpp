// A source that is a blurred copy of the data, in which each noise is paired with the data point
// that it was (Albergo et al. 2024, data-dependent couplings):
//
//   x_0 = x_1 + width z,   so   x_t = alpha x_1 + sigma x_0 = (alpha + sigma) x_1 + sigma width z
//
// with z ~ N(0, I) independent of x_1: a path from standard noise with other coefficients, of which
// everything is known that is known of those. Under CondOT alpha + sigma = 1, and the data is never
// shrunk: the noise alone goes.
#pragma once

#include "fm/exact/floor.hpp"

namespace fm {

// The coefficients of x_1 and z. No schedule of its own: at t = 0 it holds data already.
template <class Schedule> struct Blurred {
  Schedule schedule;
  double width = 0;

  ScheduleValue<double> operator()(double t) const {
    const ScheduleValue<double> s = schedule(t);
    return {s.alpha + s.sigma, width * s.sigma, s.d_alpha + s.d_sigma, width * s.d_sigma};
  }

  // Throws fm::Error.
  void require_valid() const {
    FM_REQUIRE(width >= 0 && width <= 1e3, "the width of a blur lies in [0, 1000]");
    FM_REQUIRE(std::isfinite(schedule(0.).d_sigma) && std::isfinite(schedule(1.).d_sigma),
               "under this schedule a blurred copy has no bounded velocity at the data: choose "
               "conditional OT, polynomial or cosine");
  }
};
template <class Schedule> double half_variance_slope(const Blurred<Schedule>& s, double t) {
  return s.width * s.width * half_variance_slope(s.schedule, t);
}

// What is known at x; `noise` is E[x_0 | x_t = x]. Throws fm::Error.
template <class Schedule>
Marginal blurred_marginal(const GaussianMixture& data, const Blurred<Schedule>& blurred,
                          const Point& x, double t, std::vector<double>& weights) {
  blurred.require_valid();
  Marginal m = mixture_marginal(GaussianMixture::standard(), data, blurred, x, t, weights);
  m.noise = m.data + blurred.width * m.noise;
  return m;
}

// The loss of a perfect network on these pairs, with as many nodes as of mixtures. Throws
// fm::Error.
template <class Schedule>
double irreducible_loss(const GaussianMixture& data, const Blurred<Schedule>& blurred, int nodes) {
  blurred.require_valid();
  return irreducible_loss(GaussianMixture::standard(), data, blurred, nodes);
}

} // namespace fm
