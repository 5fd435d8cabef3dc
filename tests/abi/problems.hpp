// Small problems that the tests of the C interface ask about.
#pragma once

#include "../../wasm/api.h"
#include "catch.hpp"
#include "fm/data/cloud.hpp"
#include "fm/data/distributions.hpp"
#include "fm/data/gaussian_mixture.hpp"

namespace fm::problems {

inline constexpr Eigen::Index n = 24;
inline Batch<float> points(Distribution kind, std::uint64_t seed) {
  Random random(seed);
  return sample<float>(kind, n, random);
}
inline constexpr double normal[6] = {1, 0, 0, 1, 0, 1};
inline constexpr double pair_of_modes[12] = {0.25, 1, 2, 0.5, 0.1, 0.4, 0.75, -1, 0, 0.2, 0, 0.3};
inline GaussianMixture two_modes() {
  Eigen::Matrix2d a, b;
  a << 0.5, 0.1, 0.1, 0.4;
  b << 0.2, 0, 0, 0.3;
  return {{{0.25, Point(1, 2), a}, {0.75, Point(-1, 0), b}}};
}
inline fm_trainer_options small() {
  fm_trainer_options o{};
  o.times_scale = 1, o.time_features = 4, o.batch = 8, o.learning_rate = 1e-3, o.seed = 1;
  return o;
}

} // namespace fm::problems
