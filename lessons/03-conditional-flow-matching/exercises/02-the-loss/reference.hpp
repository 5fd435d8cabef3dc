// One answer: the library's own.
#pragma once

#include "fm/path/loss.hpp"

#include <vector>

inline double cfm_loss(const std::vector<double>& v, const std::vector<double>& u_t) {
  using Row = Eigen::Map<const fm::Batch<double>>;
  const auto n = Eigen::Index(v.size());
  return fm::cfm_loss<fm::Batch<double>>(Row(v.data(), 1, n), Row(u_t.data(), 1, n));
}
