// VelocityNet: the U-Net v(x, t, label) that is trained on 28 x 28 digits.
//
// C channels at 28 x 28, 2C at 14 x 14:
//   in conv 1->C, block(C) -> skip, down 4x4 stride 2, block(2C), block(2C), up 4x4 stride 2, +
//   skip, block(C), GroupNorm, SiLU, conv C->1
// block: GroupNorm(8), SiLU, conv 3x3, FiLM from time and label, GroupNorm(8), SiLU, conv 3x3,
// residual. shared/include/fm/unet/unet.hpp is the same network, in plain C++ for the browser.
#pragma once

#include "fm/unet/shape.hpp"

#include <torch/torch.h>

namespace fm {

struct ResBlockImpl : torch::nn::Module {
  explicit ResBlockImpl(int channels);
  // x: n x channels x h x w; embedding: n x 128.
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& embedding);

  torch::nn::GroupNorm norm1, norm2;
  torch::nn::Conv2d conv1, conv2;
  torch::nn::Linear film;
};
TORCH_MODULE(ResBlock);

struct VelocityNetImpl : torch::nn::Module {
  explicit VelocityNetImpl(int base);
  // x: n x 1 x 28 x 28; t: n; label: n, int64, 0..9 or no_label. Returns a velocity shaped like x.
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& t, const torch::Tensor& label);

  torch::nn::Linear time1, time2;
  torch::nn::Embedding label_embedding;
  torch::nn::Conv2d in_conv, down, out_conv;
  ResBlock block1, block2, block3, block4;
  torch::nn::ConvTranspose2d up;
  torch::nn::GroupNorm out_norm;
  torch::Tensor frequencies;
};
TORCH_MODULE(VelocityNet);

} // namespace fm
