// Diffusion beside flow: the stochastic process that has the flow's marginals p_t.
//
//   dX = [v(X, t) + g(t)^2 / 2  score(X, t)] dt + g(t) dW
//
// For any g >= 0 (Song et al. 2021, sec. 4.3, read backwards; Albergo et al. 2023): the
// score's drift undoes what the noise spreads. g = 0 is the flow itself. Only for noise that is
// standard normal and drawn independently of the data (see convert.hpp).
#pragma once

#include "fm/base/random.hpp"
#include "fm/ode/grid.hpp"
#include "fm/path/convert.hpp"

namespace fm {

// g(t) = strength sqrt(1 - t): loud at first, gone at the data, where the score has no bound.
// Throws fm::Error.
struct FadingNoise {
  double strength;
  double operator()(double t) const {
    FM_REQUIRE(strength >= 0 && std::isfinite(strength), "the strength is a number of at least 0");
    return strength * std::sqrt(to_data(t));
  }
};

// The drift of the SDE above, with the score from the velocity (convert.hpp). Short of the data.
template <class State, class Velocity, class Schedule>
State sde_drift(Velocity&& v, const Schedule& schedule, const State& x, double t, double g) {
  using R = real_t<State>;
  const State velocity = v(x, t);
  if (g == 0) return velocity;
  const ScheduleValue<double> s = schedule(t);
  // Where there is no data yet, x is noise of width sigma, whatever the velocity says.
  const State score = s.alpha == 0 ? State(R(-1 / (s.sigma * s.sigma)) * x)
                                   : convert(Quantity::velocity, Quantity::score, s, x, velocity);
  return velocity + R(g * g / 2) * score;
}

// region: euler-maruyama
// Euler-Maruyama: x + h drift(x, t) + g(t) sqrt(h) z, z fresh standard normal each step. drift is
// read at the start of a step, so never at the last time of the grid; forward in time only.
//   drift(x, t) -> State, g(t) -> double, noise(x) -> State of standard normals shaped like x
template <class State, class Drift, class Spread, class Noise, class OnStep>
State euler_maruyama(Drift&& drift, Spread&& g, Noise&& noise, State x, const Grid& grid,
                     OnStep&& on_step) {
  using R = real_t<State>;
  for (std::size_t i = 1; i < grid.size(); ++i) {
    const double t = grid[i - 1], h = grid[i] - t;
    FM_REQUIRE(h >= 0, "a stochastic process runs forward in time");
    const State moved = x + R(h) * State(drift(x, t));
    x = moved + R(g(t) * std::sqrt(h)) * State(noise(x));
    if (!on_step(int(i), grid[i], x)) break;
  }
  return x;
}
// endregion

// Standard normals shaped like a batch.
template <class S> Batch<S> normal_like(const Batch<S>& x, Random& random) {
  Batch<S> z(x.rows(), x.cols());
  for (Eigen::Index i = 0; i < z.size(); ++i) z.data()[i] = S(random.normal());
  return z;
}

} // namespace fm
