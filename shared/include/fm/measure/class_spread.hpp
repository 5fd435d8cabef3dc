// How far apart the points of one class lie: what guidance takes away.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <map>
#include <span>
#include <vector>

namespace fm {

// The mean squared distance of two different points of one class, which is twice the trace of the
// class's unbiased covariance; then the mean over the classes that have two points or more.
// x: n x d; labels: n. Throws fm::Error where no class has two points, or a value is not finite.
template <class S> double class_spread(const Batch<S>& x, std::span<const int> labels) {
  FM_REQUIRE(std::size_t(x.rows()) == labels.size(), "every point has a label");
  FM_REQUIRE(x.allFinite(), "a point has a value that is not finite");
  std::map<int, std::vector<Eigen::Index>> classes;
  for (Eigen::Index i = 0; i < x.rows(); ++i) classes[labels[std::size_t(i)]].push_back(i);
  double sum = 0;
  int counted = 0;
  for (const auto& [label, rows] : classes) {
    if (rows.size() < 2) continue;
    const double n = double(rows.size());
    double squares = 0; // of the distances from the mean
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      double mean = 0;
      for (Eigen::Index i : rows) mean += double(x(i, j)) / n;
      for (Eigen::Index i : rows) squares += (double(x(i, j)) - mean) * (double(x(i, j)) - mean);
    }
    sum += 2 * squares / (n - 1);
    ++counted;
  }
  FM_REQUIRE(counted > 0, "no class has two points: ask for more of each");
  return sum / counted;
}

} // namespace fm
