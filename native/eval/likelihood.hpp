// How much a network would have to be told of real digits that it has not seen.
#pragma once

#include "data/mnist.hpp"
#include "fm/base/state.hpp"
#include "model/flow.hpp"

#include <functional>

namespace fm {

// The network at images n x 784 of these labels, at one time: its velocity, and w -> w^T dv/dx by
// automatic differentiation, as fm/ode/divergence.hpp wants them.
struct Linearised {
  Batch<float> v;
  std::function<Batch<float>(const Batch<float>&)> vjp;
};
Linearised linearise(VelocityNet& net, const Batch<float>& x, double t, const torch::Tensor& label);

struct Likelihood {
  bool any; // without labels, or given each image's own
  std::int64_t images;
  int probes;
  double bits;           // per dimension: -log2 p(image) / 784 for pixels in 0..255
  double standard_error; // over the images, the probes' part included
  double evaluations;    // of the field, mean over batches
};

// Bits per dimension of n images of `test`, spread over all: each pixel made continuous by uniform
// noise of its own width (Theis et al. 2016, sec. 3.1: so the number bounds that of the discrete
// model from above), then carried to the base with the change of density on the way, by dopri5
// within a relative and absolute tolerance and with Hutchinson's probes. A function of the seed.
// Throws fm::Error.
Likelihood bits_per_dimension(Flow flow, const Mnist& test, std::int64_t n, bool any,
                              std::uint64_t seed, int probes = 4, double tolerance = 1e-4);

} // namespace fm
