// A solver's step taken apart: where it asks, when, and what it is told.
#pragma once

#include "fm/ode/solve.hpp"

#include <algorithm>
#include <vector>

namespace fm {

// One evaluation of the velocity.
template <class State> struct Stage {
  double t;
  State x, slope;
};

// region: stages
// The evaluations of one step from (x, t) to t + h, in order; `next` receives where it ends. It is
// the step itself that is watched, so this holds for every tableau.
template <class State, class Velocity>
std::vector<Stage<State>> stages(const Tableau& method, Velocity&& v, const State& x, double t,
                                 double h, State& next) {
  std::vector<Stage<State>> seen;
  const auto watched = [&](const State& at, double time) {
    seen.push_back({time, at, State(v(at, time))});
    return seen.back().slope;
  };
  next = step(method, watched, x, t, h);
  return seen;
}
// endregion

// region: late
// A fault found in working samplers: a step from t to t + h asks for its slopes half a step late,
// each at `time + h / 2`, and all times are kept inside [1e-5, 1 - 1e-5]. Where v changes with t,
// this solves a neighbouring equation, wrong by a multiple of h, and every method is of order 1;
// where v does not, nothing happens at all.
template <class Velocity> struct HalfAStepLate {
  static constexpr double margin = 1e-5;
  Velocity v;
  double h;

  template <class State> State operator()(const State& x, double time) const {
    return v(x, std::clamp(time + h / 2, margin, 1 - margin));
  }
};
// endregion

// n equal steps from t_0 to t_1, `late` or as they should be. Throws fm::Error when n < 1.
template <class State, class Velocity>
State solve_maybe_late(const Tableau& method, Velocity&& v, State x, double t_0, double t_1, int n,
                       bool late) {
  if (!late) return solve(method, v, std::move(x), t_0, t_1, n);
  const HalfAStepLate<Velocity&> shifted{v, (t_1 - t_0) / n};
  return solve(method, shifted, std::move(x), t_0, t_1, n);
}

} // namespace fm
