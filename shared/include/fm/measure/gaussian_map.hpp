// The optimal transport map between two Gaussians, in closed form: with F F^T = A,
//   T(x) = m_b + L (x - m_a),   L = A^-1/2 (A^1/2 B A^1/2)^1/2 A^-1/2
// (Peyre and Cuturi 2019, eq. 2.40). L is symmetric with no negative eigenvalue, so T is the
// gradient of a convex function, and L A L = B.
#pragma once

#include "fm/measure/gaussian.hpp"

namespace fm {

struct GaussianMap {
  Eigen::VectorXd from, to; // d: the means
  Eigen::MatrixXd linear;   // d x d

  Eigen::VectorXd operator()(const Eigen::VectorXd& x) const {
    return to + linear.lazyProduct(x - from);
  }
  // Of each row, n x d.
  Batch<double> of_rows(const Batch<double>& x) const {
    FM_REQUIRE(x.cols() == from.size(), "a point has as many coordinates as the Gaussians");
    Batch<double> y(x.rows(), x.cols());
    for (Eigen::Index i = 0; i < x.rows(); ++i)
      y.row(i) = (*this)(x.row(i).transpose()).transpose();
    return y;
  }
};

// The target may be flat; the source too, but only where the target is as well, for a map cannot
// spread what is in one place: there L is 0. Throws fm::Error otherwise, and for what is no
// Gaussian.
inline GaussianMap gaussian_map(const GaussianFit& a, const GaussianFit& b) {
  FM_REQUIRE(a.mean.size() == b.mean.size(), "two Gaussians have the same number of coordinates");
  a.require_valid();
  b.require_valid();
  const Eigen::Index d = a.mean.size();
  const detail::Spectrum of_a = detail::spectrum(a.covariance);
  const double widest = d > 0 ? of_a.values.maxCoeff() : 0;
  Eigen::VectorXd root = of_a.values.cwiseMax(0).cwiseSqrt(), inverse(d);
  const double largest = d > 0 ? b.covariance.cwiseAbs().maxCoeff() : 0;
  for (Eigen::Index k = 0; k < d; ++k) {
    const bool flat = of_a.values[k] <= 1e-14 * widest;
    const Eigen::VectorXd v = of_a.vectors.col(k);
    FM_REQUIRE(!flat || v.dot(b.covariance.lazyProduct(v)) <= 1e-12 * largest,
               "the source is flat where the target is not: no map spreads one place");
    inverse[k] = flat ? 0 : 1 / root[k];
    if (flat) root[k] = 0;
  }
  // In the frame of A's axes; the root of F^T B F as M^T M with M = G^T F, so by singular vectors.
  const Eigen::MatrixXd f = of_a.vectors * root.asDiagonal();
  const Eigen::MatrixXd m = detail::factor(b.covariance).transpose().lazyProduct(f);
  const detail::Rotations r = detail::singular_vectors(m);
  const Eigen::VectorXd s = m.lazyProduct(r.right).colwise().norm().transpose();
  const Eigen::MatrixXd half = of_a.vectors * inverse.asDiagonal() * r.right;
  const Eigen::MatrixXd linear = half * s.asDiagonal() * half.transpose();
  return {a.mean, b.mean, (linear + linear.transpose()) / 2};
}

} // namespace fm
