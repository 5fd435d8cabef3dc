// Gaussians fitted to points, and W_2 between two (Dowson and Landau 1982):
//   |m_a - m_b|^2 + tr(A + B - 2 (A^1/2 B A^1/2)^1/2)
//
// As written, that cancels: of widths 1 and 1 + 1e-9 nothing is left. With A = F F^T and B = G G^T
// it is the least |F - G U|^2 over all rotations U (Bhatia, Jain and Lim 2019, eq. 2), a sum of
// squares, which keeps the digits that the covariances have.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <algorithm>
#include <Eigen/Jacobi>
#include <vector>

namespace fm {

struct GaussianFit {
  Eigen::VectorXd mean;       // d
  Eigen::MatrixXd covariance; // d x d

  // Throws fm::Error unless it is a Gaussian; one may be flat.
  void require_valid() const {
    FM_REQUIRE(covariance.rows() == mean.size() && covariance.cols() == mean.size(),
               "a Gaussian in d dimensions has a covariance of d x d");
    FM_REQUIRE(mean.allFinite() && covariance.allFinite(), "the moments of a Gaussian are finite");
    const double largest = mean.size() > 0 ? covariance.cwiseAbs().maxCoeff() : 0;
    FM_REQUIRE(((covariance - covariance.transpose()).cwiseAbs().array() <= 1e-9 * largest).all(),
               "a covariance is symmetric");
  }
};

// The mean, and the covariance with 1 / (n - 1). Throws fm::Error: fewer than 2 points, or a value
// that is not finite.
template <class S> GaussianFit fit_gaussian(const Batch<S>& x) {
  FM_REQUIRE(x.rows() >= 2, "a covariance needs at least 2 points");
  FM_REQUIRE(x.allFinite(), "a point set has a value that is not finite");
  const Batch<double> points = x.template cast<double>();
  const Eigen::VectorXd mean = points.colwise().mean().transpose();
  const Batch<double> centred = points.rowwise() - mean.transpose();
  return {mean, centred.transpose().lazyProduct(centred) / double(x.rows() - 1)};
}

namespace detail {

// The eigenvalues of a symmetric matrix, and its eigenvectors as columns, by Jacobi's rotations:
// each turns one element beside the diagonal to 0. Short, which counts in a page; for the few
// coordinates of a lesson it is fast enough.
struct Spectrum {
  Eigen::VectorXd values;
  Eigen::MatrixXd vectors;
};
inline Spectrum spectrum(Eigen::MatrixXd m) {
  const Eigen::Index d = m.rows();
  Eigen::MatrixXd v = Eigen::MatrixXd::Identity(d, d);
  for (int sweep = 0; sweep < 50; ++sweep) {
    double beside = 0;
    for (Eigen::Index q = 1; q < d; ++q)
      for (Eigen::Index p = 0; p < q; ++p) {
        beside = std::max(beside, std::fabs(m(p, q)));
        Eigen::JacobiRotation<double> rotation;
        rotation.makeJacobi(m, p, q);
        m.applyOnTheLeft(p, q, rotation.adjoint());
        m.applyOnTheRight(p, q, rotation);
        v.applyOnTheRight(p, q, rotation);
      }
    if (beside <= 1e-15 * m.diagonal().cwiseAbs().maxCoeff()) break;
  }
  return {m.diagonal(), v};
}

// F with F F^T = the covariance. Throws fm::Error where a variance is negative by more than
// rounding explains.
inline Eigen::MatrixXd factor(const Eigen::MatrixXd& covariance) {
  const Spectrum s = spectrum(covariance);
  FM_REQUIRE(s.values.size() == 0 || s.values.minCoeff() >= -1e-6 * s.values.cwiseAbs().maxCoeff(),
             "a covariance has a negative variance in some direction");
  return s.vectors * s.values.cwiseMax(0).cwiseSqrt().asDiagonal();
}

// M = P S Q^T by rotations of its columns until they are orthogonal (Hestenes 1958), which finds
// small singular values with all their digits. Columns of P beside singular values of 0 are any
// that complete it.
struct Rotations {
  Eigen::MatrixXd left, right; // P, Q
};
inline Rotations singular_vectors(Eigen::MatrixXd m) {
  const Eigen::Index d = m.rows();
  Eigen::MatrixXd right = Eigen::MatrixXd::Identity(d, d);
  bool turned = true;
  for (int sweep = 0; sweep < 50 && turned; ++sweep) {
    turned = false;
    for (Eigen::Index q = 1; q < d; ++q)
      for (Eigen::Index p = 0; p < q; ++p) {
        Eigen::Matrix2d gram;
        gram(0, 0) = m.col(p).squaredNorm(), gram(1, 1) = m.col(q).squaredNorm();
        gram(0, 1) = gram(1, 0) = m.col(p).dot(m.col(q));
        if (std::fabs(gram(0, 1)) <= 1e-15 * std::sqrt(gram(0, 0) * gram(1, 1))) continue;
        turned = true;
        Eigen::JacobiRotation<double> rotation;
        rotation.makeJacobi(gram, 0, 1);
        m.applyOnTheRight(p, q, rotation);
        right.applyOnTheRight(p, q, rotation);
      }
  }
  std::vector<char> known(std::size_t(d), 0);
  const double largest = d > 0 ? m.colwise().norm().maxCoeff() : 0;
  for (Eigen::Index k = 0; k < d; ++k)
    if (const double s = m.col(k).norm(); s > 1e-15 * largest) {
      m.col(k) /= s;
      known[std::size_t(k)] = 1;
    }
  for (Eigen::Index k = 0; k < d; ++k) {
    if (known[std::size_t(k)]) continue;
    Eigen::VectorXd best = Eigen::VectorXd::Zero(d); // of the axes the one farthest from P
    for (Eigen::Index axis = 0; axis < d; ++axis) {
      Eigen::VectorXd left = Eigen::VectorXd::Unit(d, axis);
      for (int twice = 0; twice < 2; ++twice)
        for (Eigen::Index l = 0; l < d; ++l)
          if (known[std::size_t(l)]) left -= m.col(l).dot(left) * m.col(l);
      if (left.norm() > best.norm()) best = left;
    }
    m.col(k) = best.normalized();
    known[std::size_t(k)] = 1;
  }
  return {m, right};
}

} // namespace detail

// Flat Gaussians too. Right to some 1e-15 of the larger width. Throws fm::Error: dimensions that
// differ, moments that are not finite, a covariance that is none.
inline double gaussian_wasserstein_2(const GaussianFit& a, const GaussianFit& b) {
  FM_REQUIRE(a.mean.size() == b.mean.size(), "two Gaussians have the same number of coordinates");
  a.require_valid();
  b.require_valid();
  const Eigen::MatrixXd f = detail::factor(a.covariance), g = detail::factor(b.covariance);
  const detail::Rotations r = detail::singular_vectors(g.transpose().lazyProduct(f));
  const Eigen::MatrixXd rest = f.lazyProduct(r.right) - g.lazyProduct(r.left);
  return std::sqrt((a.mean - b.mean).squaredNorm() + rest.squaredNorm());
}

} // namespace fm
