// A common mistake. The checker must say: at the start it remembers the first weights
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

inline std::vector<double> ema_step(const std::vector<double>& average,
                                    const std::vector<double>& weights, double decay, long steps) {
  (void)steps;
  std::vector<double> next(average);
  for (std::size_t i = 0; i < next.size(); ++i)
    next[i] = decay * average[i] + (1 - decay) * weights[i];
  return next;
}
