#include "train/config.hpp"

#include "fm/base/require.hpp"
#include "ops/machine.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace fm {

namespace {
// In half precision: 0.24, 0.67, 1.3 and 2.7 MB; and 0.8 beside a decoder of 0.3.
const std::map<std::string, UNetShape> presets{{"tiny", {16, 2}},
                                               {"shallow", {32, 2}},
                                               {"small", {32, 3}},
                                               {"base", {48, 3}},
                                               {"latent", {64, 1}}};

const std::array<std::string_view, 2> losses{"mse", "smooth-l1"}, bases{"normal", "informed"};
const std::array<std::string_view, 3> lr_schedules{"cosine", "constant", "trapezoid"},
    precisions{"auto", "fp32", "bf16"};
// Those that have no parameter to choose.
const std::span couplings(coupling_names.data(), 3);

// The place of a name among those that a flag takes. Throws fm::Error that lists them.
template <class Names>
std::size_t index_of(const std::string& name, const Names& names, const std::string& flag) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return std::size_t(found - names.begin());
  std::string all;
  for (const std::string_view one : names) all += (all.empty() ? "" : ", ") + std::string(one);
  throw Error(flag + " is " + all.replace(all.rfind(", "), 2, " or ") + ", not '" + name + "'");
}

} // namespace

UNetShape Config::shape() const { return presets.at(preset); }

AnySchedule Config::path() const {
  const auto kind = ScheduleKind(index_of(schedule, schedule_names, "--schedule"));
  return AnySchedule::of(kind, kind == ScheduleKind::polynomial ? 2 : sigma_min);
}

AnyCoupling Config::pairing() const {
  const std::array<AnyCoupling, 3> all{Independent{}, MinibatchOT{}, ClasswiseOT{}};
  return all[index_of(coupling, couplings, "--coupling")];
}

TimeSampler Config::time_sampler() const {
  return {TimeSampling(index_of(times, time_names, "--times"))};
}

bool means_half(const std::string& precision) {
  return precision == "bf16" || (precision == "auto" && fm_kernels::has_fast_bf16());
}

Config resolved(const Config& config) {
  Config c = config;
  if (c.precision == "auto") c.precision = means_half(c.precision) ? "bf16" : "fp32";
  return c;
}

void check(const Config& c) {
  FM_REQUIRE(presets.count(c.preset),
             "--preset is tiny, shallow, small or base, or latent with --latent, not '" + c.preset +
                 "'");
  FM_REQUIRE(c.shape().of_latents() || c.latent.empty(),
             "--latent names an autoencoder, whose latents --preset latent learns");
  FM_REQUIRE(!c.shape().of_latents() || !c.latent.empty(),
             "--preset latent learns the latents of an autoencoder: make one with fm "
             "train-autoencoder and give --latent FILE");
  FM_REQUIRE(c.latent.empty() || c.pairs.empty(),
             "--pairs are of digits, and --latent learns latents: leave one of the two out");
  index_of(c.loss, losses, "--loss");
  index_of(c.lr_schedule, lr_schedules, "--lr-schedule");
  index_of(c.precision, precisions, "--precision");
  index_of(c.base, bases, "--base");
  FM_REQUIRE(c.base == "normal" || c.pairs.empty(),
             "--base informed draws noise, and the pairs of --pairs bring theirs: leave one of the "
             "two out");
  FM_REQUIRE(c.sigma_min >= 0 && c.sigma_min < 1, "--sigma-min lies in [0, 1)");
  c.path();
  require_batch(c.pairing(), c.batch);
  require_time_sampler(c.time_sampler());
  FM_REQUIRE(c.sigma_min == 0 || c.schedule == "cond-ot",
             "--sigma-min belongs to --schedule cond-ot");
  FM_REQUIRE(c.t_margin >= 0 && c.t_margin < 0.5, "--t-margin lies in [0, 0.5)");
  FM_REQUIRE(c.lr > 0, "--lr must be positive");
  FM_REQUIRE(c.weight_decay >= 0, "--weight-decay must not be negative");
  FM_REQUIRE(c.ema >= 0 && c.ema < 1, "--ema lies in [0, 1); 0 keeps no average");
  FM_REQUIRE(c.label_drop >= 0 && c.label_drop <= 1, "--label-drop lies in [0, 1]");
  FM_REQUIRE(c.euler_steps >= 0, "--euler-steps is a number of steps, or 0 for all times");
  FM_REQUIRE(c.batch >= 1, "--batch must be at least 1");
  FM_REQUIRE(c.epochs >= 1, "--epochs must be at least 1");
}

} // namespace fm
