// Mixtures of Gaussians in the plane: sum_k weight_k N(mean_k, covariance_k).
#pragma once

#include "fm/base/point.hpp"
#include "fm/base/random.hpp"
#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <array>
#include <limits>
#include <vector>

namespace fm {

struct Gaussian {
  double weight;
  Point mean;
  Eigen::Matrix2d covariance;
};

// `modes` equal round Gaussians on a circle around 0.
struct GaussianRing {
  int modes;
  double radius, stddev;
  std::array<double, 2> mean(int k) const {
    const auto angle = sincos_2pi(double(k) / modes);
    return {radius * angle.cos, radius * angle.sin};
  }
};
inline constexpr GaussianRing eight_gaussians_ring{8, 2.5, 0.2}, narrow_ring{16, 3, 0.1};

struct GaussianMixture {
  std::vector<Gaussian> components;

  static GaussianMixture standard() { return {{{1, Point::Zero(), Eigen::Matrix2d::Identity()}}}; }
  static GaussianMixture of(const GaussianRing& ring) {
    GaussianMixture g;
    for (int k = 0; k < ring.modes; ++k) {
      const auto m = ring.mean(k);
      g.components.push_back({1. / ring.modes, Point(m[0], m[1]),
                              ring.stddev * ring.stddev * Eigen::Matrix2d::Identity()});
    }
    return g;
  }

  // Throws fm::Error unless there are components, their weights positive with sum 1, their
  // covariances symmetric and positive semidefinite. Whatever takes a mixture asks this.
  void require_valid() const {
    FM_REQUIRE(!components.empty(), "a mixture has at least one component");
    double sum = 0;
    for (const Gaussian& g : components) {
      FM_REQUIRE(g.weight > 0 && g.mean.allFinite() && g.covariance.allFinite(),
                 "a component has a positive weight, a finite mean and a finite covariance");
      const double scale = g.covariance.norm();
      FM_REQUIRE(std::fabs(g.covariance(0, 1) - g.covariance(1, 0)) <= 1e-12 * scale &&
                     g.covariance(0, 0) >= 0 && g.covariance(1, 1) >= 0 &&
                     g.covariance.determinant() >= -1e-12 * scale * scale,
                 "a covariance is symmetric and positive semidefinite");
      sum += g.weight;
    }
    FM_REQUIRE(std::fabs(sum - 1) < 1e-9, "the weights of a mixture sum to 1");
  }
};

// A factor L with L L^T = covariance, also where the covariance is singular.
inline Eigen::Matrix2d factor(const Eigen::Matrix2d& covariance) {
  const double a = std::sqrt(covariance(0, 0)), b = a > 0 ? covariance(0, 1) / a : 0;
  Eigen::Matrix2d l;
  l << a, 0, b, std::sqrt(std::max(0., covariance(1, 1) - b * b));
  return l;
}

namespace detail {
inline Point draw(const GaussianMixture& mixture, Random& random) {
  double u = random.uniform();
  std::size_t k = 0;
  while (k + 1 < mixture.components.size() && u >= mixture.components[k].weight)
    u -= mixture.components[k++].weight;
  const Gaussian& g = mixture.components[k];
  const double z = random.normal();
  return g.mean + factor(g.covariance) * Point(z, random.normal());
}
} // namespace detail

inline Point sample_point(const GaussianMixture& mixture, Random& random) {
  mixture.require_valid();
  return detail::draw(mixture, random);
}

// n points as an n x 2 batch; draw() gives one of them.
template <class S, class Draw> Batch<S> batch_of(Eigen::Index n, Draw&& draw) {
  FM_REQUIRE(n >= 0, "the number of points is at least 0");
  Batch<S> x(n, 2);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto p = draw();
    x(i, 0) = S(p[0]);
    x(i, 1) = S(p[1]);
  }
  return x;
}
template <class S> Batch<S> sample(const GaussianMixture& mixture, Eigen::Index n, Random& random) {
  mixture.require_valid();
  return batch_of<S>(n, [&] { return detail::draw(mixture, random); });
}

namespace detail {

inline constexpr double log_2pi = 1.8378770664093454836;
inline constexpr double never = -std::numeric_limits<double>::infinity();

// Turns log weights into weights that sum to 1, and returns the logarithm of their sum
// (log-sum-exp, the largest taken out first). When every one is -infinity the weights become 0.
inline double normalise(std::vector<double>& log_w) {
  double best = never, sum = 0;
  for (double w : log_w) best = std::max(best, w);
  for (double& w : log_w) {
    w = w - best > -700 ? portable::exp(w - best) : 0; // false for NaN = -inf - -inf too
    sum += w;
  }
  if (sum == 0) return best;
  for (double& w : log_w) w /= sum;
  return best + portable::log(sum);
}

// log N(r; 0, covariance), and covariance^-1 r.
struct Quadratic {
  double log_density;
  Point solved;
};
inline Quadratic quadratic(const Eigen::Matrix2d& covariance, const Point& r) {
  const Eigen::LLT<Eigen::Matrix2d> llt(covariance);
  const Eigen::Matrix2d l = llt.matrixL();
  FM_REQUIRE(
      llt.info() == Eigen::Success && l(0, 0) > 0 && l(1, 1) > 0,
      "a component without width has no density where no noise is mixed in: give it a width, or "
      "choose another time");
  const Point solved = llt.solve(r);
  return {-log_2pi - portable::log(l(0, 0) * l(1, 1)) - r.dot(solved) / 2, solved};
}

} // namespace detail

// log p(x) and its gradient, the score.
struct LogDensity {
  double value;
  Point gradient;
};

inline LogDensity log_density(const GaussianMixture& mixture, const Point& x) {
  mixture.require_valid();
  std::vector<double> w;
  std::vector<Point> slope;
  for (const Gaussian& g : mixture.components) {
    const detail::Quadratic q = detail::quadratic(g.covariance, x - g.mean);
    w.push_back(portable::log(g.weight) + q.log_density);
    slope.push_back(-q.solved);
  }
  LogDensity out{detail::normalise(w), Point::Zero()};
  for (std::size_t k = 0; k < w.size(); ++k) out.gradient += w[k] * slope[k];
  return out;
}

} // namespace fm
