#include "model/unet.hpp"

#include "fm/base/require.hpp"
#include "fm/net/embedding.hpp"

#include <numbers>

namespace fm {

namespace nn = torch::nn;

VelocityNetImpl::VelocityNetImpl(UNetShape s)
    : shape(s), time1(register_module("time1", nn::Linear(embedding_size, embedding_size))),
      time2(register_module("time2", nn::Linear(embedding_size, embedding_size))),
      label_embedding(
          register_module("label_embedding", nn::Embedding(label_rows, embedding_size))),
      in_conv(register_module("in_conv", conv3(s.channels(), s.base))),
      down(s.scales >= 2 ? register_module("down", halve(s.base, s.coarse()))
                         : nn::Conv2d(nullptr)),
      out_conv(register_module("out_conv", conv3(s.base, s.channels()))),
      block1(register_module("block1", ResBlock(s.base))),
      block2(register_module("block2", ResBlock(s.coarse()))),
      block3(register_module("block3", ResBlock(s.coarse()))),
      block4(register_module("block4", ResBlock(s.base))),
      up(s.scales >= 2 ? register_module("up", twice(s.coarse(), s.base))
                       : nn::ConvTranspose2d(nullptr)),
      out_norm(register_module("out_norm", nn::GroupNorm(norm_groups, s.base))),
      frequencies(torch::tensor(embedding_frequencies(embedding_size), torch::kFloat64)) {
  FM_REQUIRE(s.scales >= 1 && s.scales <= 3, "a VelocityNet has one to three scales");
  if (s.scales == 3) {
    down2 = register_module("down2", halve(s.coarse(), s.coarse()));
    block5 = register_module("block5", ResBlock(s.coarse()));
    block6 = register_module("block6", ResBlock(s.coarse()));
    up2 = register_module("up2", twice(s.coarse(), s.coarse()));
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
  torch::Tensor h = block2(down ? down(fine) : fine, embedding);
  if (down2) h = up2(block6(block5(down2(h), embedding), embedding)) + h;
  h = block3(h, embedding);
  h = (up ? up(h) : h) + fine;
  return out_conv(norm_silu(out_norm, block4(h, embedding))).to(x.scalar_type());
}

void copy_weights(VelocityNet& to, VelocityNet& from) {
  torch::NoGradGuard no_grad;
  const auto a = to->parameters(), b = from->parameters();
  FM_REQUIRE(a.size() == b.size(), "weights go from one network to another of the same shape");
  for (std::size_t i = 0; i < a.size(); ++i) a[i].copy_(b[i]);
}

} // namespace fm
