// How a network is trained: all that a seed and a data set leave open.
#pragma once

#include "fm/net/mlp.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/path/times.hpp"
#include "fm/transport/coupling.hpp"

namespace fm {

struct TrainerConfig {
  MlpConfig network;
  Distribution source = Distribution::gaussian;
  AnySchedule schedule;
  AnyCoupling coupling;
  TimeSampler times;
  double learning_rate = 2e-3;
  double weight_decay = 0; // of AdamW
  double max_norm = 0;     // longer gradients are cut to it; 0: none is
  double ema_decay = 0;    // of the averaged weights; 0: none are kept
  double label_drop = 0.1; // the share of labels left out, when the network has classes
  bool importance = false; // weigh the loss by 1 / density(t) of the times
  int batch = 256;
  std::uint64_t seed = 1;

  // Throws fm::Error; what the network and the learning rate may be, they say themselves.
  void require_valid() const {
    FM_REQUIRE(!schedule.reversed,
               "a network learns with the noise at t = 0: train it under the schedule that is not "
               "reversed, and change the schedule afterwards");
    require_schedule(schedule);
    require_batch(coupling, batch);
    require_time_sampler(times);
    FM_REQUIRE(batch >= 1 && batch <= 65536, "the batch size lies in 1 .. 65536");
    FM_REQUIRE(label_drop >= 0 && label_drop <= 1, "label drop lies in [0, 1]");
    FM_REQUIRE(ema_decay >= 0 && ema_decay < 1, "the EMA's decay lies in [0, 1)");
    FM_REQUIRE(weight_decay >= 0 && std::isfinite(weight_decay),
               "weight decay is a number of at least 0");
    FM_REQUIRE(max_norm >= 0 && std::isfinite(max_norm),
               "the largest gradient norm is a number of at least 0 (0: no limit)");
  }
};

} // namespace fm
