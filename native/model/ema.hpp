// The moving average of a network's weights, which is what is sampled and published, on tensors.
#pragma once

#include "fm/net/ema.hpp"
#include "model/unet.hpp"

namespace fm {

// Every parameter by the formula of fm/net/ema.hpp, in one call for all.
inline void update_ema(VelocityNet& average, VelocityNet& net, double share) {
  torch::NoGradGuard no_grad;
  const auto from = net->parameters();
  const auto to = average->parameters();
  at::_foreach_lerp_(to, from, share);
}

inline void copy_weights(VelocityNet& to, VelocityNet& from) { update_ema(to, from, 1); }

} // namespace fm
