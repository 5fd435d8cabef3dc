// The exponential moving average of a network's weights (Polyak and Juditsky 1992):
//   average <- average + share (weight - average)
#pragma once

#include <algorithm>
#include <vector>

namespace fm {

// The share of the new weights after `steps` averages: 1 - decay, or 1 - (1 + k) / (10 + k) if that
// is more. An average over all steps would remember the start for ever.
inline double ema_share(double decay, long steps) {
  return 1 - std::min(decay, double(1 + steps) / double(10 + steps));
}

// Begun at the first weights it sees.
template <class S> struct Ema {
  double decay = 0.999;
  long steps = 0;
  std::vector<S> average{};

  void update(const std::vector<S>& parameters) {
    if (average.empty()) average = parameters;
    const S share = S(ema_share(decay, steps++));
    for (std::size_t i = 0; i < parameters.size(); ++i)
      average[i] += share * (parameters[i] - average[i]);
  }
};

} // namespace fm
