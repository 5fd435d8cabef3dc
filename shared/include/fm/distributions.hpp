// Where noise and data come from: the 2-D distributions of the lessons, each sampled from a seed.
#pragma once

#include "fm/random.hpp"
#include "fm/require.hpp"
#include "fm/state.hpp"

#include <array>
#include <limits>
#include <numbers>
#include <string_view>

namespace fm {

enum class Distribution { gaussian, uniform, moons, eight_gaussians, ring, checkerboard };

inline constexpr std::array<std::string_view, 6> distribution_names{
    "gaussian", "uniform", "moons", "eight-gaussians", "ring", "checkerboard"};

inline constexpr double uniform_half_width = 3.5; // uniform on [-3.5, 3.5]^2
inline constexpr double moon_radius = 2, moon_noise = 0.1;
inline constexpr double checker_half_width = 3.2; // 4 x 4 squares, the dark ones filled

// `modes` equal Gaussians of one standard deviation on a circle around 0.
struct GaussianRing {
  int modes;
  double radius, stddev;
  std::array<double, 2> mean(int k) const {
    const SinCos angle = sincos_2pi(double(k) / modes);
    return {radius * angle.cos, radius * angle.sin};
  }
};
inline constexpr GaussianRing eight_gaussians_ring{8, 2.5, 0.2}, narrow_ring{16, 3, 0.1};

inline const GaussianRing* gaussian_ring(Distribution kind) {
  if (kind == Distribution::eight_gaussians) return &eight_gaussians_ring;
  return kind == Distribution::ring ? &narrow_ring : nullptr;
}

// One point.
inline std::array<double, 2> sample_point(Distribution kind, Random& random) {
  switch (kind) {
  case Distribution::gaussian: {
    const double x = random.normal();
    return {x, random.normal()};
  }
  case Distribution::uniform: {
    const double x = uniform_half_width * (2 * random.uniform() - 1);
    return {x, uniform_half_width * (2 * random.uniform() - 1)};
  }
  case Distribution::moons: { // two half circles, interlocked and centred on 0, with noise
    const bool lower = random.below(2) == 1;
    const SinCos angle = sincos_2pi(random.uniform() / 2);
    const double x = (lower ? 1 - angle.cos : angle.cos) - 0.5;
    const double y = (lower ? 0.5 - angle.sin : angle.sin) - 0.25;
    const double noise = random.normal();
    return {moon_radius * x + moon_noise * noise, moon_radius * y + moon_noise * random.normal()};
  }
  case Distribution::eight_gaussians:
  case Distribution::ring: {
    const GaussianRing& ring = *gaussian_ring(kind);
    const auto mean = ring.mean(int(random.below(std::uint32_t(ring.modes))));
    const double noise = random.normal();
    return {mean[0] + ring.stddev * noise, mean[1] + ring.stddev * random.normal()};
  }
  case Distribution::checkerboard: {
    const std::uint32_t square = random.below(8), row = square / 2;
    const double column = double(2 * (square % 2) + row % 2), side = checker_half_width / 2;
    const double x = (column + random.uniform()) * side - checker_half_width;
    return {x, (row + random.uniform()) * side - checker_half_width};
  }
  }
  throw Error("unknown distribution");
}

// n points as an n x 2 batch.
template <class S> Batch<S> sample(Distribution kind, Eigen::Index n, Random& random) {
  Batch<S> x(n, 2);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto p = sample_point(kind, random);
    x(i, 0) = S(p[0]);
    x(i, 1) = S(p[1]);
  }
  return x;
}

// Whether log_density is known for it, so that it can be the source of an exact marginal field.
inline bool has_density(Distribution kind) { return kind != Distribution::moons; }

// log p(x), -infinity outside the support. Throws fm::Error where it is not known in closed form.
inline double log_density(Distribution kind, double x, double y) {
  constexpr double log_2pi = 1.8378770664093454836;
  constexpr double never = -std::numeric_limits<double>::infinity();
  const auto inside = [&](double half) { return std::fabs(x) <= half && std::fabs(y) <= half; };
  if (kind == Distribution::gaussian) return -log_2pi - (x * x + y * y) / 2;
  if (kind == Distribution::uniform)
    return inside(uniform_half_width) ? -2 * std::log(2 * uniform_half_width) : never;
  if (kind == Distribution::checkerboard) {
    const double side = checker_half_width / 2;
    const auto cell = [&](double u) { return int(std::floor((u + checker_half_width) / side)); };
    return inside(checker_half_width) && (cell(x) + cell(y)) % 2 == 0 ? -std::log(8 * side * side)
                                                                      : never;
  }
  const GaussianRing* ring = gaussian_ring(kind);
  FM_REQUIRE(ring, "this distribution has no density in closed form: choose another source");
  double best = never, sum = 0;
  for (int pass = 0; pass < 2; ++pass) // log-sum-exp: the largest term first
    for (int k = 0; k < ring->modes; ++k) {
      const auto m = ring->mean(k);
      const double dx = x - m[0], dy = y - m[1], v = ring->stddev * ring->stddev;
      const double term = -log_2pi - std::log(v * ring->modes) - (dx * dx + dy * dy) / (2 * v);
      if (pass == 0)
        best = std::max(best, term);
      else
        sum += std::exp(term - best);
    }
  return best + std::log(sum);
}

} // namespace fm
