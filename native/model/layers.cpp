#include "model/layers.hpp"

#include "fm/unet/shape.hpp"
#include "ops/norm_silu.hpp"

namespace fm {

namespace nn = torch::nn;

nn::Conv2d conv3(int in, int out) { return nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(1)); }
nn::Conv2d halve(int in, int out) {
  return nn::Conv2d(nn::Conv2dOptions(in, out, 4).stride(2).padding(1));
}
nn::ConvTranspose2d twice(int in, int out) {
  return nn::ConvTranspose2d(nn::ConvTranspose2dOptions(in, out, 4).stride(2).padding(1));
}
torch::Tensor norm_silu(nn::GroupNorm& norm, const torch::Tensor& x, const torch::Tensor& film) {
  return fm::norm_silu(x, film, norm->weight, norm->bias, norm_groups);
}

ResBlockImpl::ResBlockImpl(int c, bool modulated)
    : norm1(register_module("norm1", nn::GroupNorm(norm_groups, c))),
      norm2(register_module("norm2", nn::GroupNorm(norm_groups, c))),
      conv1(register_module("conv1", conv3(c, c))), conv2(register_module("conv2", conv3(c, c))) {
  if (modulated) film = register_module("film", nn::Linear(embedding_size, 2 * c));
}

torch::Tensor ResBlockImpl::forward(const torch::Tensor& x, const torch::Tensor& embedding) {
  const torch::Tensor h = conv1(norm_silu(norm1, x));
  return x + conv2(norm_silu(norm2, h, film ? film(embedding) : torch::Tensor()));
}

} // namespace fm
