// The optimal assignment of two point sets under c_ij = |x_i - y_j|^2: found in float, proved in
// double.
#pragma once

#include "fm/transport/assignment.hpp"
#include "fm/transport/double_rows.hpp"
#include "fm/transport/frames.hpp"

namespace fm {

namespace detail {

// The costs in double of stage 3. In more than a few dimensions a check need not compute them all:
// a float's cost is right to (d + 8) 2^-24 (|x| + |y|)^2, and where it then cannot be the least of
// its row, it is left.
class PointCosts {
public:
  PointCosts(const Frames& frames, const PaddedCosts& floats)
      : f_(frames), floats_(floats), rows_(frames.x, frames.y) {
    if (!filter_) return;
    const double share = double(f_.x.cols() + 8) * 0x1p-23;
    const auto error = [&](const Batch<float>& points) -> Eigen::ArrayXd {
      const Eigen::ArrayXd largest = points.cwiseAbs().rowwise().maxCoeff().cast<double>();
      return (largest < Frames::farthest)
          .select(share * points.cast<double>().rowwise().squaredNorm().array(),
                  std::numeric_limits<double>::infinity());
    };
    error_x_ = error(f_.near_x), error_y_ = error(f_.near_y);
  }
  static constexpr double least = 0;
  const double* row(int i) { return rows_(i); }
  double at(int i, int j) {
    return filter_ ? (f_.x.row(i) - f_.y.row(j)).squaredNorm() : row(i)[j];
  }
  double price_of(int j, float price) const { return double(price) * f_.unit * f_.unit + moved(j); }
  void see(const std::vector<double>& prices) {
    if (!filter_) return;
    low_.resize(f_.y.rows()), high_.resize(f_.y.rows());
    for (Eigen::Index j = 0; j < low_.size(); ++j) {
      const double v = prices[std::size_t(j)], c = moved(j), square = f_.unit * f_.unit;
      const double price = (v - c) / square;
      const double error = error_y_[j] + 0x1p-50 * (std::fabs(v) + std::fabs(c)) / square;
      low_[j] = -price - error, high_[j] = error - price;
    }
  }
  double least_reduced(int i, const Augmenter<double>& prices) {
    if (!filter_) return prices.best_of(row(i)).first;
    const Eigen::Index n = low_.size();
    const Eigen::Map<const Eigen::ArrayXf> c(floats_.row(i), n);
    const double most = (c.cast<double>() + high_).minCoeff() + 2 * error_x_[i];
    double smallest = std::numeric_limits<double>::infinity();
    for (Eigen::Index j = 0; j < n; ++j)
      if (!(double(c[j]) + low_[j] > most))
        smallest = std::min(smallest, at(i, int(j)) - prices.price[std::size_t(j)]);
    return smallest;
  }

private:
  // What moving the sets to their medians adds to the price of a column.
  double moved(Eigen::Index j) const { return -2 * f_.middle.dot(f_.centred_y.row(j)); }

  const Frames& f_;
  const PaddedCosts& floats_;
  DoubleRows rows_;
  bool filter_ = f_.x.cols() > few_dimensions;
  Eigen::ArrayXd error_x_, error_y_, low_, high_;
};

} // namespace detail

// x, y: n x d each. The gap is below 1e-6 of the cost, whatever the scale and however far a few
// points lie from the others, and includes all rounding: no assignment is cheaper than the true
// cost of this one by more. Its prices hold up to rounding,
//   u_i + v_j <= c_ij + (d + 8) 2^-52 (c_ij + |u_i| + |v_j|),
// and between sets more than 32 spreads apart + (d + 8) 2^-52 (|x_i - a|^2 + |y_j - b|^2) with the
// sets' own middles a and b.
// Throws fm::Error: unequal sizes, a value that is not finite, a cost too large for a double.
template <class S> Assignment assign_points(const Batch<S>& x, const Batch<S>& y) {
  FM_REQUIRE(x.rows() == y.rows(), "the two point sets have as many points");
  FM_REQUIRE(x.cols() == y.cols(), "two point sets have the same number of coordinates");
  FM_REQUIRE(x.allFinite() && y.allFinite(), "a point set has a value that is not finite");
  const Eigen::Index n = x.rows(), d = x.cols();
  detail::require_size(n);
  if (n == 0) return {};
  FM_REQUIRE(d >= 1, "a point has at least one coordinate");
  const detail::Frames f(x, y);
  detail::PaddedCosts padded{int(n)};
  detail::squared_distances(f.near_x, f.near_y, padded.data.data(), padded.width);
  detail::PointCosts exact(f, padded);
  Assignment a = detail::assign(padded, 5e-7, exact);

  double cost = 0, prices = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    const Eigen::Index j = a.column_of_row[std::size_t(i)];
    cost += (f.x.row(i) - f.y.row(j) + f.apart).squaredNorm();
    // From costs moved together: |x' - y' + s|^2 = |x' - y'|^2 + s (2 x' + s) - 2 s y'.
    double &u = a.row_price[std::size_t(i)], &v = a.column_price[std::size_t(i)];
    u += f.apart.dot(2 * f.x.row(i) + f.apart);
    v -= 2 * f.apart.dot(f.y.row(i));
    prices += std::fabs(u) + std::fabs(v);
  }
  double rounding = double(n + d + 8) * cost + 2 * prices;
  if (f.far) rounding += double(d + 8) * (f.x.squaredNorm() + f.y.squaredNorm());
  const auto in_length = [&](double square) { return std::ldexp(square, 2 * f.exponent); };
  a.cost = in_length(cost);
  FM_REQUIRE(std::isfinite(a.cost), "the squared distances are too large for a double: scale down");
  a.gap = in_length(a.gap + 0x1p-52 * rounding);
  for (double& u : a.row_price) u = in_length(u);
  for (double& v : a.column_price) v = in_length(v);
  return a;
}

} // namespace fm
