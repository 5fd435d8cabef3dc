// Reflow: the coupling that a trained flow makes.
#pragma once

#include "fm/ode/solve.hpp"
#include "fm/transport/coupling.hpp"

namespace fm {

// region: reflow
// Reflow (Liu et al. 2023, rectified flow): the data of a row is where a trained velocity carries
// its noise, from t = 0 to t = 1 (not in reversed time). Labels stay: v may be conditional on them.
template <class Velocity> struct Reflow {
  Velocity velocity; // v(x, t) -> Batch<S>
  const Tableau& method;
  int steps;

  template <class S> Pairs<S> operator()(Pairs<S> pairs, Random&) const {
    pairs.x_1 = solve(method, velocity, pairs.x_0, 0, 1, steps);
    return pairs;
  }
};

// endregion

template <class Velocity> Reflow(Velocity, const Tableau&, int) -> Reflow<Velocity>;

} // namespace fm
