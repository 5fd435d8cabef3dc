// One answer: the library's own, which also knows planes and more.
#pragma once

#include "fm/transport/coupling.hpp"

#include <vector>

inline std::vector<double> classwise(const std::vector<double>& x_0, const std::vector<double>& x_1,
                                     const std::vector<int>& label) {
  using Column = Eigen::Map<const fm::Batch<double>>;
  const auto n = Eigen::Index(x_0.size());
  const fm::Pairs<double> drawn{Column(x_0.data(), n, 1), Column(x_1.data(), n, 1), label};
  fm::Random unused(0);
  const fm::Pairs<double> sorted = fm::ClasswiseOT{}(drawn, unused);
  return {sorted.x_1.data(), sorted.x_1.data() + n};
}
