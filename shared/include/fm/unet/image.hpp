// Images of float channels, channels last: with a margin of zeros to convolve over, and without.
#pragma once

#include "fm/net/gemm.hpp"

#include <cstddef>
#include <vector>

namespace fm::nn {

// h x w x c floats with one pixel of zeros around them, and more to the right and below, up to
// whole tiles of 4 x 4 pixels.
struct Padded {
  Padded(int height, int width, int channels)
      : h(height), w(width), c(channels), row_pixels(int(round_up(width, 4)) + 2),
        data(std::size_t((int(round_up(height, 4)) + 2) * row_pixels * channels), 0.f) {}
  int h, w, c, row_pixels;
  std::vector<float> data;

  std::ptrdiff_t row_size() const { return std::ptrdiff_t(row_pixels) * c; }
  const float* padded_row(int y) const { return data.data() + y * row_size(); }
  float* pixel_row(int y) { return data.data() + (y + 1) * row_size() + c; }
};

// h x w x c floats, no margin; c a multiple of 4, as the kernels want it. What writes the image may
// leave the moments of its channels too, for the GroupNorm that follows.
struct Image {
  Image(int height, int width, int channels)
      : h(height), w(width), c(channels), data(std::size_t(height * width * channels)),
        pivot(std::size_t(channels)), sum(pivot), square(pivot) {}
  int h, w, c;
  std::vector<float> data;
  // Of each channel: a value near its mean, and over the pixels sum(x - pivot), sum (x - pivot)^2.
  std::vector<float> pivot, sum, square;

  float* row(int y) { return data.data() + std::ptrdiff_t(y) * w * c; }
  const float* row(int y) const { return data.data() + std::ptrdiff_t(y) * w * c; }
};

// Images as torch keeps them, one channel after the other: to y, and the first channels of x.
inline void channels_last(const float* x, Padded& y) {
  for (int k = 0; k < y.c; ++k)
    for (int row = 0; row < y.h; ++row) {
      float* out = y.pixel_row(row) + k;
      for (int column = 0; column < y.w; ++column) out[column * y.c] = *x++;
    }
}
inline void channels_first(const Image& x, int channels, float* y) {
  for (int k = 0; k < channels; ++k)
    for (int i = 0; i < x.h * x.w; ++i) *y++ = x.data[std::size_t(i * x.c + k)];
}

// Calls f with a vector type that fits into c channels: the machine's own, or four floats.
template <class F> void with_lanes(int c, F&& f) {
  if (c % lanes<float> == 0)
    f(lanes_t<float>{});
  else
    f(vector_t<float, quad>{});
}

// The pivots are the first pixel: one subtraction, and no cancellation however far the mean is.
inline void write_moments(Image& x) {
  with_lanes(x.c, [&](auto zero) {
    using V = decltype(zero);
    const std::ptrdiff_t width = sizeof(V) / sizeof(float), size = std::ptrdiff_t(x.data.size());
    for (std::ptrdiff_t i = 0; i < x.c; i += width) {
      const V pivot = load_as<V>(&x.data[std::size_t(i)]);
      V sum{}, square{};
      for (std::ptrdiff_t p = i; p < size; p += x.c) {
        const V d = load_as<V>(&x.data[std::size_t(p)]) - pivot;
        sum += d, square += d * d;
      }
      store(&x.pivot[std::size_t(i)], pivot);
      store(&x.sum[std::size_t(i)], sum);
      store(&x.square[std::size_t(i)], square);
    }
  });
}

} // namespace fm::nn
