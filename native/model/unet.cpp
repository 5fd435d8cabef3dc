#include "model/unet.hpp"

#include "fm/base/require.hpp"
#include "fm/net/embedding.hpp"
#include "ops/norm_silu.hpp"

#include <numbers>

namespace fm {

namespace nn = torch::nn;

namespace {
nn::Conv2d conv3(int in, int out) { return nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(1)); }
nn::Conv2d halve(int in, int out) {
  return nn::Conv2d(nn::Conv2dOptions(in, out, 4).stride(2).padding(1));
}
nn::ConvTranspose2d twice(int in, int out) {
  return nn::ConvTranspose2d(nn::ConvTranspose2dOptions(in, out, 4).stride(2).padding(1));
}
torch::Tensor norm_silu(nn::GroupNorm& norm, const torch::Tensor& x,
                        const torch::Tensor& film = {}) {
  return fm::norm_silu(x, film, norm->weight, norm->bias, norm_groups);
}
} // namespace

ResBlockImpl::ResBlockImpl(int c)
    : norm1(register_module("norm1", nn::GroupNorm(norm_groups, c))),
      norm2(register_module("norm2", nn::GroupNorm(norm_groups, c))),
      conv1(register_module("conv1", conv3(c, c))), conv2(register_module("conv2", conv3(c, c))),
      film(register_module("film", nn::Linear(embedding_size, 2 * c))) {}

torch::Tensor ResBlockImpl::forward(const torch::Tensor& x, const torch::Tensor& embedding) {
  const torch::Tensor h = conv1(norm_silu(norm1, x));
  return x + conv2(norm_silu(norm2, h, film(embedding)));
}

VelocityNetImpl::VelocityNetImpl(UNetShape s)
    : shape(s), time1(register_module("time1", nn::Linear(embedding_size, embedding_size))),
      time2(register_module("time2", nn::Linear(embedding_size, embedding_size))),
      label_embedding(
          register_module("label_embedding", nn::Embedding(label_rows, embedding_size))),
      in_conv(register_module("in_conv", conv3(1, s.base))),
      down(register_module("down", halve(s.base, 2 * s.base))),
      out_conv(register_module("out_conv", conv3(s.base, 1))),
      block1(register_module("block1", ResBlock(s.base))),
      block2(register_module("block2", ResBlock(2 * s.base))),
      block3(register_module("block3", ResBlock(2 * s.base))),
      block4(register_module("block4", ResBlock(s.base))),
      up(register_module("up", twice(2 * s.base, s.base))),
      out_norm(register_module("out_norm", nn::GroupNorm(norm_groups, s.base))),
      frequencies(torch::tensor(embedding_frequencies(embedding_size), torch::kFloat64)) {
  FM_REQUIRE(s.scales == 2 || s.scales == 3, "a VelocityNet has two scales or three");
  if (s.scales == 3) {
    down2 = register_module("down2", halve(2 * s.base, 2 * s.base));
    block5 = register_module("block5", ResBlock(2 * s.base));
    block6 = register_module("block6", ResBlock(2 * s.base));
    up2 = register_module("up2", twice(2 * s.base, 2 * s.base));
  }
  // Labels begin as a small nudge to the time embedding, not as noise of its own size.
  torch::NoGradGuard no_grad;
  label_embedding->weight.mul_(0.02);
}

torch::Tensor VelocityNetImpl::forward(const torch::Tensor& x, const torch::Tensor& t,
                                       const torch::Tensor& label) {
  // The angle 2 pi t f in double, as the browser computes it.
  const torch::Tensor angle =
      t.to(torch::kFloat64).unsqueeze(1) * (2 * std::numbers::pi * frequencies.to(t.device()));
  const auto type = in_conv->weight.scalar_type();
  const torch::Tensor clocks = torch::cat({angle.sin(), angle.cos()}, 1).to(type);
  const torch::Tensor embedding =
      torch::silu(time2(torch::silu(time1(clocks))) + label_embedding(label));

  // One channel fits both layouts, so the first image says which it is.
  const torch::Tensor first = in_conv(x.to(type)).contiguous(at::MemoryFormat::ChannelsLast);
  const torch::Tensor fine = block1(first, embedding);
  torch::Tensor h = block2(down(fine), embedding);
  if (shape.scales == 3) h = up2(block6(block5(down2(h), embedding), embedding)) + h;
  h = up(block3(h, embedding)) + fine;
  return out_conv(norm_silu(out_norm, block4(h, embedding))).to(x.scalar_type());
}

void copy_weights(VelocityNet& to, VelocityNet& from) {
  torch::NoGradGuard no_grad;
  const auto a = to->parameters(), b = from->parameters();
  FM_REQUIRE(a.size() == b.size(), "weights go from one network to another of the same shape");
  for (std::size_t i = 0; i < a.size(); ++i) a[i].copy_(b[i]);
}

} // namespace fm
