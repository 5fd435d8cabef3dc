// One answer: the library's own.
#pragma once

#include "fm/net/ema.hpp"

inline std::vector<double> ema_step(const std::vector<double>& average,
                                    const std::vector<double>& weights, double decay, long steps) {
  fm::Ema<double> ema{decay, steps, average};
  ema.update(weights);
  return ema.average;
}
