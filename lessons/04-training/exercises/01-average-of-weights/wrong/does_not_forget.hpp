// A common mistake. The checker must say: the shares do not add up to 1
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

inline std::vector<double> ema_step(const std::vector<double>& average,
                                    const std::vector<double>& weights, double decay, long steps) {
  const double keep = std::min(decay, double(1 + steps) / double(10 + steps));
  std::vector<double> next(average);
  for (std::size_t i = 0; i < next.size(); ++i) next[i] = average[i] + (1 - keep) * weights[i];
  return next;
}
