#include "train/measure.hpp"

#include "fm/base/require.hpp"
#include "fm/path/loss.hpp"
#include "train/objective.hpp"

#include <numeric>

namespace fm {

std::array<double, 10> loss_by_time(Flow flow, const Examples& test, const Config& of_run,
                                    torch::Device device) {
  torch::NoGradGuard no_grad;
  Config config;
  config.schedule = of_run.schedule;
  config.sigma_min = of_run.sigma_min;
  config.batch = 250;
  config.label_drop = 0;
  const std::int64_t batches = std::min<std::int64_t>(8, steps_per_epoch(test, config));
  FM_REQUIRE(batches >= 1, "the test set holds fewer than 250 images");
  std::array<double, 10> loss{};
  const std::int64_t slice = config.batch / std::int64_t(loss.size());
  Batches all(test, config, flow.base);
  for (std::int64_t i = 0; i < batches; ++i) {
    Draw draw = all.draw(i, device);
    draw.t = (torch::arange(config.batch, draw.t.options()) + 0.5) / config.batch;
    const auto [v, u] = predict(flow.net, draw, config);
    for (std::size_t k = 0; k < loss.size(); ++k)
      loss[k] += cfm_loss(v.narrow(0, std::int64_t(k) * slice, slice),
                          u.narrow(0, std::int64_t(k) * slice, slice))
                     .item<double>() /
                 double(batches);
  }
  return loss;
}

double mean_loss(const std::array<double, 10>& by_time) {
  return std::reduce(by_time.begin(), by_time.end()) / double(by_time.size());
}

double test_loss(Flow flow, const Examples& test, const Config& of_run, torch::Device device) {
  return mean_loss(loss_by_time(std::move(flow), test, of_run, device));
}

} // namespace fm
