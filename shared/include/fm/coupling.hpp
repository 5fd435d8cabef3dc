// Couplings: which noise is paired with which data.
#pragma once

#include "fm/distributions.hpp"

namespace fm {

template <class S> struct Pairs {
  Batch<S> x_0, x_1; // n x 2 each; row i of one belongs to row i of the other
};

// The independent coupling p(x_0) p(x_1): the source drawn anew, a row of `data` with replacement.
// Throws fm::Error when the data set is empty.
template <class S>
Pairs<S> draw_pairs(const Batch<S>& data, Distribution source, Eigen::Index n, Random& random) {
  FM_REQUIRE(data.rows() >= 1, "the data set is empty");
  Pairs<S> pairs{sample<S>(source, n, random), Batch<S>(n, data.cols())};
  for (Eigen::Index i = 0; i < n; ++i)
    pairs.x_1.row(i) = data.row(Eigen::Index(random.below(std::uint32_t(data.rows()))));
  return pairs;
}

} // namespace fm
