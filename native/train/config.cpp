#include "train/config.hpp"

#include "fm/base/require.hpp"
#include "ops/machine.hpp"

#include <map>

namespace fm {

namespace {
// In half precision: 0.24, 0.67, 1.3 and 2.7 MB.
const std::map<std::string, UNetShape> presets{
    {"tiny", {16, 2}}, {"shallow", {32, 2}}, {"small", {32, 3}}, {"base", {48, 3}}};
}

UNetShape Config::shape() const { return presets.at(preset); }

Config resolved(const Config& config) {
  Config c = config;
  if (c.precision == "auto") c.precision = fm_kernels::has_fast_bf16() ? "bf16" : "fp32";
  return c;
}

void check(const Config& c) {
  FM_REQUIRE(presets.count(c.preset),
             "--preset is tiny, shallow, small or base, not '" + c.preset + "'");
  FM_REQUIRE(c.loss == "mse" || c.loss == "smooth-l1",
             "--loss is mse or smooth-l1, not '" + c.loss + "'");
  FM_REQUIRE(c.lr_schedule == "cosine" || c.lr_schedule == "constant" ||
                 c.lr_schedule == "trapezoid",
             "--lr-schedule is cosine, constant or trapezoid, not '" + c.lr_schedule + "'");
  FM_REQUIRE(c.precision == "auto" || c.precision == "fp32" || c.precision == "bf16",
             "--precision is auto, fp32 or bf16, not '" + c.precision + "'");
  FM_REQUIRE(c.sigma_min >= 0 && c.sigma_min < 1, "--sigma-min lies in [0, 1)");
  FM_REQUIRE(c.t_margin >= 0 && c.t_margin < 0.5, "--t-margin lies in [0, 0.5)");
  FM_REQUIRE(c.lr > 0, "--lr must be positive");
  FM_REQUIRE(c.weight_decay >= 0, "--weight-decay must not be negative");
  FM_REQUIRE(c.ema >= 0 && c.ema < 1, "--ema lies in [0, 1); 0 keeps no average");
  FM_REQUIRE(c.label_drop >= 0 && c.label_drop <= 1, "--label-drop lies in [0, 1]");
  FM_REQUIRE(c.batch >= 1, "--batch must be at least 1");
  FM_REQUIRE(c.epochs >= 1, "--epochs must be at least 1");
}

} // namespace fm
