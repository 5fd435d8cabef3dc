// One pass over flat buffers: AdamW, the moving average, and the bfloat16 copy of the weights.
#pragma once

#include "ops/machine.hpp"

#include <cstddef>

namespace fm_kernels {

//   w <- keep w - rate m' / (sqrt(v') root + epsilon), with m' and v' the new moments
struct UpdateRule {
  float keep;                     // 1 - learning rate * weight decay
  float beta1, beta2, new1, new2; // new = 1 - beta, which a float's beta no longer holds
  float rate;                     // learning rate / (1 - beta1^k)
  float root;                     // 1 / sqrt(1 - beta2^k)
  float epsilon;
  float share; // of the new weights in the average
};

// n numbers each. copy may be null.
template <class Gradient>
using UpdateLoop = void (*)(const UpdateRule&, std::ptrdiff_t n, const Gradient* gradient,
                            float* weight, float* first, float* second, float* average, bf16* copy);
struct UpdateLoops {
  UpdateLoop<float> floats;
  UpdateLoop<bf16> halves;
};
FM_FOR_EVERY_MACHINE(UpdateLoops, update)

} // namespace fm_kernels
