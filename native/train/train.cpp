#include "train/train.hpp"

#include "fm/net/ema.hpp"
#include "io/run_log.hpp"
#include "sample/sample.hpp"
#include "train/cosine.hpp"
#include "train/measure.hpp"
#include "train/objective.hpp"

#include "fm/base/require.hpp"

#include <optional>

namespace fm {

namespace {

// After a short warm-up: constant, or down to zero by a cosine, or by a line at the end.
double learning_rate(const Config& c, std::int64_t step, std::int64_t total) {
  constexpr double warmup = 100, decay = 0.3;
  const double ramp = c.lr * std::min(1.0, double(step + 1) / warmup);
  const double done = double(step) / double(total);
  if (c.lr_schedule == "constant") return ramp;
  if (c.lr_schedule == "trapezoid") return ramp * std::min(1.0, (1 - done) / decay);
  return ramp * cosine_to_zero(done);
}

// A grid of digits, the loss on test images by time, and the best of the networks so far.
void look(TrainState& state, const TrainOptions& options, RunLog& log) {
  const torch::Tensor label = torch::arange(64, torch::kInt64).remainder(10).to(options.device);
  save_grid(options.out / ("samples-" + std::to_string(state.step) + ".png"),
            sample_digits(state.flow(), label, {"midpoint", 10, 1, 0}), 8);
  if (!options.test) return;
  const auto loss = loss_by_time(state.flow(), *options.test, state.config, options.device);
  const double mean = mean_loss(loss);
  nlohmann::json line{{"step", state.step}, {"test_loss", mean}};
  for (std::size_t k = 0; k < loss.size(); ++k)
    line["test_loss_t/0." + std::to_string(k)] = loss[k];
  log.write(line);
  if (!(mean < state.best)) return;
  state.best = mean;
  save_checkpoint(options.out / "best.ckpt", state);
}

// Where a run that has failed can go on from.
std::string last_state(const std::filesystem::path& checkpoint) {
  return std::filesystem::exists(checkpoint) ? "the last good state is in " + checkpoint.string()
                                             : std::string("no checkpoint had been written yet");
}

} // namespace

bool train(TrainState& state, const Examples& data, const TrainOptions& options,
           const std::atomic<bool>& stop) {
  const Config& config = state.config;
  const std::int64_t per_epoch = steps_per_epoch(data, config), total = per_epoch * config.epochs;
  FM_REQUIRE(per_epoch >= 1, "--batch " + std::to_string(config.batch) +
                                 " is larger than the data (" + std::to_string(data.count()) +
                                 " images)");
  Ranks alone({}, {}, stop);
  Ranks& ranks = options.ranks ? *options.ranks : alone;
  FM_REQUIRE(config.batch % ranks.size() == 0,
             "--batch " + std::to_string(config.batch) + " is that of all " +
                 std::to_string(ranks.size()) +
                 " processes together, and they do not divide it: choose a multiple of " +
                 std::to_string(ranks.size()));
  const std::int64_t share = config.batch / ranks.size();
  const auto checkpoint = options.out / "checkpoint.ckpt";
  std::optional<RunLog> log; // of rank 0
  if (ranks.leads()) {
    std::filesystem::create_directories(options.out);
    log.emplace(options.out / "log.jsonl");
  }
  const auto save = [&] {
    if (!log) return;
    log->end_progress();
    save_checkpoint(checkpoint, state);
  };
  move_to(state, options.device);

  if (config.base == "informed" && state.step == 0) state.base = informed_base(data);
  Batches batches(data, config, state.base);
  const std::int64_t first = state.step;
  const auto wanted = [&](std::int64_t every) { return every > 0 && state.step % every == 0; };
  while (state.step < total) {
    if (ranks.stopping() || (options.max_steps >= 0 && state.step - first >= options.max_steps)) {
      save();
      return false;
    }
    const double lr = learning_rate(config, state.step, total);
    const Draw draw = batches.draw(state.step, options.device).part(ranks.rank() * share, share);
    state.weights.zero_gradients();
    torch::Tensor loss_tensor = objective(state.net, draw, config);
    double loss = loss_tensor.item<double>();
    if (std::isfinite(loss)) loss_tensor.backward();
    try {
      loss = ranks.mean(loss, state.weights.gradients(), state.step);
    } catch (const RankLost& lost) {
      save();
      const bool saved = ranks.leads() || lost.rank != 0;
      throw RankLost(lost.rank, lost.what() + ("; " + (saved ? "rank 0 leaves the state of step " +
                                                                   std::to_string(state.step) +
                                                                   " in " + checkpoint.string()
                                                             : last_state(checkpoint))));
    }
    if (!std::isfinite(loss)) {
      if (log) log->end_progress();
      throw Error("the loss became " + std::to_string(loss) + " at step " +
                  std::to_string(state.step) + " (seed " + std::to_string(config.seed) +
                  "): lower --lr; " + last_state(checkpoint));
    }
    state.weights.step(state.step + 1, lr, config.weight_decay,
                       ema_share(config.ema, long(state.step)));
    state.loss = state.step == 0 ? loss : state.loss + 0.02 * (loss - state.loss);
    ++state.step;

    if (!log) continue;
    log->progress(state.step, total, state.loss);
    if (state.step % 20 == 0 || state.step == total)
      log->write({{"step", state.step},
                  {"epoch", double(state.step) / double(per_epoch)},
                  {"loss", loss},
                  {"loss_mean", state.loss},
                  {"lr", lr}});
    if (wanted(options.checkpoint_every)) save_checkpoint(checkpoint, state);
    if (wanted(options.sample_every)) look(state, options, *log);
  }
  save();
  return true;
}

} // namespace fm
