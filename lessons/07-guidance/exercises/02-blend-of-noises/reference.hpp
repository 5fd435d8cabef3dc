// One answer: the library's own.
#pragma once

#include "fm/path/blend.hpp"

#include <vector>

inline std::vector<double> blend(const std::vector<double>& a, const std::vector<double>& b,
                                 double s) {
  using Row = Eigen::RowVectorXd;
  const auto row = [](const std::vector<double>& x) {
    return Row(Eigen::Map<const Row>(x.data(), Eigen::Index(x.size())));
  };
  const Row mixed = fm::blend(row(a), row(b), s, true);
  return {mixed.data(), mixed.data() + mixed.size()};
}
