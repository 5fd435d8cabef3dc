// The marginal field seen through samples: the mean velocity of all pairs that fall into one
// square.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

namespace fm {

struct BinAverage {
  Batch<float> mean;     // bins^2 x 2, row by row from the lower left
  Eigen::ArrayXf counts; // bins^2
};

namespace detail {
inline void require_bins(int bins, double half_width) {
  FM_REQUIRE(bins >= 1 && bins <= 512, "the number of bins lies in 1 .. 512");
  FM_REQUIRE(half_width > 0 && std::isfinite(half_width), "the half width must be positive");
}
} // namespace detail

// The centres of bins x bins squares that tile [-half_width, half_width]^2: bins^2 x 2.
inline Batch<float> bin_centres(int bins, double half_width) {
  detail::require_bins(bins, half_width);
  const auto at = [&](int i) { return float((i + 0.5) * (2 * half_width / bins) - half_width); };
  Batch<float> x(bins * bins, 2);
  for (int row = 0; row < bins; ++row)
    for (int column = 0; column < bins; ++column) x.row(row * bins + column) << at(column), at(row);
  return x;
}

// x, u: n x 2. The squares tile [-half_width, half_width]^2; points outside are left out. The mean
// of an empty square is 0.
inline BinAverage bin_average(const Batch<float>& x, const Batch<float>& u, int bins,
                              double half_width) {
  detail::require_bins(bins, half_width);
  FM_REQUIRE(x.cols() == 2 && u.cols() == 2 && x.rows() == u.rows(),
             "an average over squares has one velocity of the plane a point");
  BinAverage out{Batch<float>::Zero(bins * bins, 2), Eigen::ArrayXf::Zero(bins * bins)};
  const auto cell = [&](float v) {
    const double place = std::floor((double(v) / half_width + 1) / 2 * bins);
    return std::min(Eigen::Index(bins - 1), Eigen::Index(place)); // rounding can reach the border
  };
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    if (!(std::fabs(x(i, 0)) < half_width && std::fabs(x(i, 1)) < half_width)) continue;
    const Eigen::Index at = cell(x(i, 1)) * bins + cell(x(i, 0));
    out.mean.row(at) += u.row(i);
    ++out.counts[at];
  }
  for (Eigen::Index at = 0; at < out.counts.size(); ++at)
    if (out.counts[at] > 0) out.mean.row(at) /= out.counts[at];
  return out;
}

} // namespace fm
