#include "model/autoencoder.hpp"

#include "fm/base/require.hpp"
#include "fm/unet/shape.hpp"
#include "publish/tensor_file.hpp"

namespace fm {

namespace nn = torch::nn;

namespace {
constexpr int c1 = autoencoder_base, c2 = 2 * c1, c3 = 4 * c1;

// Throws fm::Error unless x is n x channels x side x side.
torch::Tensor of_shape(const torch::Tensor& x, int channels, int side, const char* what) {
  FM_REQUIRE(x.dim() == 4 && x.size(1) == channels && x.size(2) == side && x.size(3) == side,
             std::string(what) + " are n x " + std::to_string(channels) + " x " +
                 std::to_string(side) + " x " + std::to_string(side));
  return x;
}
} // namespace

EncoderImpl::EncoderImpl()
    : in(register_module("in", conv3(1, c1))), down1(register_module("down1", halve(c1, c2))),
      down2(register_module("down2", halve(c2, c3))),
      out(register_module("out", conv3(c3, latent_channels))),
      block1(register_module("block1", ResBlock(c1, false))),
      block2(register_module("block2", ResBlock(c2, false))),
      block3(register_module("block3", ResBlock(c3, false))),
      norm(register_module("norm", nn::GroupNorm(norm_groups, c3))) {}

torch::Tensor EncoderImpl::forward(const torch::Tensor& images) {
  torch::Tensor h = in(of_shape(images, 1, digit_side, "images to encode"));
  h = block1(h.contiguous(at::MemoryFormat::ChannelsLast));
  h = block3(down2(block2(down1(h))));
  return out(norm_silu(norm, h));
}

DecoderImpl::DecoderImpl()
    : in(register_module("in", conv3(latent_channels, c3))),
      out(register_module("out", conv3(c1, 1))), up1(register_module("up1", twice(c3, c2))),
      up2(register_module("up2", twice(c2, c1))),
      block1(register_module("block1", ResBlock(c3, false))),
      block2(register_module("block2", ResBlock(c2, false))),
      block3(register_module("block3", ResBlock(c1, false))),
      norm(register_module("norm", nn::GroupNorm(norm_groups, c1))) {}

torch::Tensor DecoderImpl::forward(const torch::Tensor& latents) {
  torch::Tensor h = in(of_shape(latents, latent_channels, latent_side, "latents to decode"));
  h = block1(h.contiguous(at::MemoryFormat::ChannelsLast));
  h = block3(up2(block2(up1(h))));
  return out(norm_silu(norm, h)).contiguous();
}

AutoencoderImpl::AutoencoderImpl()
    : encoder(register_module("encoder", Encoder())),
      decoder(register_module("decoder", Decoder())) {}

Autoencoder read_autoencoder(const std::string& safetensors) {
  Autoencoder net;
  read_safetensors(*net, safetensors);
  for (torch::Tensor& p : net->parameters()) p.requires_grad_(false);
  return net;
}

torch::Tensor latents_of(Encoder& encoder, const Mnist& data) {
  torch::NoGradGuard no_grad;
  constexpr std::int64_t batch = 500;
  std::vector<torch::Tensor> all;
  for (std::int64_t i = 0; i < data.images.size(0); i += batch) {
    const std::int64_t n = std::min(batch, data.images.size(0) - i);
    all.push_back(encoder(to_unit(data.images.narrow(0, i, n))).to(torch::kFloat16).contiguous());
  }
  return torch::cat(all);
}

} // namespace fm
