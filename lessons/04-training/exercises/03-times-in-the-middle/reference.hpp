// One answer: the library's own.
#pragma once

#include "fm/path/times.hpp"

#include <vector>

inline std::vector<double> sample_times(int n, double location, double scale, fm::Random& random) {
  const fm::TimeSampler sampler{fm::TimeSampling::logit_normal, location, scale};
  const fm::Times<double> t = fm::sample_times<double>(sampler, n, random);
  return {t.data(), t.data() + t.size()};
}

inline double time_density(double t, double location, double scale) {
  return fm::time_density({fm::TimeSampling::logit_normal, location, scale}, t);
}
