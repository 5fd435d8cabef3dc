// The convolutions of the U-Net: y = scale (w * x) + shift over padded images, channels last.
#pragma once

#include "fm/unet/winograd.hpp"

namespace fm::nn {

// 3 x 3, stride 1, margin 1, where one side has few channels. The pixels under one row of the
// filter lie side by side in memory, and the windows of neighbouring outputs overlap: gemm reads
// them in place, with a pixel as its row stride.
//
//   filter row ky under output x:   [x, x + 3) pixels x c channels = one run of 3 c floats
class Conv {
public:
  // weight: out x in x 3 x 3 (torch's order); bias: out.
  Conv(int in, int out, const std::vector<float>& weight, std::vector<float> bias)
      : in_(in), out_(int(round_up(out, quad))), bias_(std::move(bias)) {
    bias_.resize(std::size_t(out_), 0.f);
    const std::ptrdiff_t k = 3 * in;
    packed_.resize(std::size_t(3 * k * round_up(out, panel_width)));
    for (int ky = 0; ky < 3; ++ky)
      pack(
          k, out,
          [&](std::ptrdiff_t p, std::ptrdiff_t o) {
            return weight[std::size_t(((o * in + p % in) * 3 + ky) * 3 + p / in)];
          },
          packed_.data() + ky * k * round_up(out, panel_width));
  }

  int out_channels() const { return out_; } // the outputs rounded up to a multiple of 4

  void apply(const Padded& x, Image& y) const {
    const std::ptrdiff_t k = 3 * in_;
    for (int row = 0; row < y.h; ++row) {
      float* out = y.row(row);
      for (int ky = 0; ky < 3; ++ky)
        gemm(y.w, out_, k, Left<float>{x.padded_row(row + ky), in_, 1},
             packed(packed_.data() + ky * k * round_up(out_, panel_width), k), out, out_,
             ky == 0 ? Start<float>{bias_.data(), 0} : Start<float>{out, out_});
    }
  }

private:
  int in_, out_;
  std::vector<float> packed_, bias_;
};

namespace detail {
inline Pixels<const float> pixels_of(const Padded& x, int y0, int x0, int step) {
  return {x.padded_row(y0) + std::ptrdiff_t(x0) * x.c, step * x.row_size(),
          std::ptrdiff_t(step) * x.c};
}
inline Pixels<float> pixels_of(Image& y, int y0, int x0, int step) {
  return {y.row(y0) + std::ptrdiff_t(x0) * y.c, std::ptrdiff_t(step) * y.w * y.c,
          std::ptrdiff_t(step) * y.c};
}
} // namespace detail

// 3 x 3, stride 1, margin 1.
class WideConv {
public:
  // weight: out x in x 3 x 3 (torch's order); in and out multiples of 4.
  WideConv(int in, int out, const std::vector<float>& weight)
      : filter_(in, out, [&](int o, int i, int ky, int kx) {
          return weight[std::size_t(((o * in + i) * 3 + ky) * 3 + kx)];
        }) {}
  void reserve(int h, int w, WinogradSpace& space) const { filter_.reserve(h, w, space); }

  // x and y of one size. Writes y's moments.
  void apply(const Padded& x, Image& y, const Finish& finish, WinogradSpace& space) const {
    FM_REQUIRE(x.c == filter_.in() && y.c == filter_.out() && x.h == y.h && x.w == y.w,
               "a convolution wants the images it was made for");
    filter_.apply<1>(y.h, y.w, {detail::pixels_of(x, 0, 0, 1)}, detail::pixels_of(y, 0, 0, 1),
                     finish, y, true, space);
  }

private:
  Winograd<Winograd43> filter_;
};

// 4 x 4, stride 2, margin 1. Output r sees rows 2r - 1 .. 2r + 2: two of the even ones of the
// padded image and two of the odd, so it is a 2 x 2 convolution over the four images of every other
// pixel.
class DownConv {
public:
  // weight: out x in x 4 x 4 (torch's order); in and out multiples of 4.
  DownConv(int in, int out, const std::vector<float>& weight)
      : filter_(4 * in, out, [&](int o, int i, int ky, int kx) {
          const int phase = i / in, y = 2 * ky + phase / 2, x = 2 * kx + phase % 2;
          return weight[std::size_t(((o * in + i % in) * 4 + y) * 4 + x)];
        }) {
    FM_REQUIRE(in % quad == 0, "a convolution has multiples of 4 channels");
  }
  void reserve(int h, int w, WinogradSpace& space) const { filter_.reserve(h, w, space); }

  // x: 2h x 2w, y: h x w. Writes y's moments.
  void apply(const Padded& x, Image& y, const Finish& finish, WinogradSpace& space) const {
    FM_REQUIRE(4 * x.c == filter_.in() && y.c == filter_.out() && x.h == 2 * y.h && x.w == 2 * y.w,
               "a convolution wants the images it was made for");
    filter_.apply<4>(y.h, y.w,
                     {detail::pixels_of(x, 0, 0, 2), detail::pixels_of(x, 0, 1, 2),
                      detail::pixels_of(x, 1, 0, 2), detail::pixels_of(x, 1, 1, 2)},
                     detail::pixels_of(y, 0, 0, 1), finish, y, true, space);
  }

private:
  Winograd<Winograd22> filter_;
};

// Transposed convolution 4 x 4, stride 2, margin 1. Each output of phase (py, px) sees 2 x 2
// inputs, so it is four small convolutions, one a phase.
class UpConv {
public:
  // weight: in x out x 4 x 4 (torch's order); in and out multiples of 4.
  UpConv(int in, int out, const std::vector<float>& weight) {
    for (int phase = 0; phase < 4; ++phase)
      filters_.emplace_back(in, out, [&](int o, int i, int ky, int kx) {
        const int y = 3 - phase / 2 - 2 * ky, x = 3 - phase % 2 - 2 * kx;
        return weight[std::size_t(((i * out + o) * 4 + y) * 4 + x)];
      });
  }
  void reserve(int h, int w, WinogradSpace& space) const { filters_[0].reserve(h, w, space); }

  // x: h x w, y: 2h x 2w. Writes y's moments.
  void apply(const Padded& x, Image& y, const Finish& finish, WinogradSpace& space) const {
    FM_REQUIRE(x.c == filters_[0].in() && y.c == filters_[0].out() && 2 * x.h == y.h &&
                   2 * x.w == y.w,
               "a convolution wants the images it was made for");
    for (int phase = 0; phase < 4; ++phase)
      filters_[std::size_t(phase)].apply<1>(
          x.h, x.w, {detail::pixels_of(x, phase / 2, phase % 2, 1)},
          detail::pixels_of(y, phase / 2, phase % 2, 2), finish, y, phase == 0, space);
  }

private:
  std::vector<Winograd<Winograd22>> filters_;
};

} // namespace fm::nn
