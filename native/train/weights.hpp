// The weights in training and all that belongs to them, each in one flat buffer.
//
// Masters, gradients, moments, average and the bfloat16 copy share one layout: the parameters one
// after another, convolutions channels last, each from a multiple of 16 numbers on. So one loop
// updates all of them, and no layout can differ from another's.
#pragma once

#include "model/unet.hpp"

namespace fm {

class Weights {
public:
  // Moves the parameters of both networks into the buffers. `net` computes in bfloat16 if `half`,
  // beside masters in float; `average` begins as a copy of it, in float.
  Weights(VelocityNet& net, VelocityNet& average, bool half);

  // Everything to another device, and the networks with it.
  void move_to(VelocityNet& net, VelocityNet& average, torch::Device device);

  void zero_gradients() { gradients_.zero_(); }

  // What backward() has left, flat; in bfloat16 where the networks compute in it.
  torch::Tensor gradients() const { return gradients_; }

  // One step of AdamW (Loshchilov and Hutter 2019; beta 0.9 and 0.999, epsilon 1e-8) with the
  // gradients that backward() has left, the k-th from 1 on; then average += share (w - average).
  void step(std::int64_t k, double rate, double weight_decay, double share);

  // The state that a checkpoint keeps: masters, average and the two moments, flat.
  struct State {
    torch::Tensor masters, average, first, second;
  };
  const State& state() const { return state_; }
  // Throws fm::Error when the state is of another network.
  void restore(const State& state);

private:
  void bind(VelocityNet& net, VelocityNet& average);

  struct Place {
    std::vector<std::int64_t> sizes, strides;
    std::int64_t offset;
  };
  std::vector<Place> places_;
  State state_;
  torch::Tensor working_, gradients_; // working: masters, or their copy in bfloat16
};

} // namespace fm
