// Squared distances between all pairs of two point sets, c_ij = |x_i - y_j|^2.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"
#include "fm/net/gemm.hpp"

#include <vector>

namespace fm {

// Each set less its own mean. Moving either set adds to |x_i - y_j|^2 only what depends on i alone
// or on j alone, so no assignment and no optimal plan changes; but far from the origin the digits
// that tell points apart would be lost.
struct Centred {
  Batch<double> x, y;
  Eigen::RowVectorXd shift; // the mean of x less that of y
};
template <class S> Centred centred(const Batch<S>& x, const Batch<S>& y) {
  FM_REQUIRE(x.cols() == y.cols(), "two point sets have the same number of coordinates");
  FM_REQUIRE(x.allFinite() && y.allFinite(), "a point set has a value that is not finite");
  Centred c{x.template cast<double>(), y.template cast<double>(),
            Eigen::RowVectorXd::Zero(x.cols())};
  if (x.rows() == 0 || y.rows() == 0) return c;
  const Eigen::RowVectorXd a = c.x.colwise().mean(), b = c.y.colwise().mean();
  c.x.rowwise() -= a;
  c.y.rowwise() -= b;
  c.shift = a - b;
  return c;
}

inline constexpr Eigen::Index few_dimensions = 8;

namespace detail {

// Of sets near the origin, into rows of `stride` floats. In few dimensions by differences; in many
// as |x|^2 + |y|^2 - 2 x.y, one matrix product, and never below 0.
inline void squared_distances(const Batch<float>& x, const Batch<float>& y, float* out,
                              std::ptrdiff_t stride) {
  const Eigen::Index n = x.rows(), m = y.rows(), d = x.cols();
  if (d <= few_dimensions) {
    const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic> columns =
        y; // a coordinate at a time
    for (Eigen::Index i = 0; i < n; ++i) {
      Eigen::Map<Eigen::ArrayXf> row(out + i * stride, m);
      row.setZero();
      for (Eigen::Index k = 0; k < d; ++k) row += (columns.col(k).array() - x(i, k)).square();
    }
    return;
  }
  std::vector<float> packed_y(std::size_t(d * round_up(m, panel_width)));
  pack(
      d, m, [&](std::ptrdiff_t k, std::ptrdiff_t j) { return -2 * y(j, k); }, packed_y.data());
  std::vector<float> y_norm(std::size_t(round_up(m, panel_width)));
  for (Eigen::Index j = 0; j < m; ++j) y_norm[std::size_t(j)] = y.row(j).squaredNorm();
  // A block of rows, a stretch of coordinates at a time: what is multiplied stays in the cache.
  constexpr Eigen::Index block = 96, stretch = 256;
  const Eigen::Index width = round_up(m, panel_width);
  std::vector<float> product(std::size_t(block * width)),
      packed_x(std::size_t(stretch * tile_rows));
  for (Eigen::Index i0 = 0; i0 < n; i0 += block) {
    const Eigen::Index rows = std::min(block, n - i0);
    for (Eigen::Index k0 = 0; k0 < d; k0 += stretch) {
      const Eigen::Index length = std::min(stretch, d - k0);
      Right<float> part = packed(packed_y.data(), d);
      part.data += k0 * panel_width;
      Start<float> start{product.data(), width};
      if (k0 == 0) start = {y_norm.data(), 0};
      Eigen::Index i = 0;
      for (; i + tile_rows <= rows; i += tile_rows) {
        for (Eigen::Index k = 0; k < length; ++k)
          for (Eigen::Index r = 0; r < tile_rows; ++r)
            packed_x[std::size_t(k * tile_rows + r)] = x(i0 + i + r, k0 + k);
        gemm(tile_rows, width, length, Left<float>{packed_x.data(), 1, tile_rows}, part,
             product.data() + i * width, width, start.at(i, 0));
      }
      if (i < rows)
        gemm(rows - i, width, length, Left<float>{&x(i0 + i, k0), d, 1}, part,
             product.data() + i * width, width, start.at(i, 0));
    }
    for (Eigen::Index i = 0; i < rows; ++i) {
      const float x_norm = x.row(i0 + i).squaredNorm();
      Eigen::Map<Eigen::ArrayXf>(out + (i0 + i) * stride, m) =
          (Eigen::Map<const Eigen::ArrayXf>(&product[std::size_t(i * width)], m) + x_norm).max(0);
    }
  }
}

} // namespace detail

// x: n x d, y: m x d, float or double, near or far: both are first moved by the mean of x. Into n
// rows of `stride` floats, or as an n x m batch. Throws fm::Error.
template <class X, class Y>
void squared_distances(const Eigen::MatrixBase<X>& x, const Eigen::MatrixBase<Y>& y, float* out,
                       std::ptrdiff_t stride) {
  FM_REQUIRE(x.cols() == y.cols(), "two point sets have the same number of coordinates");
  FM_REQUIRE(x.allFinite() && y.allFinite(), "a point set has a value that is not finite");
  if (x.rows() == 0 || y.rows() == 0) return;
  const Eigen::Matrix<typename X::Scalar, 1, Eigen::Dynamic> centre = x.colwise().mean();
  const Batch<float> a = (x.rowwise() - centre).template cast<float>();
  const Batch<float> b = (y.rowwise() - centre).template cast<float>();
  detail::squared_distances(a, b, out, stride);
}
template <class S> Batch<float> squared_distances(const Batch<S>& x, const Batch<S>& y) {
  Batch<float> out(x.rows(), y.rows());
  squared_distances(x, y, out.data(), out.cols());
  return out;
}

} // namespace fm
