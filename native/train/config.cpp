#include "train/config.hpp"

#include "fm/base/require.hpp"

#include <map>

namespace fm {

namespace {
const std::map<std::string, int> presets{{"tiny", 16}, {"small", 32}, {"base", 64}};
}

int Config::base() const { return presets.at(preset); }

void check(const Config& c) {
  FM_REQUIRE(presets.count(c.preset), "--preset is tiny, small or base, not '" + c.preset + "'");
  FM_REQUIRE(c.loss == "mse" || c.loss == "smooth-l1",
             "--loss is mse or smooth-l1, not '" + c.loss + "'");
  FM_REQUIRE(c.lr_schedule == "cosine" || c.lr_schedule == "constant",
             "--lr-schedule is cosine or constant, not '" + c.lr_schedule + "'");
  FM_REQUIRE(c.precision == "fp32" || c.precision == "bf16",
             "--precision is fp32 or bf16, not '" + c.precision + "'");
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
