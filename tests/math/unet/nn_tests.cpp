#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/unet/unet.hpp"

using namespace fm;
using namespace fm::nn;

namespace {
std::vector<float> noise(std::size_t n, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> x(n);
  for (float& v : x) v = float(random.normal());
  return x;
}
Padded padded(int h, int w, int c, const std::vector<float>& x) {
  Padded p(h, w, c);
  for (int y = 0; y < h; ++y) std::copy_n(x.data() + y * w * c, w * c, p.pixel_row(y));
  return p;
}
// x[y][x][c] with zeros outside.
float at(const std::vector<float>& x, int h, int w, int c, int y, int col, int i) {
  return y < 0 || y >= h || col < 0 || col >= w ? 0 : x[std::size_t((y * w + col) * c + i)];
}
constexpr double tolerance = 2e-5; // sums of some hundred float products of size 1
} // namespace

namespace {
// Every output (y, x, o) of a convolution with margin 1, in double; w(o, i, ky, kx).
template <class W>
std::vector<double> convolved(const std::vector<float>& x, int h, int w, int in, int out,
                              int kernel, int stride, W&& weight) {
  std::vector<double> y;
  for (int row = 0; row < h / stride; ++row)
    for (int col = 0; col < w / stride; ++col)
      for (int o = 0; o < out; ++o) {
        double sum = 0;
        for (int i = 0; i < in; ++i)
          for (int ky = 0; ky < kernel; ++ky)
            for (int kx = 0; kx < kernel; ++kx)
              sum += double(weight(o, i, ky, kx)) *
                     double(at(x, h, w, in, row * stride + ky - 1, col * stride + kx - 1, i));
        y.push_back(sum);
      }
  return y;
}

// The largest difference of scale expected + shift (+ before) from y.
double error_of(const Image& y, const std::vector<double>& expected,
                const std::vector<float>& scale, const std::vector<float>& shift,
                const std::vector<float>& before) {
  double worst = 0;
  REQUIRE(y.data.size() == expected.size());
  for (std::size_t k = 0; k < y.data.size(); ++k) {
    const std::size_t o = k % scale.size();
    const double start = before.empty() ? 0. : double(before[k]);
    worst = std::max(worst, std::fabs(double(y.data[k]) - start -
                                      (double(scale[o]) * expected[k] + double(shift[o]))));
  }
  return worst;
}

// What the convolution left are the moments that a pass over its image finds; both are sums of up
// to 3,136 floats, in another order.
void check_moments(const Image& y) {
  Image again(y.h, y.w, y.c);
  again.data = y.data;
  write_moments(again);
  const double n = double(y.h) * y.w;
  for (std::size_t o = 0; o < std::size_t(y.c); ++o) {
    const auto moments = [&](const Image& image) {
      const double mean = double(image.pivot[o]) + double(image.sum[o]) / n,
                   off = mean - double(image.pivot[o]);
      return std::pair{mean, double(image.square[o]) / n - off * off};
    };
    CHECK(moments(y).first == Approx(moments(again).first).epsilon(1e-4).margin(1e-3));
    CHECK(moments(y).second == Approx(moments(again).second).epsilon(1e-4));
  }
}
} // namespace

TEST_CASE("a convolution equals its definition") {
  for (const auto& [in, out] : {std::pair{1, 16}, {16, 16}, {8, 1}}) {
    const int h = 6, w = 10, from = in;
    const auto x = noise(std::size_t(h * w * in), 1), weight = noise(std::size_t(out * in * 9), 2),
               bias = noise(std::size_t(out), 3);
    const Conv conv(in, out, weight, bias);
    Image y(h, w, conv.out_channels());
    conv.apply(padded(h, w, in, x), y);
    const auto expected = convolved(x, h, w, in, out, 3, 1, [&](int o, int i, int ky, int kx) {
      return weight[std::size_t(((o * from + i) * 3 + ky) * 3 + kx)];
    });
    for (std::size_t k = 0; k < expected.size(); ++k) {
      const std::size_t o = k % std::size_t(out), pixel = k / std::size_t(out);
      REQUIRE(double(y.data[pixel * std::size_t(y.c) + o]) ==
              Approx(expected[k] + double(bias[o])).margin(tolerance));
    }
  }
}

TEST_CASE("wide, down and up convolutions equal their definitions, with what is fused to them") {
  struct Shape {
    int h, w, in, out;
    bool add;
  };
  WinogradSpace space;
  // Whole tiles and cut ones, one strip and several, lanes of every width.
  for (const Shape s : {Shape{8, 12, 16, 32, false}, Shape{14, 14, 16, 16, true},
                        Shape{7, 5, 4, 12, true}, Shape{28, 28, 48, 64, false}}) {
    const auto scale = noise(std::size_t(s.out), 3), shift = noise(std::size_t(s.out), 4);
    const auto x = noise(std::size_t(s.h * s.w * s.in), 1);
    const Padded from = padded(s.h, s.w, s.in, x);
    // F(4, 3) is off by 1e-5 of its sums' spread, sqrt(9 in); the largest of thousands of them,
    // times the largest of the scales, is some ten times that.
    const double size = 1e-4 * std::sqrt(9. * s.in);
    {
      const auto weight = noise(std::size_t(s.out * s.in * 9), 2);
      Image y(s.h, s.w, s.out);
      const auto before = y.data = noise(y.data.size(), 5);
      WideConv(s.in, s.out, weight).apply(from, y, {scale.data(), shift.data(), s.add}, space);
      const auto expected =
          convolved(x, s.h, s.w, s.in, s.out, 3, 1, [&](int o, int i, int ky, int kx) {
            return weight[std::size_t(((o * s.in + i) * 3 + ky) * 3 + kx)];
          });
      CHECK(error_of(y, expected, scale, shift, s.add ? before : std::vector<float>{}) < size);
      check_moments(y);
    }
    const auto weight = noise(std::size_t(s.out * s.in * 16), 2);
    if (s.h % 2 == 0 && s.w % 2 == 0) {
      Image y(s.h / 2, s.w / 2, s.out);
      DownConv(s.in, s.out, weight).apply(from, y, {scale.data(), shift.data()}, space);
      const auto expected =
          convolved(x, s.h, s.w, s.in, s.out, 4, 2, [&](int o, int i, int ky, int kx) {
            return weight[std::size_t(((o * s.in + i) * 4 + ky) * 4 + kx)];
          });
      CHECK(error_of(y, expected, scale, shift, {}) < size);
      check_moments(y);
    }
    Image y(2 * s.h, 2 * s.w, s.out);
    const auto before = y.data = noise(y.data.size(), 5);
    UpConv(s.in, s.out, weight).apply(from, y, {scale.data(), shift.data(), s.add}, space);
    // Scatter: input (r, c) adds to outputs 2r - 1 + ky, 2c - 1 + kx.
    std::vector<double> expected(y.data.size(), 0.);
    for (int r = 0; r < s.h; ++r)
      for (int c = 0; c < s.w; ++c)
        for (int ky = 0; ky < 4; ++ky)
          for (int kx = 0; kx < 4; ++kx) {
            const int oy = 2 * r - 1 + ky, ox = 2 * c - 1 + kx;
            if (oy < 0 || oy >= 2 * s.h || ox < 0 || ox >= 2 * s.w) continue;
            for (int i = 0; i < s.in; ++i)
              for (int o = 0; o < s.out; ++o)
                expected[std::size_t((oy * 2 * s.w + ox) * s.out + o)] +=
                    double(x[std::size_t((r * s.w + c) * s.in + i)]) *
                    double(weight[std::size_t(((i * s.out + o) * 4 + ky) * 4 + kx)]);
          }
    CHECK(error_of(y, expected, scale, shift, s.add ? before : std::vector<float>{}) < size);
    check_moments(y);
  }
}

TEST_CASE("GroupNorm: with unit weights each group has mean 0 and variance 1, far from 0 too") {
  const int h = 5, w = 4, c = 16, groups = 4;
  Image x(h, w, c);
  x.data = noise(x.data.size(), 5);
  for (float& v : x.data)
    v = 100 + 3 * v; // cancellation: the variance is a ten-thousandth of the squares
  GroupNormSilu norm(groups, std::vector<float>(c, 1.f), std::vector<float>(c, 0.f));
  Padded y(h, w, c);
  write_moments(x);
  norm.apply(x, y);
  for (int g = 0; g < groups; ++g) {
    double mean = 0, square = 0;
    for (int p = 0; p < h * w; ++p)
      for (int i = 4 * g; i < 4 * g + 4; ++i) mean += double(x.data[std::size_t(p * c + i)]) / 80;
    for (int p = 0; p < h * w; ++p)
      for (int i = 4 * g; i < 4 * g + 4; ++i)
        square += std::pow(double(x.data[std::size_t(p * c + i)]) - mean, 2) / 80;
    for (int p = 0; p < h * w; ++p)
      for (int i = 4 * g; i < 4 * g + 4; ++i) {
        const double z = (double(x.data[std::size_t(p * c + i)]) - mean) / std::sqrt(square + 1e-5);
        REQUIRE(double(y.pixel_row(p / w)[p % w * c + i]) ==
                Approx(z / (1 + std::exp(-z))).margin(1e-4));
      }
  }
}
