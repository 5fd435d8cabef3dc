#include "train/objective.hpp"

#include "fm/base/random.hpp"
#include "fm/path/loss.hpp"
#include "fm/path/path.hpp"

namespace fm {

namespace {

constexpr std::uint64_t order_purpose = 1, batch_purpose = 2;
constexpr double post_beta = 0.1, post_velocity_decay = 3e-5; // of the blog post's recipe

} // namespace

at::Generator step_generator(std::uint64_t seed, std::uint64_t purpose, std::int64_t step) {
  // The generator behind it takes 32 bits of seed, so they are mixed from all that should count.
  Random mix(seed, purpose << 48 | std::uint64_t(step));
  return at::make_generator<at::CPUGeneratorImpl>(mix.bits());
}

Batches::Batches(const Mnist& data, const Config& config) : data_(data), config_(config) {}

Draw Batches::draw(std::int64_t step, torch::Device device) {
  const Config& config = config_;
  const std::int64_t n = data_.images.size(0), per_epoch = n / config.batch;
  if (epoch_ != step / per_epoch) {
    epoch_ = step / per_epoch;
    order_ = torch::randperm(n, step_generator(config.seed, order_purpose, epoch_),
                             torch::TensorOptions().dtype(torch::kInt64));
  }
  const torch::Tensor rows = order_.narrow(0, step % per_epoch * config.batch, config.batch);
  const at::Generator generator = step_generator(config.seed, batch_purpose, step);

  Draw draw;
  draw.x_1 = to_unit(data_.images.index_select(0, rows));
  draw.x_0 = torch::randn(draw.x_1.sizes(), generator, torch::TensorOptions());
  const torch::Tensor u = torch::rand({config.batch}, generator, torch::TensorOptions());
  draw.t = config.t_margin + (1 - 2 * config.t_margin) * u;
  const torch::Tensor dropped =
      torch::rand({config.batch}, generator, torch::TensorOptions()) < config.label_drop;
  draw.label = data_.labels.index_select(0, rows).masked_fill(dropped, no_label);
  for (torch::Tensor* x : {&draw.x_0, &draw.x_1, &draw.t, &draw.label}) *x = x->to(device);
  return draw;
}

torch::Tensor objective(VelocityNet& net, const Draw& draw, const Config& config) {
  const AffinePath<CondOT> path{{config.sigma_min}};
  const torch::Tensor t = draw.t.view({-1, 1, 1, 1});
  const auto [x_t, u_t] = path.sample(draw.x_0, draw.x_1, t);

  const torch::Tensor v = net->forward(x_t, draw.t, draw.label);
  if (config.loss == "mse") return cfm_loss(v, u_t);
  return weighted_smooth_l1(v, u_t, end_weight(t), post_beta) +
         post_velocity_decay * cfm_loss(v, torch::zeros_like(v));
}

} // namespace fm
