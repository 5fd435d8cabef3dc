// GroupNorm (Wu and He 2018), followed by SiLU, into the padded input of the next convolution.
#pragma once

#include "fm/base/require.hpp"
#include "fm/unet/image.hpp"

#include <cmath>

namespace fm::nn {

// y = silu((x - mean_g) / sqrt(var_g + 1e-5) * weight + bias), mean and variance over the pixels
// and the channels of each group g. The number of channels is a multiple of the groups.
class GroupNormSilu {
public:
  GroupNormSilu(int groups, std::vector<float> weight, std::vector<float> bias)
      : groups_(groups), weight_(std::move(weight)), bias_(std::move(bias)), scale_(weight_.size()),
        shift_(weight_.size()) {
    FM_REQUIRE(groups > 0 && weight_.size() % std::size_t(groups) == 0 &&
                   weight_.size() % std::size_t(quad) == 0,
               "GroupNorm wants whole groups, and a multiple of 4 channels");
  }

  // x with its moments written.
  void apply(const Image& x, Padded& y) {
    scale_and_shift(x);
    with_lanes(x.c, [&](auto zero) {
      using V = decltype(zero);
      for (int row = 0; row < x.h; ++row) {
        const float* in = x.row(row);
        float* out = y.pixel_row(row);
        for (std::ptrdiff_t p = 0; p < std::ptrdiff_t(x.w) * x.c; p += x.c)
          for (std::ptrdiff_t i = 0; i < x.c; i += std::ptrdiff_t(sizeof(V) / sizeof(float))) {
            const V h = load_as<V>(in + p + i) * load_as<V>(&scale_[std::size_t(i)]) +
                        load_as<V>(&shift_[std::size_t(i)]);
            store(out + p + i, V(h * sigmoid(h)));
          }
      }
    });
  }

private:
  // From the moments of the channels to the mean and variance of their group, in double.
  void scale_and_shift(const Image& x) {
    const std::size_t c = weight_.size(), per_group = c / std::size_t(groups_);
    const double pixels = double(x.h) * x.w, n = pixels * double(per_group);
    for (std::size_t g = 0; g < c; g += per_group) {
      const double pivot = double(x.pivot[g]);
      double sum = 0, square = 0; // of x - pivot over the group
      for (std::size_t i = g; i < g + per_group; ++i) {
        const double off = double(x.pivot[i]) - pivot;
        sum += double(x.sum[i]) + pixels * off;
        square += double(x.square[i]) + 2 * off * double(x.sum[i]) + pixels * off * off;
      }
      const double mean = pivot + sum / n, variance = (square - sum * sum / n) / n;
      const double inverse = 1 / std::sqrt(std::max(variance, 0.) + 1e-5);
      for (std::size_t i = g; i < g + per_group; ++i) {
        scale_[i] = float(inverse * double(weight_[i]));
        shift_[i] = float(double(bias_[i]) - mean * inverse * double(weight_[i]));
      }
    }
  }

  int groups_;
  std::vector<float> weight_, bias_, scale_, shift_;
};

} // namespace fm::nn
