// The posterior of a data set at one place, summed fast: what point_set_marginal says of the
// velocity, without one number for each data point.
//
//   E[x_1 | x] and Cov(x_1 | x) decide the rest, for with x known u = (d_sigma x + D x_1) / sigma,
//   D = d_alpha sigma - d_sigma alpha (see convert.hpp).
//
// Two passes over the points, two at a time in the lanes of a vector: the first finds the largest
// log-weight, the second adds up the weights beside it and skips those below e^-cut of it. The
// points are stored in the order of a curve that fills the plane, so that what is skipped is
// skipped by the block. Sums are about the likeliest point: nothing cancels where the posterior is
// narrow.
#pragma once

#include "fm/base/order.hpp"
#include "fm/data/density.hpp"
#include "fm/exact/mixture.hpp"

#include <algorithm>

namespace fm {

class PointPosterior {
public:
  struct At {
    double log_density = detail::never; // log p_t(x)
    Point data = Point::Zero();         // E[x_1 | x]
    double spread = 0;                  // tr Cov(x_1 | x)
  };

  // points: n x 2, finite; a source with a density. Throws fm::Error.
  template <class S> PointPosterior(const Batch<S>& points, Distribution source) : source_(source) {
    require_points(points);
    FM_REQUIRE(has_density(source),
               "this distribution has no density in closed form: choose another source");
    n_ = points.rows();
    const std::vector<int> order = curve_order(points.template cast<double>());
    const auto padded = std::size_t((n_ + block - 1) / block * block);
    for (std::size_t i = 0; i < padded; ++i) { // the last point fills the last block
      const Eigen::Index row = order[std::min(i, order.size() - 1)];
      x_.push_back(double(points(row, 0)));
      y_.push_back(double(points(row, 1)));
    }
    bound_.resize(padded);
    block_bound_.resize(padded / block);
    if (const GaussianRing* ring = gaussian_ring(source)) {
      variance_ = ring->stddev * ring->stddev;
      for (int k = 0; k < ring->modes; ++k) modes_.push_back(ring->mean(k));
    } else if (source == Distribution::gaussian) {
      modes_.push_back({0, 0});
    }
  }

  Eigen::Index size() const { return n_; }
  // Of one place, in elementary steps a point.
  double cost() const { return 2 + double(modes_.size()); }

  // Requires sigma > 0.
  At at(const Point& x, const ScheduleValue<double>& s) {
    FM_REQUIRE(s.sigma > 0,
               std::string("the marginal field of a finite set needs noise: ") + short_of_data);
    // x_0 = (x - alpha x_i) / sigma = origin - slope x_i
    slope_ = s.alpha / s.sigma;
    origin_ = x / s.sigma;
    bound_all();
    const double best = *std::max_element(block_bound_.begin(), block_bound_.end());
    if (!(best > detail::never)) return {};
    const auto first = std::size_t(
        std::find(bound_.begin(), bound_.begin() + std::ptrdiff_t(n_), best) - bound_.begin());
    const Point centre(x_[first], y_[first]);
    const Sums sums = sum_all(best, centre);
    const Point off = Point(sums.x, sums.y) / sums.weight;
    return {best + portable::log(sums.weight) + log_norm() - portable::log(double(n_)) -
                2 * portable::log(s.sigma),
            centre + off, std::max(0., sums.square / sums.weight - off.squaredNorm())};
  }

private:
  static constexpr std::ptrdiff_t block = 16, width = 2;
  static constexpr double cut = 34; // what is left out is below 1e-14 of the largest, each
  using V = vector_t<double, width>;
  using I = vector_t<std::int64_t, width>;
  struct Sums {
    double weight = 0, x = 0, y = 0, square = 0;
  };

  // Along Morton's curve through 2^10 x 2^10 squares.
  static std::vector<int> curve_order(const Batch<double>& p) {
    const Eigen::RowVector2d low = p.colwise().minCoeff(), high = p.colwise().maxCoeff();
    const double side = std::max(1e-300, (high - low).maxCoeff());
    std::vector<std::uint32_t> key(std::size_t(p.rows()), 0);
    for (Eigen::Index i = 0; i < p.rows(); ++i)
      for (Eigen::Index j = 0; j < 2; ++j) {
        const auto cell = std::uint32_t(1023 * ((p(i, j) - low[j]) / side));
        for (std::uint32_t bit = 0; bit < 10; ++bit)
          key[std::size_t(i)] |= (cell >> bit & 1) << (2 * bit + std::uint32_t(j));
      }
    return order_of(key);
  }

  // What the weights below lack to be densities.
  double log_norm() const {
    if (!modes_.empty()) return -detail::log_2pi - portable::log(variance_ * double(modes_.size()));
    return source_ == Distribution::circles ? detail::circles_log_norm : 0;
  }

  static V radius(const V& x, const V& y) {
    V r = x * x + y * y;
    for (std::ptrdiff_t i = 0; i < width; ++i) r[i] = std::max(std::sqrt(r[i]), 1e-9);
    return r;
  }

  // The largest term of a log-weight, less what log_norm says.
  V bound(const V& x, const V& y) const {
    if (!modes_.empty()) {
      V along = x * modes_[0][0] + y * modes_[0][1];
      for (std::size_t k = 1; k < modes_.size(); ++k)
        along = larger<V>(along, x * modes_[k][0] + y * modes_[k][1]);
      return round_term(x, y, along);
    }
    if (source_ == Distribution::circles) {
      const V r = radius(x, y);
      return larger<V>(detail::circle_term(r, circle_radii[0]),
                       detail::circle_term(r, circle_radii[1]));
    }
    V p{};
    for (std::ptrdiff_t i = 0; i < width; ++i) p[i] = log_density(source_, Point(x[i], y[i])).value;
    return p;
  }

  // -|x_0 - m|^2 / 2v for a mode of which x_0 m = along. All modes are as far from 0.
  V round_term(const V& x, const V& y, const V& along) const {
    const double m = modes_[0][0] * modes_[0][0] + modes_[0][1] * modes_[0][1];
    return (along - (x * x + y * y + m) * 0.5) * (1 / variance_);
  }

  // The weights beside e^best.
  V weight(const V& x, const V& y, const V& bounds, double best) const {
    V sum{};
    const auto add = [&](const V& term) {
      const V from_best = term - best;
      if (from_best[0] > -cut || from_best[1] > -cut)
        sum += exponential_of_doubles<V, I>(from_best);
    };
    if (!modes_.empty()) {
      for (const auto& m : modes_) add(round_term(x, y, x * m[0] + y * m[1]));
    } else if (source_ == Distribution::circles) {
      const V r = radius(x, y);
      for (double circle : circle_radii)
        add(detail::circle_term(r, circle)), add(detail::circle_term(V(-r), circle));
      sum /= r;
    } else {
      for (std::ptrdiff_t i = 0; i < width; ++i) sum[i] = bounds[i] > detail::never ? 1 : 0;
    }
    return sum;
  }

  void bound_all() {
    for (std::size_t b = 0; b < block_bound_.size(); ++b) {
      V most = V{} + detail::never;
      for (std::size_t i = b * block; i < (b + 1) * block; i += width) {
        const V p = bound(origin_[0] - slope_ * load_as<V>(&x_[i]),
                          origin_[1] - slope_ * load_as<V>(&y_[i]));
        store(&bound_[i], p);
        most = larger<V>(most, p);
      }
      block_bound_[b] = std::max(most[0], most[1]);
    }
  }

  Sums sum_all(double best, const Point& centre) const {
    V w{}, wx{}, wy{}, ww{};
    for (std::size_t b = 0; b < block_bound_.size(); ++b) {
      if (!(block_bound_[b] > best - cut)) continue;
      for (std::size_t i = b * block; i < (b + 1) * block; i += width) {
        const V x = load_as<V>(&x_[i]), y = load_as<V>(&y_[i]);
        V one =
            weight(origin_[0] - slope_ * x, origin_[1] - slope_ * y, load_as<V>(&bound_[i]), best);
        for (std::ptrdiff_t j = 0; j < width; ++j)
          if (Eigen::Index(i) + j >= n_) one[j] = 0;
        const V dx = x - centre[0], dy = y - centre[1];
        w += one, wx += one * dx, wy += one * dy, ww += one * (dx * dx + dy * dy);
      }
    }
    return {w[0] + w[1], wx[0] + wx[1], wy[0] + wy[1], ww[0] + ww[1]};
  }

  Distribution source_;
  Eigen::Index n_ = 0;
  std::vector<double> x_, y_;                // the points, padded to whole blocks
  std::vector<double> bound_, block_bound_;  // of the last place
  std::vector<std::array<double, 2>> modes_; // of a source of round modes
  double variance_ = 1, slope_ = 0;
  Point origin_ = Point::Zero();
};

// The velocity of a posterior, and the trace of its covariance.
inline Point velocity_of(const PointPosterior::At& at, const ScheduleValue<double>& s,
                         const Point& x) {
  if (!(at.log_density > detail::never)) return Point::Zero();
  return (s.d_sigma * x + (s.d_alpha * s.sigma - s.d_sigma * s.alpha) * at.data) / s.sigma;
}
inline double velocity_spread(const PointPosterior::At& at, const ScheduleValue<double>& s) {
  const double slope = (s.d_alpha * s.sigma - s.d_sigma * s.alpha) / s.sigma;
  return slope * slope * at.spread;
}

} // namespace fm
