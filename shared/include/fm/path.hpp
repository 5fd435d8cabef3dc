// Conditional probability paths: from a pair (x_0, x_1) and a time t to a place and a velocity.
#pragma once

#include "fm/schedule.hpp"

namespace fm {

template <class State> struct PathSample {
  State x_t; // where the pair stands at time t
  State u_t; // its velocity there, the regression target of conditional flow matching
};

// region: affine-path
// The affine path through a pair (Lipman et al. 2024, "Flow Matching Guide and Code", eq. 4.45).
//   x_t = alpha x_1 + sigma x_0,   u_t = d_alpha x_1 + d_sigma x_0
// Shapes: x_0 and x_1 alike (n x d, or any tensor); t one number, or one a sample.
template <class Schedule> struct AffinePath {
  Schedule schedule;

  template <class State, class Time>
  PathSample<State> sample(const State& x_0, const State& x_1, const Time& t) const {
    const ScheduleValue<Time> s = schedule(t);
    return {scale(s.alpha, x_1) + scale(s.sigma, x_0),
            scale(s.d_alpha, x_1) + scale(s.d_sigma, x_0)};
  }
};
// endregion

} // namespace fm
