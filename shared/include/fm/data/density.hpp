// The densities of the lessons' distributions, where a closed form is known.
#pragma once

#include "fm/data/distributions.hpp"

namespace fm {

// Whether log_density knows it, so that it can be the source of an exact marginal field.
inline bool has_density(Distribution kind) {
  using D = Distribution;
  return kind == D::gaussian || kind == D::uniform || kind == D::checkerboard ||
         kind == D::circles || gaussian_ring(kind);
}

namespace detail {

inline double log_density_in_square(double x, double y, double half, double log_p) {
  return std::fabs(x) <= half && std::fabs(y) <= half ? log_p : never;
}

// Both circles: the density of the radius, folded at 0, spread over 2 pi r. The log of a term, of
// r = radius + noise, or with -r of the same beyond the centre; and of what they share.
template <class V> V circle_term(const V& r, double radius) {
  const V away = r - radius;
  return away * away * (-1 / (2 * thin_noise * thin_noise));
}
inline const double circles_log_norm =
    -portable::log(std::sqrt(2 * std::numbers::pi) * thin_noise * 4 * std::numbers::pi);

// log p and d log p / dr. Within 1e-9 of the centre, where it has no bound, its value there.
inline std::array<double, 2> circles_log_density(double r) {
  r = std::max(r, 1e-9);
  std::vector<double> w;
  std::array<double, 4> slope{};
  for (double radius : circle_radii)
    for (double sign : {1., -1.}) {
      slope[w.size()] = -(r - sign * radius) / (thin_noise * thin_noise);
      w.push_back(circle_term(sign * r, radius));
    }
  const double log_sum = normalise(w);
  double mean_slope = -1 / r;
  for (std::size_t i = 0; i < 4; ++i) mean_slope += w[i] * slope[i];
  return {log_sum + circles_log_norm - portable::log(r), mean_slope};
}

// The round modes of a ring, by log-sum-exp.
inline LogDensity ring_log_density(const GaussianRing& ring, double x, double y) {
  const double v = ring.stddev * ring.stddev;
  double best = never, sum = 0;
  Point gradient = Point::Zero();
  for (int pass = 0; pass < 2; ++pass) // the largest term first
    for (int k = 0; k < ring.modes; ++k) {
      const auto m = ring.mean(k);
      const double dx = x - m[0], dy = y - m[1];
      const double term = -(dx * dx + dy * dy) / (2 * v);
      if (pass == 0) {
        best = std::max(best, term);
        continue;
      }
      const double w = portable::exp(term - best);
      sum += w;
      gradient -= w / v * Point(dx, dy);
    }
  return {best + portable::log(sum) - log_2pi - portable::log(v * ring.modes), gradient / sum};
}

} // namespace detail

// log p(x) and its gradient; -infinity and 0 outside the support. Throws fm::Error where no closed
// form is known.
inline LogDensity log_density(Distribution kind, const Point& at) {
  const double x = at[0], y = at[1];
  const auto flat = [](double value) { return LogDensity{value, Point::Zero()}; };
  switch (kind) {
  case Distribution::gaussian:
    return {-detail::log_2pi - (x * x + y * y) / 2, Point(-x, -y)};
  case Distribution::uniform:
    return flat(detail::log_density_in_square(x, y, uniform_half_width,
                                              -2 * portable::log(2 * uniform_half_width)));
  case Distribution::checkerboard: {
    const double side = checker_half_width / 2;
    const auto cell = [&](double u) { return int(std::floor((u + checker_half_width) / side)); };
    const double inside =
        detail::log_density_in_square(x, y, checker_half_width, -portable::log(8 * side * side));
    return flat(inside > detail::never && (cell(x) + cell(y)) % 2 == 0 ? inside : detail::never);
  }
  case Distribution::circles: {
    const double r = at.norm();
    const auto [value, slope] = detail::circles_log_density(r);
    return {value, value > detail::never && r > 0 ? Point(slope / r * at) : Point::Zero()};
  }
  default: {
    const GaussianRing* ring = gaussian_ring(kind);
    FM_REQUIRE(ring, "this distribution has no density in closed form: choose another source");
    return detail::ring_log_density(*ring, x, y);
  }
  }
}

} // namespace fm
