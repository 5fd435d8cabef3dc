// The velocity field of two Gaussians whose samples meet in pairs: x_0 ~ N(m_0, C_0) and
// x_1 ~ N(m_1, C_1) jointly Gaussian with Cov(x_0, x_1) = K, on straight lines
// x_t = (1 - t) x_0 + t x_1. Then x_t and u_t = x_1 - x_0 are jointly Gaussian too, with
//   S = Cov(x_t)      = (1-t)^2 C_0 + t^2 C_1 + t (1-t) (K + K^T)
//   J = Cov(u_t, x_t) = t C_1 - (1-t) C_0 + (1-t) K^T - t K
//   V = Cov(u_t)      = C_0 + C_1 - K - K^T
// so E[u_t | x_t = x] = m_1 - m_0 + J S^-1 (x - m_t) is linear, and Cov(u_t | x_t) =
// V - J S^-1 J^T is the same everywhere.
//
// K = 0 are independent pairs, those of plain flow matching. The optimal pairs of W_2 are
// deterministic, and their lines do not cross: there the covariance is 0, and the field's flow runs
// along the pairs' own lines at constant speed (Liu et al. 2023; Tong et al. 2024, prop. 3.4).
#pragma once

#include "fm/measure/gaussian.hpp"

namespace fm {

// At one time: u(x) = drift + slope (x - centre).
struct LinearField {
  Eigen::VectorXd centre, drift;     // d
  Eigen::MatrixXd slope, covariance; // d x d; the covariance of the target velocity given x

  Eigen::VectorXd operator()(const Eigen::VectorXd& x) const {
    FM_REQUIRE(x.size() == centre.size(), "a place has as many coordinates as the Gaussians");
    return drift + slope.lazyProduct(x - centre);
  }
};

class CoupledGaussians {
public:
  // cross: d x d, Cov(x_0, x_1), row: coordinate of x_0. Throws fm::Error unless both are Gaussians
  // (flat ones too) and [[C_0, K], [K^T, C_1]] is a covariance.
  CoupledGaussians(GaussianFit source, GaussianFit target, Eigen::MatrixXd cross)
      : source_(std::move(source)), target_(std::move(target)), cross_(std::move(cross)) {
    require_pair(source_, target_);
    const Eigen::Index d = source_.mean.size();
    FM_REQUIRE(cross_.rows() == d && cross_.cols() == d,
               "a cross-covariance of Gaussians in d dimensions is d x d");
    FM_REQUIRE(cross_.allFinite(), "a cross-covariance is finite");
    Eigen::MatrixXd joint(2 * d, 2 * d);
    joint << source_.covariance, cross_, cross_.transpose(), target_.covariance;
    // As correlations, so that a narrow end counts as much as a wide one.
    const double widest = joint.diagonal().maxCoeff();
    for (Eigen::Index i = 0; i < 2 * d; ++i) {
      const double width = std::sqrt(joint(i, i) > 0 ? joint(i, i) : widest > 0 ? widest : 1);
      joint.row(i) /= width, joint.col(i) /= width;
    }
    FM_REQUIRE(detail::spectrum(joint).values.minCoeff() >= -1e-9,
               "no pairs have this cross-covariance: together with the two covariances it has a "
               "negative variance in some direction; make it smaller");
  }

  // The pairs of two Gaussians between independent (share 0) and optimal (share 1): K = share K_ot.
  // Sets of covariances are convex, so that is one for every share in [0, 1]. Throws fm::Error.
  static CoupledGaussians between(const GaussianFit& source, const GaussianFit& target,
                                  double share) {
    FM_REQUIRE(share >= 0 && share <= 1, "the share of the optimal coupling lies in [0, 1]");
    return {source, target, share * optimal_cross(source, target)};
  }

  // K of the optimal pairs. With F F^T = C_0 and G G^T = C_1 they are x_0 = F Q z, x_1 = G P z, z
  // unit noise (see gaussian.hpp). Where gaussian_map exists it is C_0 L^T.
  static Eigen::MatrixXd optimal_cross(const GaussianFit& source, const GaussianFit& target) {
    require_pair(source, target);
    const Eigen::MatrixXd f = detail::factor(source.covariance),
                          g = detail::factor(target.covariance);
    const detail::Rotations r = detail::singular_vectors(g.transpose().lazyProduct(f));
    const Eigen::MatrixXd from = f.lazyProduct(r.right), to = g.lazyProduct(r.left);
    return from.lazyProduct(to.transpose());
  }

  const GaussianFit& source() const { return source_; }
  const GaussianFit& target() const { return target_; }
  const Eigen::MatrixXd& cross() const { return cross_; }

  // p_t. Throws fm::Error for a t outside [0, 1].
  GaussianFit marginal(double t) const {
    FM_REQUIRE(t >= 0 && t <= 1, "pairs are on their way for t in [0, 1]");
    const double s = 1 - t;
    return {s * source_.mean + t * target_.mean, s * s * source_.covariance +
                                                     t * t * target_.covariance +
                                                     t * s * (cross_ + cross_.transpose())};
  }

  // Cov(x_1 - x_0); with the means' distance its trace is what the pairs cost, E|x_1 - x_0|^2.
  Eigen::MatrixXd velocity_covariance() const {
    return source_.covariance + target_.covariance - cross_ - cross_.transpose();
  }
  double cost() const {
    return (target_.mean - source_.mean).squaredNorm() + velocity_covariance().trace();
  }

  // The field at t. In a direction in which x_t has no width (an end is flat there, or all lines
  // cross), below 1e-14 of the ends' widths at t, the velocity does not change. Throws fm::Error
  // for a t outside [0, 1].
  LinearField at(double t) const {
    const GaussianFit p = marginal(t);
    const double s = 1 - t;
    const Eigen::MatrixXd J =
        t * target_.covariance - s * source_.covariance + s * cross_.transpose() - t * cross_;
    const detail::Spectrum of_s = detail::spectrum(p.covariance);
    const double least =
        1e-14 * (s * s * source_.covariance.trace() + t * t * target_.covariance.trace());
    Eigen::VectorXd inverse = Eigen::VectorXd::Zero(p.mean.size());
    for (Eigen::Index k = 0; k < inverse.size(); ++k)
      if (of_s.values[k] > least) inverse[k] = 1 / of_s.values[k];
    const Eigen::MatrixXd j = J.lazyProduct(of_s.vectors);
    const Eigen::MatrixXd scaled = j * inverse.asDiagonal();
    const Eigen::MatrixXd left = velocity_covariance() - scaled.lazyProduct(j.transpose());
    return {p.mean, target_.mean - source_.mean, scaled.lazyProduct(of_s.vectors.transpose()),
            (left + left.transpose()) / 2};
  }

private:
  static void require_pair(const GaussianFit& source, const GaussianFit& target) {
    FM_REQUIRE(source.mean.size() == target.mean.size() && source.mean.size() >= 1,
               "two Gaussians have the same number of coordinates, at least 1");
    source.require_valid(), target.require_valid();
  }

  GaussianFit source_, target_;
  Eigen::MatrixXd cross_;
};

} // namespace fm
