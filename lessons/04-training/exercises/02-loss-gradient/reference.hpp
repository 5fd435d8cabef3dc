// One answer: the library's own.
#pragma once

#include "fm/path/loss.hpp"

using Batch = fm::Batch<double>;

inline Batch batch(const std::vector<double>& x) {
  return Eigen::Map<const Batch>(x.data(), 1, Eigen::Index(x.size()));
}

inline double loss(const std::vector<double>& v, const std::vector<double>& u_t) {
  return fm::cfm_loss(batch(v), batch(u_t));
}

inline std::vector<double> loss_gradient(const std::vector<double>& v,
                                         const std::vector<double>& u_t) {
  const Batch g = fm::cfm_loss_gradient(batch(v), batch(u_t));
  return {g.data(), g.data() + g.size()};
}
