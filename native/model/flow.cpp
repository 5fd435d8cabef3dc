#include "model/flow.hpp"

#include "fm/base/require.hpp"

namespace fm {

void Flow::to(torch::Device device) {
  net->to(device);
  if (encoder) encoder->to(device);
  if (decoder) decoder->to(device);
}

void Flow::to_half() {
  torch::NoGradGuard no_grad;
  net->to(torch::kBFloat16);
  for (torch::Tensor p : net->parameters())
    if (p.dim() == 4) p.set_data(p.contiguous(at::MemoryFormat::ChannelsLast));
}

torch::Tensor Flow::decoded(const torch::Tensor& x) {
  if (!of_latents()) return x;
  FM_REQUIRE(decoder, "this flow of latents has no decoder: train it with --latent");
  torch::NoGradGuard no_grad;
  return decoder(x.to(decoder->out->weight.device())).to(x.device());
}

torch::Tensor Flow::encoded(const torch::Tensor& images) {
  if (!of_latents()) return images;
  FM_REQUIRE(encoder, "a published flow of latents has no encoder: give --checkpoint FILE of its "
                      "run, which has one");
  torch::NoGradGuard no_grad;
  return encoder(images.to(encoder->out->weight.device())).to(images.device());
}

} // namespace fm
