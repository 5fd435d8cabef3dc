// Between two noises.
#pragma once

#include "fm/base/state.hpp"

namespace fm {

// region: blend
// (1 - s) a + s b. Halfway its variance is one half, and a network that was trained on unit noise
// sees noise that is too quiet; with `normalised` the blend is divided by sqrt((1-s)^2 + s^2),
// which keeps the variance of independent a and b.
template <class State> State blend(const State& a, const State& b, double s, bool normalised) {
  using R = real_t<State>;
  FM_REQUIRE(std::isfinite(s), "the share of a blend is a number");
  require_one_shape(a, b);
  const double norm = normalised ? std::sqrt((1 - s) * (1 - s) + s * s) : 1;
  return R((1 - s) / norm) * a + R(s / norm) * b;
}
// endregion

} // namespace fm
