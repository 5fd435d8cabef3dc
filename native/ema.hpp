// The exponential moving average of a network's weights, which is what is sampled and published.
#pragma once

#include "unet.hpp"

namespace fm {

// average <- decay average + (1 - decay) weight, for every parameter.
inline void update_ema(VelocityNet& average, VelocityNet& net, double decay) {
  torch::NoGradGuard no_grad;
  const auto from = net->parameters();
  const auto to = average->parameters();
  at::_foreach_lerp_(to, from, 1 - decay);
}

inline void copy_weights(VelocityNet& to, VelocityNet& from) { update_ema(to, from, 0); }

} // namespace fm
