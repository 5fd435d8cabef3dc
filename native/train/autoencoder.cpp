#include "train/autoencoder.hpp"

#include "fm/base/require.hpp"
#include "train/cosine.hpp"

namespace fm {

namespace {

struct ChannelMoments {
  torch::Tensor mean, deviation; // 1 x channels x 1 x 1
};
ChannelMoments moments_of(const torch::Tensor& z) {
  const torch::Tensor mean = z.mean({0, 2, 3}, /*keepdim=*/true);
  return {mean, ((z - mean).square().mean({0, 2, 3}, true) + 1e-6).sqrt()};
}

// out <- (out - mean) / deviation, for good.
void standardise(torch::nn::Conv2d& out, const ChannelMoments& m) {
  torch::NoGradGuard no_grad;
  out->weight.div_(m.deviation.view({-1, 1, 1, 1}));
  out->bias.sub_(m.mean.flatten()).div_(m.deviation.flatten());
}

void require(const AutoencoderOptions& o, std::int64_t images) {
  FM_REQUIRE(o.epochs >= 1, "--epochs must be at least 1");
  FM_REQUIRE(o.lr > 0, "--lr must be positive");
  FM_REQUIRE(o.noise >= 0 && o.noise <= 1,
             "--noise lies in [0, 1]: at 1 it is as large as the latents");
  FM_REQUIRE(o.batch >= 2 && o.batch <= images,
             "--batch lies between 2 and the " + std::to_string(images) + " images that there are");
}

} // namespace

Autoencoder train_autoencoder(const Mnist& data, const AutoencoderOptions& o,
                              const std::function<void(int, double)>& after_epoch) {
  const std::int64_t images = data.images.size(0), steps = images / std::max(1, o.batch);
  require(o, images);
  torch::manual_seed(o.seed);
  Autoencoder net;
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(o.lr));
  for (int epoch = 0; epoch < o.epochs; ++epoch) {
    const torch::Tensor order = torch::randperm(images, torch::kInt64);
    double sum = 0;
    for (std::int64_t i = 0; i < steps; ++i) {
      const double done = double(epoch * steps + i) / double(o.epochs * steps);
      static_cast<torch::optim::AdamOptions&>(optimizer.param_groups()[0].options())
          .lr(o.lr * cosine_to_zero(done));
      const torch::Tensor x =
          to_unit(data.images.index_select(0, order.narrow(0, i * o.batch, o.batch)));
      const torch::Tensor raw = net->encoder(x);
      const ChannelMoments m = moments_of(raw);
      const torch::Tensor z = (raw - m.mean) / m.deviation;
      optimizer.zero_grad();
      const torch::Tensor loss =
          torch::mse_loss(net->decoder(z + o.noise * torch::randn_like(z)), x);
      loss.backward();
      optimizer.step();
      sum += loss.item<double>();
    }
    FM_REQUIRE(std::isfinite(sum), "the loss is no longer finite: lower --lr");
    after_epoch(epoch + 1, sum / double(steps));
  }
  for (torch::Tensor& p : net->parameters()) p.requires_grad_(false);
  const Mnist some = spread(data, std::min<std::int64_t>(10'000, images));
  standardise(net->encoder->out, moments_of(latents_of(net->encoder, some).to(torch::kFloat32)));
  return net;
}

double reconstruction_error(Autoencoder& net, const Mnist& data) {
  torch::NoGradGuard no_grad;
  constexpr std::int64_t batch = 500;
  double sum = 0;
  for (std::int64_t i = 0; i < data.images.size(0); i += batch) {
    const std::int64_t n = std::min(batch, data.images.size(0) - i);
    const torch::Tensor x = to_unit(data.images.narrow(0, i, n));
    sum += (net->decoder(net->encoder(x)) - x).square().mean().item<double>() * double(n);
  }
  return sum / double(data.images.size(0));
}

} // namespace fm
