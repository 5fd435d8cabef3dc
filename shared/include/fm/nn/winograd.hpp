// 3 x 3 convolution, stride 1, margin 1, by Winograd's minimal filtering F(4 x 4, 3 x 3) (Lavin and
// Gray 2016, sec. 4): 36 products make 16 outputs, where the definition takes 144.
//
//   6 x 6 pixels, overlapping by 2    V = B^T d B             additions, all channels at once
//   36 places (i, j)                  M_ij = V_ij W_ij        gemm: tiles x in by in x out
//   4 x 4 outputs                     y = A^T M A             additions, then what comes after
//
// A, B, and G of W = G w G^T interpolate polynomials at 0, 1, -1, 2, -2 and infinity. In single
// precision the result is off by some 1e-5 of its own size.
#pragma once

#include "fm/nn/image.hpp"
#include "fm/require.hpp"

#include <algorithm>
#include <array>

namespace fm::nn {

namespace winograd {

inline constexpr int outputs = 4, inputs = 6, places = inputs * inputs;

// W = G w G^T of one 3 x 3 filter, in double, once when the network is loaded.
inline std::array<double, places> filter(const std::array<double, 9>& w) {
  constexpr double g[inputs][3] = {{1. / 4, 0, 0},
                                   {-1. / 6, -1. / 6, -1. / 6},
                                   {-1. / 6, 1. / 6, -1. / 6},
                                   {1. / 24, 1. / 12, 1. / 6},
                                   {1. / 24, -1. / 12, 1. / 6},
                                   {0, 0, 1}};
  std::array<double, places> out{};
  for (std::size_t i = 0; i < inputs; ++i)
    for (std::size_t j = 0; j < inputs; ++j)
      for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b) out[i * inputs + j] += g[i][a] * w[a * 3 + b] * g[j][b];
  return out;
}

// One column (or row) of B^T d.
template <class V> inline std::array<V, inputs> input(const std::array<V, inputs>& d) {
  const V a = d[4] - 4.f * d[2], b = d[3] - 4.f * d[1], c = d[4] - d[2], e = 2.f * (d[3] - d[1]);
  return {4.f * d[0] - 5.f * d[2] + d[4], a + b, a - b, c + e, c - e,
          4.f * d[1] - 5.f * d[3] + d[5]};
}

// One column (or row) of A^T m.
template <class V> inline std::array<V, outputs> output(const std::array<V, inputs>& m) {
  const V p = m[1] + m[2], q = m[1] - m[2], r = m[3] + m[4], s = m[3] - m[4];
  return {m[0] + p + r, q + 2.f * s, p + 4.f * r, q + 8.f * s + m[5]};
}

} // namespace winograd

// Where the transformed tiles of one image lie; shared by all convolutions, which come in turn.
struct WinogradSpace {
  std::vector<float> v, m;
};

class Winograd {
public:
  // weight: out x in x 3 x 3 (torch's order). in and out are multiples of 4.
  Winograd(int in, int out, const std::vector<float>& weight) : in_(in), out_(out) {
    using namespace winograd;
    FM_REQUIRE(in % quad == 0 && out % quad == 0, "a Winograd convolution has multiples of 4");
    place_size_ = std::ptrdiff_t(in) * round_up(out, panel_width);
    packed_.resize(std::size_t(places * place_size_));
    std::vector<float> transformed(std::size_t(places * in * out));
    for (std::size_t k = 0; k < std::size_t(in * out); ++k) {
      std::array<double, 9> w{};
      for (std::size_t tap = 0; tap < 9; ++tap) w[tap] = double(weight[k * 9 + tap]);
      const auto at_places = filter(w);
      for (std::size_t p = 0; p < places; ++p)
        transformed[p * std::size_t(in * out) + k] = float(at_places[p]);
    }
    for (std::ptrdiff_t p = 0; p < places; ++p)
      pack(
          in, out,
          [&](std::ptrdiff_t i, std::ptrdiff_t o) {
            return transformed[std::size_t((p * out + o) * in + i)];
          },
          packed_.data() + p * place_size_);
  }

  // Room in `space` for images of h x w.
  void reserve(int h, int w, WinogradSpace& space) const {
    const Strips s = strips(h, w);
    const auto room = [&](int channels) {
      return std::size_t(winograd::places * apart(s.rows * s.across, channels));
    };
    space.v.resize(std::max(space.v.size(), room(in_)));
    space.m.resize(std::max(space.m.size(), room(out_)));
  }

  // y <- scale (w * x) + shift, channel by channel, with `add` y <- y + that; and y's moments.
  void apply(const Padded& x, Image& y, const float* scale, const float* shift, bool add,
             WinogradSpace& space) const {
    FM_REQUIRE(x.c == in_ && y.c == out_ && x.h == y.h && x.w == y.w,
               "a convolution wants the images it was made for");
    reserve(y.h, y.w, space);
    const auto [across, down, rows] = strips(y.h, y.w);
    for (int first = 0; first < down; first += rows) {
      const int tiles = std::min(rows, down - first) * across, columns = across, top = first;
      with_lanes(in_, [&](auto zero) {
        for (int t = 0; t < tiles; ++t)
          take<decltype(zero)>(x, top + t / columns, t % columns, t, tiles, space.v.data());
      });
      for (std::ptrdiff_t p = 0; p < winograd::places; ++p)
        gemm(tiles, out_, in_, Left<float>{space.v.data() + p * apart(tiles, in_), in_, 1},
             packed(packed_.data() + p * place_size_, in_), space.m.data() + p * apart(tiles, out_),
             out_, false);
      with_lanes(out_, [&](auto zero) {
        for (int t = 0; t < tiles; ++t)
          give<decltype(zero)>(space.m.data(), t, tiles, y, top + t / columns, t % columns, scale,
                               shift, add);
      });
    }
  }

private:
  // The image in tiles, and how many rows of them go together: V and M should stay in the second
  // cache.
  static constexpr int cached_floats = 160000;
  struct Strips {
    int across, down, rows;
  };
  Strips strips(int h, int w) const {
    const int across = int(round_up(w, winograd::outputs)) / winograd::outputs,
              down = int(round_up(h, winograd::outputs)) / winograd::outputs,
              fit = std::max(1, cached_floats / (winograd::places * (in_ + out_) * across)),
              count = (down + fit - 1) / fit;
    return {across, down, (down + count - 1) / count};
  }

  // From one place to the next: a line of the cache more than the tiles, because all places of a
  // tile would share a few slots of the cache if they lay a power of two apart.
  static std::ptrdiff_t apart(int tiles, int channels) {
    return std::ptrdiff_t(tiles) * channels + 16;
  }

  // Tile `tile` of `tiles`, from the pixels at (row, col) in tiles: its 36 places into v.
  template <class V>
  void take(const Padded& x, int row, int col, int tile, int tiles, float* v) const {
    using namespace winograd;
    const std::ptrdiff_t next = apart(tiles, in_);
    const float* from = x.padded_row(row * outputs) + std::ptrdiff_t(col) * outputs * in_;
    float* to = v + std::ptrdiff_t(tile) * in_;
    for (std::ptrdiff_t i = 0; i < in_; i += std::ptrdiff_t(sizeof(V) / sizeof(float))) {
      std::array<std::array<V, inputs>, inputs> columns;
      for (std::size_t a = 0; a < inputs; ++a) {
        std::array<V, inputs> d;
        for (std::size_t b = 0; b < inputs; ++b)
          d[b] = load_as<V>(from + std::ptrdiff_t(b) * x.row_size() + std::ptrdiff_t(a) * in_ + i);
        columns[a] = input(d);
      }
      for (std::size_t b = 0; b < inputs; ++b) {
        std::array<V, inputs> d;
        for (std::size_t a = 0; a < inputs; ++a) d[a] = columns[a][b];
        d = input(d);
        for (std::size_t a = 0; a < inputs; ++a)
          store(to + std::ptrdiff_t(b * inputs + a) * next + i, d[a]);
      }
    }
  }

  // Back from m to those of the tile's pixels that lie in the image. The first tile sets the pivots
  // of the moments.
  template <class V>
  void give(const float* m, int tile, int tiles, Image& y, int row, int col, const float* scale,
            const float* shift, bool add) const {
    using namespace winograd;
    const std::ptrdiff_t next = apart(tiles, out_);
    const float* from = m + std::ptrdiff_t(tile) * out_;
    const std::size_t high = std::size_t(std::min(outputs, y.h - row * outputs)),
                      wide = std::size_t(std::min(outputs, y.w - col * outputs));
    float* to = y.row(row * outputs) + std::ptrdiff_t(col) * outputs * out_;
    const std::ptrdiff_t row_size = std::ptrdiff_t(y.w) * out_;
    for (std::ptrdiff_t o = 0; o < out_; o += std::ptrdiff_t(sizeof(V) / sizeof(float))) {
      std::array<std::array<V, outputs>, inputs> columns;
      for (std::size_t a = 0; a < inputs; ++a) {
        std::array<V, inputs> d;
        for (std::size_t b = 0; b < inputs; ++b)
          d[b] = load_as<V>(from + std::ptrdiff_t(b * inputs + a) * next + o);
        columns[a] = output(d);
      }
      const V by = load_as<V>(scale + o), plus = load_as<V>(shift + o);
      const bool begins = row == 0 && col == 0;
      V pivot = begins ? V{} : load_as<V>(&y.pivot[std::size_t(o)]);
      V sum = begins ? V{} : load_as<V>(&y.sum[std::size_t(o)]);
      V square = begins ? V{} : load_as<V>(&y.square[std::size_t(o)]);
      for (std::size_t b = 0; b < high; ++b) {
        std::array<V, inputs> d;
        for (std::size_t a = 0; a < inputs; ++a) d[a] = columns[a][b];
        const auto pixels = output(d);
        float* at = to + std::ptrdiff_t(b) * row_size + o;
        for (std::size_t a = 0; a < wide; ++a, at += out_) {
          V value = pixels[a] * by + plus;
          if (add) value += load_as<V>(at);
          store(at, value);
          if (begins && a == 0 && b == 0) pivot = value;
          const V from_pivot = value - pivot;
          sum += from_pivot, square += from_pivot * from_pivot;
        }
      }
      store(&y.pivot[std::size_t(o)], pivot);
      store(&y.sum[std::size_t(o)], sum);
      store(&y.square[std::size_t(o)], square);
    }
  }

  int in_, out_;
  std::ptrdiff_t place_size_;
  std::vector<float> packed_;
};

} // namespace fm::nn
