#include "model/unet.hpp"

#include "fm/net/embedding.hpp"

#include <numbers>

namespace fm {

namespace nn = torch::nn;

namespace {
nn::Conv2d conv3(int in, int out) { return nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(1)); }
}

ResBlockImpl::ResBlockImpl(int c)
    : norm1(register_module("norm1", nn::GroupNorm(norm_groups, c))),
      norm2(register_module("norm2", nn::GroupNorm(norm_groups, c))),
      conv1(register_module("conv1", conv3(c, c))), conv2(register_module("conv2", conv3(c, c))),
      film(register_module("film", nn::Linear(embedding_size, 2 * c))) {}

torch::Tensor ResBlockImpl::forward(const torch::Tensor& x, const torch::Tensor& embedding) {
  const auto parts = film(embedding).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
  torch::Tensor h = conv1(torch::silu(norm1(x)));
  h = (1 + parts[0]) * h + parts[1];
  return x + conv2(torch::silu(norm2(h)));
}

VelocityNetImpl::VelocityNetImpl(int c)
    : time1(register_module("time1", nn::Linear(embedding_size, embedding_size))),
      time2(register_module("time2", nn::Linear(embedding_size, embedding_size))),
      label_embedding(
          register_module("label_embedding", nn::Embedding(label_rows, embedding_size))),
      in_conv(register_module("in_conv", conv3(1, c))),
      down(
          register_module("down", nn::Conv2d(nn::Conv2dOptions(c, 2 * c, 4).stride(2).padding(1)))),
      out_conv(register_module("out_conv", conv3(c, 1))),
      block1(register_module("block1", ResBlock(c))),
      block2(register_module("block2", ResBlock(2 * c))),
      block3(register_module("block3", ResBlock(2 * c))),
      block4(register_module("block4", ResBlock(c))),
      up(register_module(
          "up", nn::ConvTranspose2d(nn::ConvTranspose2dOptions(2 * c, c, 4).stride(2).padding(1)))),
      out_norm(register_module("out_norm", nn::GroupNorm(norm_groups, c))),
      frequencies(torch::tensor(embedding_frequencies(embedding_size), torch::kFloat64)) {
  // Labels begin as a small nudge to the time embedding, not as noise of its own size.
  torch::NoGradGuard no_grad;
  label_embedding->weight.mul_(0.02);
}

torch::Tensor VelocityNetImpl::forward(const torch::Tensor& x, const torch::Tensor& t,
                                       const torch::Tensor& label) {
  // The angle 2 pi t f in double, as the browser computes it.
  const torch::Tensor angle =
      t.to(torch::kFloat64).unsqueeze(1) * (2 * std::numbers::pi * frequencies.to(t.device()));
  const torch::Tensor clocks = torch::cat({angle.sin(), angle.cos()}, 1).to(x.scalar_type());
  const torch::Tensor embedding =
      torch::silu(time2(torch::silu(time1(clocks))) + label_embedding(label));

  const torch::Tensor skip = block1(in_conv(x), embedding);
  torch::Tensor h = block2(down(skip), embedding);
  h = up(block3(h, embedding)) + skip;
  return out_conv(torch::silu(out_norm(block4(h, embedding))));
}

} // namespace fm
