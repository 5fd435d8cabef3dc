// Rows of squared distances in double, c_ij = |x_i - y_j|^2, as the last stage of an assignment
// reads them: one at a time, in any order, some of them often.
//
// By differences in every dimension: a sum of squares has no cancellation, so each cost is right to
// (d + 2) 2^-53 of itself, however far others lie. (|x|^2 + |y|^2 - 2 x.y would be wrong by 2^-53
// of the norms.)
#pragma once

#include "fm/transport/distance.hpp"

#include <algorithm>
#include <limits>

namespace fm::detail {

class DoubleRows {
public:
  // x: n x d, y: m x d; kept by reference. Nothing is computed before the first row.
  DoubleRows(const Batch<double>& x, const Batch<double>& y)
      : x_(x), y_(y), m_(y.rows()), d_(y.cols()), width_(round_up(m_, panel_width)),
        height_(d_ > few_dimensions ? 4 : 1) {
    // In few dimensions a row is as soon computed as fetched; else as many are kept as fit.
    const std::ptrdiff_t all = (x.rows() + height_ - 1) / height_;
    if (height_ > 1)
      blocks_ = std::clamp<std::ptrdiff_t>(most_kept / (height_ * (width_ + 1)), 1, all + 1);
  }

  // m costs, and +infinity to whole registers; good until the next call.
  const double* operator()(int i) {
    if (holds_.empty()) begin();
    const std::ptrdiff_t block = i / height_, slot = block % blocks_;
    double* rows = kept_.data() + slot * height_ * width_;
    if (holds_[std::size_t(slot)] != block) {
      holds_[std::size_t(slot)] = block;
      const std::ptrdiff_t first = block * height_;
      if (height_ == 4 && first + 4 <= x_.rows())
        fill<4>(first, rows);
      else
        for (std::ptrdiff_t r = first; r < std::min(first + height_, std::ptrdiff_t(x_.rows()));
             ++r)
          fill<1>(r, rows + (r - first) * width_);
    }
    return rows + (i % height_) * width_;
  }

private:
  void begin() {
    packed_y_.resize(std::size_t(d_ * width_));
    pack(
        d_, m_, [&](std::ptrdiff_t k, std::ptrdiff_t j) { return y_(j, k); }, packed_y_.data());
    kept_.resize(std::size_t(blocks_ * height_ * width_));
    holds_.assign(std::size_t(blocks_), -1);
  }
  static constexpr std::ptrdiff_t most_kept = 1 << 24; // doubles: 128 MB

  template <int Rows> void fill(std::ptrdiff_t first, double* out) const {
    using V = lanes_t<double>;
    constexpr std::ptrdiff_t step = 2 * lanes<double>;
    static_assert(panel_width % step == 0);
    for (std::ptrdiff_t j = 0; j < width_; j += step) {
      const double* y = packed_y_.data() + j / panel_width * panel_width * d_ + j % panel_width;
      V sum[Rows][2] = {};
      for (std::ptrdiff_t k = 0; k < d_; ++k, y += panel_width) {
        const V left = load(y), right = load(y + lanes<double>);
        for (int r = 0; r < Rows; ++r) {
          const V x = splat(x_(first + r, k)), a = left - x, b = right - x;
          sum[r][0] += a * a;
          sum[r][1] += b * b;
        }
      }
      for (int r = 0; r < Rows; ++r) {
        store(out + r * width_ + j, sum[r][0]);
        store(out + r * width_ + j + lanes<double>, sum[r][1]);
      }
    }
    for (int r = 0; r < Rows; ++r)
      std::fill(out + r * width_ + m_, out + (r + 1) * width_,
                std::numeric_limits<double>::infinity());
  }

  const Batch<double>&x_, &y_;
  std::ptrdiff_t m_, d_, width_, height_, blocks_ = 1;
  std::vector<double> packed_y_, kept_;
  std::vector<std::ptrdiff_t> holds_;
};

} // namespace fm::detail
