// A flow that has been trained: the base that it begins at, and the field that carries it.
#pragma once

#include "data/base.hpp"
#include "model/unet.hpp"

namespace fm {

// Handles, cheap to copy.
struct Flow {
  VelocityNet net;
  Base base;
  Flow(VelocityNet field, Base from = {}) : net(std::move(field)), base(std::move(from)) {}

  torch::Device device() const { return net->parameters()[0].device(); }
};

} // namespace fm
