// A common mistake. The checker must say: an even number
#pragma once

#include "fm/base/random.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

inline std::vector<double> sample_times(int n, double location, double scale, fm::Random& random) {
  std::vector<double> t;
  for (int i = 0; i < n; ++i)
    t.push_back(1 / (1 + std::exp(-(location + scale * random.uniform()))));
  return t;
}

inline double time_density(double t, double location, double scale) {
  const double z = (std::log(t / (1 - t)) - location) / scale;
  return std::exp(-z * z / 2) / (std::sqrt(2 * std::numbers::pi) * scale * t * (1 - t));
}
