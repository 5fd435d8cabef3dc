// The continuity equation of a box, for the exact marginal between mixtures:
//
//   d/dt int_B p_t dx = - oint_dB p_t u_t . n ds
//
// Its two sides are computed apart from each other. What flows through a side comes from p_t u_t: a
// pair of components is a Gaussian whose velocity is linear in x, and the integral of a Gaussian
// times a line along a line is closed. What is inside comes from p_t alone, and its change from
// what is inside a little earlier and later.
#pragma once

#include "fm/base/box.hpp"
#include "fm/base/quadrature.hpp"
#include "fm/exact/mixture.hpp"

#include <array>

namespace fm {

struct BoxLedger {
  std::array<double, 4> inflow{}; // mass per unit of time through left, right, bottom and top
  double mass = 0;                // inside
  double change = 0;              // of it per unit of time
};

namespace detail {

inline double normal_density(double x) {
  return 0.398942280401432677940 * portable::exp(-x * x / 2);
}

// x[1 - axis] on the line x[axis] = c, as seen from the mean of N(mean, S): N(middle, width^2).
struct OnLine {
  double density, middle, width; // density: of the line
  OnLine(const Eigen::Matrix2d& s, int axis, double off) {
    const double across = std::sqrt(s(axis, axis)), tilt = s(0, 1) / s(axis, axis);
    density = normal_density(off / across) / across;
    middle = tilt * off;
    width = std::sqrt(s(1 - axis, 1 - axis) - tilt * s(0, 1));
  }
};

// What a pair of components carries per unit of time across the line x[axis] = c, in the direction
// of that axis, where the other coordinate is between low and high.
inline double flow_across(const Gaussian& zero, const Gaussian& one, double weight,
                          const ScheduleValue<double>& s, double product, int axis, double c,
                          double low, double high) {
  const Point mean = s.alpha * one.mean + s.sigma * zero.mean;
  const ComponentPair at_mean = component_pair(zero, one, weight, s, product, mean);
  const Eigen::Matrix2d slope = at_mean.J * at_mean.S.inverse();
  const int along = 1 - axis;
  const double off = c - mean[axis];
  const OnLine line(at_mean.S, axis, off);
  const double a = (low - mean[along] - line.middle) / line.width,
               b = (high - mean[along] - line.middle) / line.width;
  // On the line the velocity is steady + rise (x[along] - mean[along] - middle).
  const double rise = slope(axis, along),
               steady = at_mean.given.velocity[axis] + slope(axis, axis) * off + rise * line.middle;
  return weight * line.density *
         (steady * (portable::normal_cdf(b) - portable::normal_cdf(a)) -
          rise * line.width * (normal_density(b) - normal_density(a)));
}

inline double share_between(double low, double high) {
  return portable::normal_cdf(high) - portable::normal_cdf(low);
}

// The share of N(mean, S) in a box: a product where its axes are the box's, else the integral over
// x of what is between bottom and top, by `nodes` on pieces as wide as it changes. The error is
// below 1e-12 for correlations up to 0.999.
inline double share_inside(const Gaussian& g, const Box& box, const Quadrature& nodes) {
  constexpr double reach = 8.5;
  const Eigen::Matrix2d& s = g.covariance;
  const Point low = box.low - g.mean, high = box.high - g.mean;
  const double across = std::sqrt(s(0, 0)), up = std::sqrt(s(1, 1));
  if (s(0, 1) == 0)
    return share_between(low[0] / across, high[0] / across) *
           share_between(low[1] / up, high[1] / up);
  const double from = std::max(low[0], -reach * across), to = std::min(high[0], reach * across);
  if (!(from < to)) return 0;
  const double scale = OnLine(s, 0, 0).width * across / up; // at most `across`
  const int pieces = std::clamp(int(std::ceil((to - from) / (2 * scale))), 1, 400);
  const double piece = (to - from) / pieces;
  double sum = 0;
  for (int k = 0; k < pieces; ++k)
    for (std::size_t i = 0; i < nodes.nodes.size(); ++i) {
      const OnLine line(s, 0, from + (k + nodes.nodes[i]) * piece);
      sum +=
          nodes.weights[i] * line.density *
          share_between((low[1] - line.middle) / line.width, (high[1] - line.middle) / line.width);
    }
  return sum * piece;
}

} // namespace detail

// The share of a mixture in a box. Throws fm::Error.
inline double mass_inside(const GaussianMixture& mixture, const Box& box) {
  mixture.require_valid(), box.require_valid();
  const Quadrature nodes = gauss_legendre(16);
  double sum = 0;
  for (const Gaussian& g : mixture.components) {
    detail::quadratic(g.covariance, Point::Zero()); // throws where it has no width
    sum += g.weight * detail::share_inside(g, box, nodes);
  }
  return sum;
}

// Its change in t, by five values h apart: the error is h^4 times a thirtieth of the fifth
// derivative, or a fifth of it where an end of time is near and all five are on one side.
template <class Schedule>
double mass_change(const CoupledMixtures& ends, const Schedule& schedule, double t,
                   const Box& box) {
  constexpr double h = 5e-4;
  const auto mass = [&](double k) {
    return mass_inside(mixture_at(ends, schedule, t + k * h), box);
  };
  if (t >= 2 * h && t <= 1 - 2 * h)
    return (mass(-2) - mass(2) + 8 * (mass(1) - mass(-1))) / (12 * h);
  const double way = t < 0.5 ? 1 : -1;
  return way *
         (-25 * mass(0) + 48 * mass(way) - 36 * mass(2 * way) + 16 * mass(3 * way) -
          3 * mass(4 * way)) /
         (12 * h);
}

// At time t. Throws fm::Error.
template <class Schedule>
BoxLedger box_ledger(const CoupledMixtures& ends, const Schedule& schedule, double t,
                     const Box& box) {
  BoxLedger ledger;
  ledger.mass = mass_inside(mixture_at(ends, schedule, t), box);
  ledger.change = mass_change(ends, schedule, t, box);
  const std::vector<Gaussian>&zeros = ends.source.components, &ones = ends.data.components;
  const ScheduleValue<double> s = schedule(t);
  const double product = half_variance_slope(schedule, t);
  for (std::size_t k = 0; k < ones.size(); ++k)
    for (std::size_t j = 0; j < zeros.size(); ++j)
      if (const double weight = ends.weight(j, k); weight > 0)
        for (int axis = 0; axis < 2; ++axis)
          for (const bool high : {false, true}) {
            const double flow = detail::flow_across(zeros[j], ones[k], weight, s, product, axis,
                                                    (high ? box.high : box.low)[axis],
                                                    box.low[1 - axis], box.high[1 - axis]);
            ledger.inflow[std::size_t(side_of(axis, high))] += high ? -flow : flow;
          }
  return ledger;
}

} // namespace fm
