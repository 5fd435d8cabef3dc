// Convolutions by Winograd's minimal filtering F(m x m, r x r) (Lavin and Gray 2016, sec. 4): of
// the m x m outputs of an r x r filter, at once, with (m + r - 1)^2 products where the definition
// takes m^2 r^2. For m = 4, r = 3:
//
//   6 x 6 pixels, overlapping by 2    V = B^T d B             additions, all channels at once
//   36 places (i, j)                  M_ij = V_ij W_ij        gemm: tiles x in by in x out
//   4 x 4 outputs                     y = A^T M A             additions, then what comes after
//
// A, B, and G of W = G w G^T interpolate polynomials at a few points and infinity.
#pragma once

#include "fm/base/require.hpp"
#include "fm/unet/image.hpp"

#include <algorithm>
#include <array>

namespace fm::nn {

// F(4, 3), at 0, 1, -1, 2, -2 and infinity: a quarter of the products. In single precision the
// result is off by some 1e-5 of its own size.
struct Winograd43 {
  static constexpr int outputs = 4, taps = 3, inputs = 6;
  static constexpr double g[inputs][taps] = {{1. / 4, 0, 0},
                                             {-1. / 6, -1. / 6, -1. / 6},
                                             {-1. / 6, 1. / 6, -1. / 6},
                                             {1. / 24, 1. / 12, 1. / 6},
                                             {1. / 24, -1. / 12, 1. / 6},
                                             {0, 0, 1}};
  template <class V> static std::array<V, inputs> input(const std::array<V, inputs>& d) {
    const V a = d[4] - 4.f * d[2], b = d[3] - 4.f * d[1], c = d[4] - d[2], e = 2.f * (d[3] - d[1]);
    return {4.f * d[0] - 5.f * d[2] + d[4], a + b, a - b, c + e, c - e,
            4.f * d[1] - 5.f * d[3] + d[5]};
  }
  template <class V> static std::array<V, outputs> output(const std::array<V, inputs>& m) {
    const V p = m[1] + m[2], q = m[1] - m[2], r = m[3] + m[4], s = m[3] - m[4];
    return {m[0] + p + r, q + 2.f * s, p + 4.f * r, q + 8.f * s + m[5]};
  }
};

// F(2, 2), at 0, 1 and infinity: 9 products for 16.
struct Winograd22 {
  static constexpr int outputs = 2, taps = 2, inputs = 3;
  static constexpr double g[inputs][taps] = {{1, 0}, {1, 1}, {0, 1}};
  template <class V> static std::array<V, inputs> input(const std::array<V, inputs>& d) {
    return {d[0] - d[1], d[1], d[2] - d[1]};
  }
  template <class V> static std::array<V, outputs> output(const std::array<V, inputs>& m) {
    return {m[0] + m[1], m[1] + m[2]};
  }
};

// Where the transformed tiles of one image lie; shared by all convolutions, which come in turn.
struct WinogradSpace {
  std::vector<float> v, m;
};

// Pixels in memory: the first, and how far it is to the next row and to the next pixel.
template <class Float> struct Pixels {
  Float* data;
  std::ptrdiff_t row, pixel;
  Pixels at(int y, int x) const { return {data + y * row + x * pixel, row, pixel}; }
};

// What follows a convolution, channel by channel: y <- scale (w * x) + shift, with `add` y + that.
struct Finish {
  const float *scale, *shift;
  bool add = false;
};

// The filter of one convolution, transformed, and the three steps for images of h x w outputs.
template <class F> class Winograd {
public:
  // weight(o, i, ky, kx): a tap of the filter from input channel i to output channel o, each
  // number of them a multiple of 4.
  template <class Weight> Winograd(int in, int out, Weight&& weight) : in_(in), out_(out) {
    FM_REQUIRE(in % quad == 0 && out % quad == 0, "a Winograd convolution has multiples of 4");
    place_size_ = std::ptrdiff_t(in) * round_up(out, panel_width);
    packed_.resize(std::size_t(places * place_size_));
    for (int a = 0; a < F::inputs; ++a)
      for (int b = 0; b < F::inputs; ++b)
        pack(
            in, out,
            [&](std::ptrdiff_t i, std::ptrdiff_t o) {
              double sum = 0; // (G w G^T)_ab
              for (int ky = 0; ky < F::taps; ++ky)
                for (int kx = 0; kx < F::taps; ++kx)
                  sum += F::g[a][ky] * double(weight(int(o), int(i), ky, kx)) * F::g[b][kx];
              return float(sum);
            },
            packed_.data() + (a * F::inputs + b) * place_size_);
  }

  int in() const { return in_; }
  int out() const { return out_; }

  // Room in `space` for h x w outputs.
  void reserve(int h, int w, WinogradSpace& space) const {
    const Strips s = strips(h, w);
    const auto room = [&](int channels) {
      return std::size_t(places * apart(s.rows * s.across, channels));
    };
    space.v.resize(std::max(space.v.size(), room(in_)));
    space.m.resize(std::max(space.m.size(), room(out_)));
  }

  // h x w outputs into y, and the moments of y's channels into `moments`, which goes on with those
  // of other pixels unless `begin`. x holds `phases` images of in / phases channels, each from its
  // own first pixel, one tap and an edge of zeros included.
  template <std::size_t phases>
  void apply(int h, int w, const std::array<Pixels<const float>, phases>& x, const Pixels<float>& y,
             const Finish& finish, Image& moments, bool begin, WinogradSpace& space) const {
    reserve(h, w, space);
    const Strips s = strips(h, w);
    const int channels = in_ / int(phases);
    for (int top = 0; top < s.down; top += s.rows) {
      const int tiles = std::min(s.rows, s.down - top) * s.across;
      const auto row = [&](int t) { return (top + t / s.across) * F::outputs; };
      const auto col = [&](int t) { return t % s.across * F::outputs; };
      with_lanes(channels, [&](auto zero) {
        for (int t = 0; t < tiles; ++t)
          for (std::size_t k = 0; k < phases; ++k)
            take<decltype(zero)>(x[k].at(row(t), col(t)), channels,
                                 space.v.data() + std::ptrdiff_t(t) * in_ + int(k) * channels,
                                 apart(tiles, in_));
      });
      for (std::ptrdiff_t p = 0; p < places; ++p)
        gemm(tiles, out_, in_, Left<float>{space.v.data() + p * apart(tiles, in_), in_, 1},
             packed(packed_.data() + p * place_size_, in_), space.m.data() + p * apart(tiles, out_),
             out_, false);
      with_lanes(out_, [&](auto zero) {
        for (int t = 0; t < tiles; ++t)
          give<decltype(zero)>(space.m.data() + std::ptrdiff_t(t) * out_, apart(tiles, out_),
                               y.at(row(t), col(t)), std::min(F::outputs, h - row(t)),
                               std::min(F::outputs, w - col(t)), finish, moments,
                               begin && top == 0 && t == 0);
      });
    }
  }

private:
  static constexpr int places = F::inputs * F::inputs;
  // The outputs in tiles, and how many rows of them go together: V and M should stay in the second
  // cache.
  static constexpr int cached_floats = 160000;
  struct Strips {
    int across, down, rows;
  };
  Strips strips(int h, int w) const {
    const int across = (w + F::outputs - 1) / F::outputs, down = (h + F::outputs - 1) / F::outputs,
              fit = std::max(1, cached_floats / (places * (in_ + out_) * across)),
              count = (down + fit - 1) / fit;
    return {across, down, (down + count - 1) / count};
  }

  // From one place to the next: a line of the cache more than the tiles, because all places of a
  // tile would share a few slots of the cache if they lay a power of two apart.
  static std::ptrdiff_t apart(int tiles, int channels) {
    return std::ptrdiff_t(tiles) * channels + 16;
  }

  // B^T d B of one tile.
  template <class V>
  static void take(const Pixels<const float>& x, int channels, float* v, std::ptrdiff_t next) {
    for (std::ptrdiff_t i = 0; i < channels; i += std::ptrdiff_t(sizeof(V) / sizeof(float))) {
      std::array<std::array<V, F::inputs>, F::inputs> columns;
      for (std::size_t a = 0; a < F::inputs; ++a) {
        std::array<V, F::inputs> d;
        for (std::size_t b = 0; b < F::inputs; ++b)
          d[b] = load_as<V>(x.data + std::ptrdiff_t(b) * x.row + std::ptrdiff_t(a) * x.pixel + i);
        columns[a] = F::input(d);
      }
      for (std::size_t b = 0; b < F::inputs; ++b) {
        std::array<V, F::inputs> d;
        for (std::size_t a = 0; a < F::inputs; ++a) d[a] = columns[a][b];
        d = F::input(d);
        for (std::size_t a = 0; a < F::inputs; ++a)
          store(v + std::ptrdiff_t(b * F::inputs + a) * next + i, d[a]);
      }
    }
  }

  // A^T m A of one tile, and what follows, into those of its pixels that lie in the image.
  template <class V>
  void give(const float* m, std::ptrdiff_t next, const Pixels<float>& y, int high, int wide,
            const Finish& finish, Image& moments, bool begin) const {
    for (std::ptrdiff_t o = 0; o < out_; o += std::ptrdiff_t(sizeof(V) / sizeof(float))) {
      std::array<std::array<V, F::outputs>, F::inputs> columns;
      for (std::size_t a = 0; a < F::inputs; ++a) {
        std::array<V, F::inputs> d;
        for (std::size_t b = 0; b < F::inputs; ++b)
          d[b] = load_as<V>(m + std::ptrdiff_t(b * F::inputs + a) * next + o);
        columns[a] = F::output(d);
      }
      const V scale = load_as<V>(finish.scale + o), shift = load_as<V>(finish.shift + o);
      const std::size_t channel = std::size_t(o);
      V pivot = begin ? V{} : load_as<V>(&moments.pivot[channel]);
      V sum = begin ? V{} : load_as<V>(&moments.sum[channel]);
      V square = begin ? V{} : load_as<V>(&moments.square[channel]);
      for (std::size_t b = 0; b < std::size_t(high); ++b) {
        std::array<V, F::inputs> d;
        for (std::size_t a = 0; a < F::inputs; ++a) d[a] = columns[a][b];
        const auto pixels = F::output(d);
        float* at = y.data + std::ptrdiff_t(b) * y.row + o;
        for (std::size_t a = 0; a < std::size_t(wide); ++a, at += y.pixel) {
          V value = pixels[a] * scale + shift;
          if (finish.add) value += load_as<V>(at);
          store(at, value);
          if (begin && a == 0 && b == 0) pivot = value; // any value near the mean will do
          const V from_pivot = value - pivot;
          sum += from_pivot, square += from_pivot * from_pivot;
        }
      }
      store(&moments.pivot[channel], pivot);
      store(&moments.sum[channel], sum);
      store(&moments.square[channel], square);
    }
  }

  int in_, out_;
  std::ptrdiff_t place_size_;
  std::vector<float> packed_;
};

} // namespace fm::nn
