// GroupNorm (Wu and He 2018), followed by SiLU, into the padded input of the next convolution.
#pragma once

#include "fm/nn/conv.hpp"

#include <cmath>

namespace fm::nn {

// y = silu((x - mean_g) / sqrt(var_g + 1e-5) * weight + bias), mean and variance over the pixels
// and the channels of each group g. The number of channels is a multiple of the groups.
class GroupNormSilu {
public:
  GroupNormSilu(int groups, std::vector<float> weight, std::vector<float> bias)
      : groups_(groups), weight_(std::move(weight)), bias_(std::move(bias)), sum_(weight_.size()),
        square_(weight_.size()) {
    FM_REQUIRE(groups > 0 && weight_.size() % std::size_t(groups) == 0 &&
                   weight_.size() % std::size_t(quad) == 0,
               "GroupNorm wants whole groups, and a multiple of 4 channels");
  }

  void apply(const Image& x, Padded& y) {
    const auto c = std::ptrdiff_t(weight_.size());
    scale_and_shift(x);
    for (int row = 0; row < x.h; ++row) {
      const float* in = x.row(row);
      float* out = y.pixel_row(row);
      for (std::ptrdiff_t p = 0; p < x.w * c; p += c)
        for (std::ptrdiff_t i = 0; i < c; i += quad) {
          const Quad h = load_as<Quad>(in + p + i) * load_as<Quad>(&sum_[std::size_t(i)]) +
                         load_as<Quad>(&square_[std::size_t(i)]);
          store(out + p + i, h * sigmoid(h));
        }
    }
  }

private:
  using Quad = vector_t<float, quad>;

  // Leaves the factor of each channel in sum_ and its offset in square_. Two passes: the mean
  // first, so that the variance is a sum of squares of small numbers.
  void scale_and_shift(const Image& x) {
    const std::size_t c = weight_.size(), per_group = c / std::size_t(groups_);
    const std::size_t pixels = std::size_t(x.h * x.w);
    const double n = double(pixels * per_group);
    channel_sums(x, sum_, [](Quad v, Quad) { return v; });
    std::vector<float>& mean = square_;
    for (std::size_t g = 0; g < c; g += per_group) {
      double total = 0;
      for (std::size_t i = g; i < g + per_group; ++i) total += double(sum_[i]);
      for (std::size_t i = g; i < g + per_group; ++i) mean[i] = float(total / n);
    }
    channel_sums(x, sum_, [](Quad v, Quad m) { return (v - m) * (v - m); });
    for (std::size_t g = 0; g < c; g += per_group) {
      double total = 0;
      for (std::size_t i = g; i < g + per_group; ++i) total += double(sum_[i]);
      const float inverse = float(1 / std::sqrt(total / n + 1e-5));
      for (std::size_t i = g; i < g + per_group; ++i) {
        sum_[i] = inverse * weight_[i];
        square_[i] = bias_[i] - mean[i] * sum_[i];
      }
    }
  }

  // out[i] = sum over pixels of f(x_i, offset_i); the offsets are read from square_.
  template <class F> void channel_sums(const Image& x, std::vector<float>& out, F&& f) const {
    const auto c = std::ptrdiff_t(weight_.size()), size = std::ptrdiff_t(x.data.size());
    for (std::ptrdiff_t i = 0; i < c; i += quad) {
      Quad sum{};
      const Quad offset = load_as<Quad>(&square_[std::size_t(i)]);
      for (std::ptrdiff_t p = i; p < size; p += c)
        sum += f(load_as<Quad>(x.data.data() + p), offset);
      store(&out[std::size_t(i)], sum);
    }
  }

  int groups_;
  std::vector<float> weight_, bias_, sum_, square_;
};

} // namespace fm::nn
