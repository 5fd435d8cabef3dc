// Conditional probability paths: from a pair (x_0, x_1) and a time t to a place and a velocity.
#pragma once

#include "fm/path/schedule.hpp"

namespace fm {

template <class State> struct PathSample {
  State x_t; // where the pair stands at time t
  State u_t; // its velocity there, the regression target of conditional flow matching
};

namespace detail {
// Throws fm::Error unless the ends have one shape, and where a slope is infinite: at the data of
// variance preserving and linear VP.
template <class State, class Time>
void require_path(const State& x_0, const State& x_1, const ScheduleValue<Time>& s) {
  require_one_shape(x_0, x_1);
  if constexpr (at_hand<Time>)
    FM_REQUIRE(all_finite(s.d_sigma),
               std::string("this schedule's slope is infinite here: ") + short_of_data);
}
inline void require_width(double sigma) {
  FM_REQUIRE(sigma >= 0 && std::isfinite(sigma), "sigma is a number of at least 0");
}
} // namespace detail

// region: affine-path
// The affine path through a pair (Lipman et al. 2024, "Flow Matching Guide and Code", on
// affine conditional flows).
//   x_t = alpha x_1 + sigma x_0,   u_t = d_alpha x_1 + d_sigma x_0
// Shapes: x_0 and x_1 alike (n x d, or any tensor); t one number, or one a sample.
template <class Schedule> struct AffinePath {
  Schedule schedule;

  template <class State, class Time>
  PathSample<State> sample(const State& x_0, const State& x_1, const Time& t) const {
    const ScheduleValue<Time> s = schedule(t);
    detail::require_path(x_0, x_1, s);
    return {scale(s.alpha, x_1) + scale(s.sigma, x_0),
            scale(s.d_alpha, x_1) + scale(s.d_sigma, x_0)};
  }
};
// endregion

// A tube of constant width around the straight line (Tong et al. 2024, eq. 14-15).
//   x_t = (1 - t) x_0 + t x_1 + sigma z,   u_t = x_1 - x_0        z ~ N(0, I), shaped like x_0
struct ConstantSigmaPath {
  double sigma;

  template <class State, class Time>
  PathSample<State> sample(const State& x_0, const State& x_1, const Time& t,
                           const State& z) const {
    detail::require_width(sigma);
    PathSample<State> line = AffinePath<CondOT>{}.sample(x_0, x_1, t);
    require_one_shape(z, x_0);
    line.x_t = line.x_t + real_t<State>(sigma) * z;
    return line;
  }
};

// A Brownian bridge, the conditional path of the Schroedinger bridge (Tong et al. 2024, eq. 20-22).
//   x_t = (1 - t) x_0 + t x_1 + sigma sqrt(t (1 - t)) z
//   u_t = x_1 - x_0 + sigma (1 - 2t) / (2 sqrt(t (1 - t))) z        0 < t < 1
struct BrownianBridgePath {
  double sigma;

  template <class State, class Time>
  PathSample<State> sample(const State& x_0, const State& x_1, const Time& t,
                           const State& z) const {
    using R = real_t<Time>;
    detail::require_width(sigma);
    require_one_shape(z, x_0);
    const Time spread = each::sqrt(Time(t * (R(1) - t)));
    FM_REQUIRE(!any_zero(spread), "a Brownian bridge has no velocity at its ends: keep t inside "
                                  "(0, 1)");
    PathSample<State> line = AffinePath<CondOT>{}.sample(x_0, x_1, t);
    line.x_t = line.x_t + scale(Time(spread * R(sigma)), z);
    line.u_t = line.u_t + scale(Time((R(1) - t * R(2)) / spread * R(sigma / 2)), z);
    return line;
  }
};

} // namespace fm
