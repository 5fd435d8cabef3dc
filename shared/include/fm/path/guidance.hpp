// Classifier-free guidance (Ho and Salimans 2022, in the velocity form of Zheng et al. 2023).
#pragma once

#include "fm/base/state.hpp"

namespace fm {

// region: guide
//   v~ = v(x, t) + w (v(x, t | c) - v(x, t))
// w = 0 ignores the label, w = 1 is plain conditional sampling, w > 1 is sharper and less diverse.
// Costs two evaluations of the network a stage; with w = 0 or 1 call the one that is needed.
template <class State> State guide(const State& v_free, const State& v_label, double w) {
  FM_REQUIRE(std::isfinite(w), "the scale of guidance is a number");
  require_one_shape(v_free, v_label);
  return v_free + real_t<State>(w) * State(v_label - v_free);
}
// endregion

} // namespace fm
