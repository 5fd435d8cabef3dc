// A flow that has been trained: the base that it begins at, the field that carries it, and what its
// ends are decoded by where it is one of latents.
#pragma once

#include "data/base.hpp"
#include "model/autoencoder.hpp"
#include "model/unet.hpp"

namespace fm {

// Handles, cheap to copy.
struct Flow {
  VelocityNet net;
  Base base;
  Encoder encoder{nullptr}; // of latents, in a run; what is published decodes only
  Decoder decoder{nullptr}; // of latents

  Flow(VelocityNet field, Base from = {}) : net(std::move(field)), base(std::move(from)) {}

  bool of_latents() const { return net->shape.of_latents(); }
  torch::Device device() const { return net->parameters()[0].device(); }
  void to(torch::Device device);
  // The field computes in bfloat16 from now on; what it is asked and what it answers stay in float.
  void to_half();
  bool in_half() const { return net->parameters()[0].scalar_type() == torch::kBFloat16; }

  // What the flow carries as images n x 1 x 28 x 28, and images as what it carries: the same but
  // for latents. Throws fm::Error when that takes an encoder or a decoder that is not there.
  torch::Tensor decoded(const torch::Tensor& x);
  torch::Tensor encoded(const torch::Tensor& images);
};

} // namespace fm
