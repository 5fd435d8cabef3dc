// The loops of norm_silu over one image, compiled once for each kind of machine.
#pragma once

#include "ops/machine.hpp"

#include <cstddef>

namespace fm_kernels {

// One image of `pixels` x `channels`, channels last, and what its network puts on it.
struct NormSilu {
  std::ptrdiff_t pixels, channels, groups;
  const float *weight, *bias; // channels, of the GroupNorm
  const float *scale, *shift; // channels, or null: the norm sees (1 + scale) x + shift
};

// What the forward pass leaves for the backward pass: 4 floats a channel. With d = x - pivot over
// the pixels the normalised value is z = inverse (1 + scale) d + offset.
struct Moments {
  float *sum, *square, *inverse, *offset; // of d, of d^2; of the group's deviation
};

// Gradients of one image. scale and shift may be null.
struct Gradients {
  float *weight, *bias, *scale, *shift; // channels
};

// `Pixel` is float, or bfloat16 as its bits.
template <class Pixel> struct Loops {
  void (*forward)(const NormSilu&, const Pixel* x, Pixel* y, const Moments&);
  // scratch: (pixels + 3) x channels floats.
  void (*backward)(const NormSilu&, const Pixel* x, const Pixel* dy, const Moments&, Pixel* dx,
                   const Gradients&, float* scratch);
};
struct NormSiluLoops {
  Loops<float> floats;
  Loops<bf16> halves;
};
FM_FOR_EVERY_MACHINE(NormSiluLoops, norm_silu)

} // namespace fm_kernels
