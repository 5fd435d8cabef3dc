// Where noise and data come from: the 2-D distributions of the lessons, each sampled from a seed.
#pragma once

#include "fm/base/simd.hpp"
#include "fm/data/gaussian_mixture.hpp"

#include <numbers>
#include <string_view>

namespace fm {

enum class Distribution {
  gaussian,
  uniform,
  moons,
  eight_gaussians,
  ring,
  checkerboard,
  spirals,
  swiss_roll,
  pinwheel,
  circles,
  s_curve
};

inline constexpr std::array<std::string_view, 11> distribution_names{
    "gaussian", "uniform",    "moons",    "eight-gaussians", "ring",   "checkerboard",
    "spirals",  "swiss-roll", "pinwheel", "circles",         "s-curve"};

inline constexpr double uniform_half_width = 3.5; // uniform on [-3.5, 3.5]^2
inline constexpr double moon_radius = 2, thin_noise = 0.1;
inline constexpr double checker_half_width = 3.2; // 4 x 4 squares, the dark ones filled
inline constexpr std::array<double, 2> circle_radii{1.4, 2.8};

inline const GaussianRing* gaussian_ring(Distribution kind) {
  if (kind == Distribution::eight_gaussians) return &eight_gaussians_ring;
  return kind == Distribution::ring ? &narrow_ring : nullptr;
}

// How many classes its points fall into: moons, modes, squares, arms, blades, circles.
inline int classes_of(Distribution kind) {
  using D = Distribution;
  FM_REQUIRE(std::size_t(kind) < distribution_names.size(), "unknown distribution");
  if (const GaussianRing* ring = gaussian_ring(kind)) return ring->modes;
  if (kind == D::checkerboard) return 8;
  if (kind == D::pinwheel) return 5;
  return kind == D::moons || kind == D::spirals || kind == D::circles ? 2 : 1;
}

struct LabelledPoint {
  double x, y;
  int label; // 0 .. classes_of(kind) - 1
};

// One point, and the class it was drawn from.
inline LabelledPoint sample_labelled(Distribution kind, Random& random) {
  const auto blurred = [&](double x, double y, int label) -> LabelledPoint {
    const double noise = random.normal();
    return {x + thin_noise * noise, y + thin_noise * random.normal(), label};
  };
  switch (kind) {
  case Distribution::gaussian: {
    const double x = random.normal();
    return {x, random.normal(), 0};
  }
  case Distribution::uniform: {
    const double x = uniform_half_width * (2 * random.uniform() - 1);
    return {x, uniform_half_width * (2 * random.uniform() - 1), 0};
  }
  case Distribution::moons: { // two half circles, interlocked and centred on 0
    const bool lower = random.below(2) == 1;
    const auto angle = sincos_2pi(random.uniform() / 2);
    const double x = (lower ? 1 - angle.cos : angle.cos) - 0.5;
    const double y = (lower ? 0.5 - angle.sin : angle.sin) - 0.25;
    return blurred(moon_radius * x, moon_radius * y, lower);
  }
  case Distribution::eight_gaussians:
  case Distribution::ring: {
    const GaussianRing& ring = *gaussian_ring(kind);
    const int mode = int(random.below(std::uint32_t(ring.modes)));
    const auto mean = ring.mean(mode);
    const double noise = random.normal();
    return {mean[0] + ring.stddev * noise, mean[1] + ring.stddev * random.normal(), mode};
  }
  case Distribution::checkerboard: {
    const std::uint32_t square = random.below(8), row = square / 2;
    const double column = double(2 * (square % 2) + row % 2), side = checker_half_width / 2;
    const double x = (column + random.uniform()) * side - checker_half_width;
    return {x, (row + random.uniform()) * side - checker_half_width, int(square)};
  }
  case Distribution::spirals: { // two arms of one and a half turns, evenly filled
    const int arm = int(random.below(2));
    const double r = 3 * std::sqrt(random.uniform()) * (arm == 1 ? -1 : 1);
    const auto angle = sincos_2pi(std::fabs(r) / 2);
    return blurred(-r * angle.cos, r * angle.sin, arm);
  }
  case Distribution::swiss_roll: { // one and a half turns, the radius from 1 to 3
    const double u = random.uniform();
    const auto angle = sincos_2pi(0.75 + 1.5 * u);
    return blurred((1 + 2 * u) * angle.cos, (1 + 2 * u) * angle.sin, 0);
  }
  case Distribution::pinwheel: { // five blades, turned the more the farther out they reach
    const int blade = int(random.below(5));
    const double along = 1 + 0.3 * random.normal(), across = 0.1 * random.normal();
    const double turn = 0.25 * double(exponential(float(along)));
    const auto angle = sincos_2pi(blade / 5. + turn / (2 * std::numbers::pi));
    return {2 * (along * angle.cos - across * angle.sin),
            2 * (along * angle.sin + across * angle.cos), blade};
  }
  case Distribution::circles: { // two, blurred along the radius
    const std::uint32_t circle = random.below(2);
    const double radius = circle_radii[circle] + thin_noise * random.normal();
    const auto angle = sincos_2pi(random.uniform());
    return {radius * angle.cos, radius * angle.sin, int(circle)};
  }
  case Distribution::s_curve: {
    const double turns = 1.5 * (random.uniform() - 0.5);
    const auto angle = sincos_2pi(turns);
    return blurred(1.5 * angle.sin, 1.5 * (turns < 0 ? 1 - angle.cos : angle.cos - 1), 0);
  }
  }
  throw Error("unknown distribution");
}

inline std::array<double, 2> sample_point(Distribution kind, Random& random) {
  const LabelledPoint p = sample_labelled(kind, random);
  return {p.x, p.y};
}

// n points as an n x 2 batch.
template <class S> Batch<S> sample(Distribution kind, Eigen::Index n, Random& random) {
  return batch_of<S>(n, [&] { return sample_point(kind, random); });
}

// Data whose rows may have labels.
template <class S> struct DataSet {
  Batch<S> points;        // n x d
  std::vector<int> label; // n, or empty
};

// The same points as sample() with the same random numbers, each with its class.
template <class S> DataSet<S> sample_set(Distribution kind, Eigen::Index n, Random& random) {
  FM_REQUIRE(n >= 0, "the number of points is at least 0");
  DataSet<S> set{Batch<S>(n, 2), {}};
  for (Eigen::Index i = 0; i < n; ++i) {
    const LabelledPoint p = sample_labelled(kind, random);
    set.points(i, 0) = S(p.x);
    set.points(i, 1) = S(p.y);
    set.label.push_back(p.label);
  }
  return set;
}

} // namespace fm
