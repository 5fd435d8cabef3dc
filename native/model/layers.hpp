// The layers that the velocity network and the autoencoder are made of.
#pragma once

#include <torch/torch.h>

namespace fm {

// 3 x 3; 4 x 4 of stride 2, to half the side; and its transpose, to twice the side.
torch::nn::Conv2d conv3(int in, int out);
torch::nn::Conv2d halve(int in, int out);
torch::nn::ConvTranspose2d twice(int in, int out);

// silu(GroupNorm(x)), between them (1 + scale) x + shift where film holds scale and shift, n x 2c.
torch::Tensor norm_silu(torch::nn::GroupNorm& norm, const torch::Tensor& x,
                        const torch::Tensor& film = {});

// GroupNorm(8), SiLU, conv 3x3, FiLM, GroupNorm(8), SiLU, conv 3x3, and x added to that.
struct ResBlockImpl : torch::nn::Module {
  // Without `modulated` there is no FiLM.
  explicit ResBlockImpl(int channels, bool modulated = true);
  // x: n x channels x h x w; embedding: n x 128, of modulated blocks.
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& embedding = {});

  torch::nn::GroupNorm norm1, norm2;
  torch::nn::Conv2d conv1, conv2;
  torch::nn::Linear film{nullptr};
};
TORCH_MODULE(ResBlock);

} // namespace fm
