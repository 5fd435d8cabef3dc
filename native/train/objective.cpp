#include "train/objective.hpp"

#include "fm/base/random.hpp"
#include "fm/path/loss.hpp"
#include "fm/path/path.hpp"

#include <ATen/autocast_mode.h>

namespace fm {

namespace {

constexpr std::uint64_t order_purpose = 1, batch_purpose = 2;
constexpr double post_beta = 0.1, post_velocity_decay = 3e-5; // of the blog post's recipe

// The order of one epoch, kept until the next is asked for.
const torch::Tensor& epoch_order(std::int64_t n, std::uint64_t seed, std::int64_t epoch) {
  static thread_local torch::Tensor order;
  static thread_local std::tuple<std::int64_t, std::uint64_t, std::int64_t> key{-1, 0, 0};
  if (key != std::make_tuple(n, seed, epoch)) {
    order = torch::randperm(n, step_generator(seed, order_purpose, epoch),
                            torch::TensorOptions().dtype(torch::kInt64));
    key = {n, seed, epoch};
  }
  return order;
}

} // namespace

at::Generator step_generator(std::uint64_t seed, std::uint64_t purpose, std::int64_t step) {
  // The generator behind it takes 32 bits of seed, so they are mixed from all that should count.
  Random mix(seed, purpose << 48 | std::uint64_t(step));
  return at::make_generator<at::CPUGeneratorImpl>(mix.bits());
}

Draw draw_batch(const Mnist& data, const Config& config, std::int64_t step, torch::Device device) {
  const std::int64_t n = data.images.size(0), per_epoch = n / config.batch;
  const torch::Tensor rows = epoch_order(n, config.seed, step / per_epoch)
                                 .narrow(0, step % per_epoch * config.batch, config.batch);
  const at::Generator generator = step_generator(config.seed, batch_purpose, step);

  Draw draw;
  draw.x_1 = to_unit(data.images.index_select(0, rows));
  draw.x_0 = torch::randn(draw.x_1.sizes(), generator, torch::TensorOptions());
  const torch::Tensor u = torch::rand({config.batch}, generator, torch::TensorOptions());
  draw.t = config.t_margin + (1 - 2 * config.t_margin) * u;
  const torch::Tensor dropped =
      torch::rand({config.batch}, generator, torch::TensorOptions()) < config.label_drop;
  draw.label = data.labels.index_select(0, rows).masked_fill(dropped, no_label);
  for (torch::Tensor* x : {&draw.x_0, &draw.x_1, &draw.t, &draw.label}) *x = x->to(device);
  return draw;
}

torch::Tensor objective(VelocityNet& net, const Draw& draw, const Config& config) {
  const AffinePath<CondOT> path{{config.sigma_min}};
  const torch::Tensor t = draw.t.view({-1, 1, 1, 1});
  const auto [x_t, u_t] = path.sample(draw.x_0, draw.x_1, t);

  const torch::DeviceType device = draw.t.device().type();
  const bool bf16 = config.precision == "bf16";
  at::autocast::set_autocast_enabled(device, bf16);
  if (bf16) at::autocast::set_autocast_dtype(device, torch::kBFloat16);
  const torch::Tensor v =
      net->forward(x_t.contiguous(at::MemoryFormat::ChannelsLast), draw.t, draw.label)
          .to(torch::kFloat32);
  at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(device, false);

  if (config.loss == "mse") return cfm_loss(v, u_t);
  return weighted_smooth_l1(v, u_t, end_weight(t), post_beta) +
         post_velocity_decay * cfm_loss(v, torch::zeros_like(v));
}

} // namespace fm
