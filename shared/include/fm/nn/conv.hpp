// Convolutions as matrix products, without building the matrix.
//
// Images are h x w x c, channels last, with a margin of one pixel of zeros all around. Then the
// pixels under one row of a filter lie side by side in memory, and the windows of neighbouring
// outputs overlap: gemm reads them in place, with the window's step as its row stride.
//
//   filter row ky under output x:   [x, x + kernel) pixels x c channels = one run of kernel * c
//   floats
#pragma once

#include "fm/nn/image.hpp"
#include "fm/require.hpp"

#include <algorithm>
#include <vector>

namespace fm::nn {

// A convolution with margin 1: 3 x 3 stride 1, or 4 x 4 stride 2. (A 3 x 3 from many channels to
// many is quicker as a Winograd.)
class Conv {
public:
  // weight: out x in x kernel x kernel (torch's order); bias: out.
  Conv(int in, int out, int kernel, int stride, const std::vector<float>& weight,
       std::vector<float> bias)
      : in_(in), out_(int(round_up(out, quad))), kernel_(kernel), stride_(stride),
        bias_(std::move(bias)) {
    bias_.resize(std::size_t(out_), 0.f);
    const std::ptrdiff_t k = std::ptrdiff_t(kernel) * in;
    packed_.resize(std::size_t(kernel * k * round_up(out, panel_width)));
    for (int ky = 0; ky < kernel; ++ky)
      pack(
          k, out,
          [&](std::ptrdiff_t p, std::ptrdiff_t o) {
            const std::ptrdiff_t kx = p / in, i = p % in;
            return weight[std::size_t(((o * in + i) * kernel + ky) * kernel + kx)];
          },
          packed_.data() + ky * k * round_up(out, panel_width));
  }

  int out_channels() const { return out_; }

  // y = bias + W * x
  void apply(const Padded& x, Image& y) const {
    const std::ptrdiff_t k = std::ptrdiff_t(kernel_) * in_;
    for (int row = 0; row < y.h; ++row) {
      float* out = y.row(row);
      for (int ky = 0; ky < kernel_; ++ky)
        gemm(y.w, out_, k,
             Left<float>{x.padded_row(row * stride_ + ky), std::ptrdiff_t(stride_) * in_, 1},
             packed(packed_.data() + ky * k * round_up(out_, panel_width), k), out, out_,
             ky == 0 ? Start<float>{bias_.data(), 0} : Start<float>{out, out_});
    }
  }

private:
  int in_, out_, kernel_, stride_;
  std::vector<float> packed_, bias_;
};

// Transposed convolution 4 x 4, stride 2, margin 1: each output pixel of phase (py, px) sees 2 x 2
// inputs, so it is four small convolutions, one a phase.
class UpConv {
public:
  // weight: in x out x 4 x 4 (torch's order); bias: out, a multiple of 4.
  UpConv(int in, int out, const std::vector<float>& weight, std::vector<float> bias)
      : in_(in), out_(out), bias_(std::move(bias)) {
    FM_REQUIRE(out % quad == 0, "an up-convolution has a multiple of 4 output channels");
    const std::ptrdiff_t k = 2 * in, size = k * round_up(out, panel_width);
    packed_.resize(std::size_t(8 * size));
    for (int py = 0; py < 2; ++py)
      for (int px = 0; px < 2; ++px)
        for (int j = 0; j < 2; ++j)
          pack(
              k, out,
              [&](std::ptrdiff_t p, std::ptrdiff_t o) {
                const std::ptrdiff_t ky = 3 - py - 2 * j, kx = 3 - px - 2 * (p / in), i = p % in;
                return weight[std::size_t(((i * out + o) * 4 + ky) * 4 + kx)];
              },
              packed_.data() + ((py * 2 + px) * 2 + j) * size);
  }

  // x: h x w, y: 2h x 2w.
  void apply(const Padded& x, Image& y) const {
    const std::ptrdiff_t k = 2 * in_, size = k * round_up(out_, panel_width);
    for (int row = 0; row < y.h; ++row) {
      const int py = row % 2;
      for (int px = 0; px < 2; ++px)
        for (int j = 0; j < 2; ++j)
          gemm(x.w, out_, k, Left<float>{x.padded_row(row / 2 + py + j) + px * in_, in_, 1},
               packed(packed_.data() + ((py * 2 + px) * 2 + j) * size, k), y.row(row) + px * out_,
               2 * std::ptrdiff_t(out_),
               j == 0 ? Start<float>{bias_.data(), 0}
                      : Start<float>{y.row(row) + px * out_, 2 * std::ptrdiff_t(out_)});
    }
  }

private:
  int in_, out_;
  std::vector<float> packed_, bias_;
};

} // namespace fm::nn
