#include "train/objective.hpp"

#include "fm/base/random.hpp"
#include "fm/path/loss.hpp"
#include "fm/path/path.hpp"

namespace fm {

namespace {

constexpr std::uint64_t order_purpose = 1, batch_purpose = 2, pair_purpose = 4;
constexpr double post_beta = 0.1, post_velocity_decay = 3e-5; // of the blog post's recipe

// Says which image and label go with which noise.
void couple(Draw& draw, const AnyCoupling& coupling, Random& random) {
  using Rows = Eigen::Map<Batch<float>>;
  const std::int64_t n = draw.x_1.size(0), d = draw.x_1.numel() / n;
  Pairs<float> pairs{
      Rows(draw.x_0.data_ptr<float>(), n, d), Rows(draw.x_1.data_ptr<float>(), n, d), {}};
  const auto* label = draw.label.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < n; ++i) pairs.label.push_back(int(label[i]));
  pairs = fm::couple(coupling, std::move(pairs), random);
  Rows(draw.x_1.data_ptr<float>(), n, d) = pairs.x_1;
  for (std::int64_t i = 0; i < n; ++i) draw.label[i] = pairs.label[std::size_t(i)];
}

} // namespace

Draw Draw::part(std::int64_t first, std::int64_t n) const {
  const auto of = [&](const torch::Tensor& x) { return x.narrow(0, first, n); };
  return {of(x_0), of(x_1), of(t), of(label), of(weight)};
}

at::Generator step_generator(std::uint64_t seed, std::uint64_t purpose, std::int64_t step) {
  // The generator behind it takes 32 bits of seed, so they are mixed from all that should count.
  // The purposes' streams lie so far apart that their numbers are correlated (random.hpp); they
  // differ, and a seed has to do no more. Another numbering would be another run of every seed.
  Random mix(seed, purpose << 48 | std::uint64_t(step));
  return at::make_generator<at::CPUGeneratorImpl>(mix.bits());
}

Batches::Batches(const Examples& data, const Config& config, Base base)
    : data_(data), config_(config), base_(std::move(base)),
      ahead_(config.coupling != "independent") {}

Draw Batches::draw(std::int64_t step, torch::Device device) {
  Draw draw = next_.valid() && next_step_ == step ? next_.get() : drawn(step, rows(step));
  if (ahead_) {
    next_step_ = step + 1;
    next_ = std::async(std::launch::async, [this, now = next_step_, rows = rows(next_step_)] {
      return drawn(now, rows);
    });
  }
  for (torch::Tensor* x : {&draw.x_0, &draw.x_1, &draw.t, &draw.label, &draw.weight})
    *x = x->to(device);
  return draw;
}

torch::Tensor Batches::rows(std::int64_t step) {
  const std::int64_t n = data_.count(), per_epoch = n / config_.batch;
  if (epoch_ != step / per_epoch) {
    epoch_ = step / per_epoch;
    order_ = torch::randperm(n, step_generator(config_.seed, order_purpose, epoch_),
                             torch::TensorOptions().dtype(torch::kInt64));
  }
  return order_.narrow(0, step % per_epoch * config_.batch, config_.batch);
}

Draw Batches::drawn(std::int64_t step, const torch::Tensor& rows) const {
  const Config& config = config_;
  const at::Generator generator = step_generator(config.seed, batch_purpose, step);
  Random random(config.seed, pair_purpose << 48 | std::uint64_t(step));

  Draw draw;
  draw.x_1 = numbers(data_.x_1.index_select(0, rows));
  draw.x_0 =
      data_.x_0.defined()
          ? data_.x_0.index_select(0, rows).to(torch::kFloat32)
          : base_.from_noise(torch::randn(draw.x_1.sizes(), generator, torch::TensorOptions()));
  draw.label = data_.label.index_select(0, rows);
  if (ahead_) couple(draw, config.pairing(), random);
  const Times<float> u = sample_times<float>(config.time_sampler(), config.batch, random);
  draw.t = config.t_margin +
           (1 - 2 * config.t_margin) * torch::tensor(at::ArrayRef<float>(u.data(), u.size()));
  if (config.euler_steps > 0) draw.t = (draw.t * config.euler_steps).floor() / config.euler_steps;
  draw.weight = end_weight(draw.t);
  if (data_.x_0.defined()) return draw; // whose digit depends on its label
  const torch::Tensor dropped =
      torch::rand({config.batch}, generator, torch::TensorOptions()) < config.label_drop;
  draw.label.masked_fill_(dropped, no_label);
  return draw;
}

Prediction predict(VelocityNet& net, const Draw& draw, const Config& config) {
  const AffinePath<AnySchedule> path{config.path()};
  const auto [x_t, u_t] = path.sample(draw.x_0, draw.x_1, draw.t.view({-1, 1, 1, 1}));
  return {net->forward(x_t, draw.t, draw.label), u_t};
}

torch::Tensor objective(VelocityNet& net, const Draw& draw, const Config& config) {
  const auto [v, u] = predict(net, draw, config);
  if (config.loss == "mse") return cfm_loss(v, u);
  return weighted_smooth_l1(v, u, draw.weight.view({-1, 1, 1, 1}), post_beta) +
         post_velocity_decay * cfm_loss(v, torch::zeros_like(v));
}

} // namespace fm
