// VelocityNet: the U-Net v(x, t, label) that is trained on 28 x 28 digits, or on their latents.
//
//   28 x 28, C:    in conv, block1 ----------------------------- + block4, GroupNorm, SiLU, out
//   conv 14 x 14, 2C:     down, block2 ------------------ + block3, up 7 x 7, 2C:         down2,
//   block5, block6, up2                     (not with two scales)
// block: GroupNorm(8), SiLU, conv 3x3, FiLM from time and label, GroupNorm(8), SiLU, conv 3x3,
// residual; down: 4x4, stride 2; up: transposed 4x4, stride 2. With one scale there is no down and
// no up: all four blocks see 7 x 7 latents in C channels.
// shared/include/fm/unet/unet.hpp is the same network, in plain C++ for the browser.
#pragma once

#include "fm/unet/shape.hpp"
#include "model/layers.hpp"

namespace fm {

struct VelocityNetImpl : torch::nn::Module {
  explicit VelocityNetImpl(UNetShape shape);
  // x: n x 1 x 28 x 28, of latents n x 4 x 7 x 7; t: n; label: n, int64, 0..9 or no_label. Returns
  // a velocity shaped and typed like x, computed in the type of the weights.
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& t, const torch::Tensor& label);

  UNetShape shape;
  torch::nn::Linear time1, time2;
  torch::nn::Embedding label_embedding;
  torch::nn::Conv2d in_conv, down, out_conv; // down and up are empty with one scale
  ResBlock block1, block2, block3, block4;
  torch::nn::ConvTranspose2d up;
  torch::nn::GroupNorm out_norm;
  torch::nn::Conv2d down2{nullptr}; // these with three scales only
  ResBlock block5{nullptr}, block6{nullptr};
  torch::nn::ConvTranspose2d up2{nullptr};
  torch::Tensor frequencies;
};
TORCH_MODULE(VelocityNet);

void copy_weights(VelocityNet& to, VelocityNet& from);

} // namespace fm
