// Where the flow of flow matching takes one Gaussian, and how far that is from where optimal
// transport does.
//
// The field u_t(x) = drift + A_t (x - m_t) of coupled Gaussians is linear, so its flow from t = 0
// to 1 is the linear map M with dM/dt = A_t M, M = I at t = 0, and M C_0 M^T = C_1. For independent
// pairs, with F F^T = C_0 and y = F^-1 (x - m_t), the axes of B = F^-1 C_1 F^-T do not mix: along
// one of eigenvalue b, A_t is the logarithmic slope of sqrt((1-t)^2 + t^2 b). Hence
//   M = F B^1/2 F^-1 = (C_1 C_0^-1)^1/2,
// the root with positive eigenvalues. The optimal map (see measure/gaussian_map.hpp) is the
// symmetric matrix that carries C_0 to C_1, so the two are one only where M is symmetric: where C_0
// and C_1 commute, which is where their ellipses have the same axes.
#pragma once

#include "fm/exact/coupled_gaussians.hpp"
#include "fm/measure/gaussian_map.hpp"
#include "fm/ode/adaptive.hpp"

namespace fm {

namespace detail {
// F and F^-1 with F F^T = the covariance. Throws fm::Error for one that is flat: a flow is not
// known off its source.
struct Whitening {
  Eigen::MatrixXd factor, inverse;
};
inline Whitening whitening(const GaussianFit& g) {
  g.require_valid();
  const Spectrum s = spectrum(g.covariance);
  FM_REQUIRE(s.values.size() >= 1 && s.values.minCoeff() > 1e-14 * s.values.maxCoeff(),
             "the source of a flow map has a width in every direction: give it one");
  const Eigen::VectorXd root = s.values.cwiseSqrt();
  return {s.vectors * root.asDiagonal(), root.cwiseInverse().asDiagonal() * s.vectors.transpose()};
}
} // namespace detail

// M for independent pairs, in closed form. Every schedule has the same, for at its end y has the
// same variances. To a time before 1: with the target CoupledGaussians::marginal(t). The target may
// be flat. Throws fm::Error.
// region: flow-map
inline GaussianMap independent_flow_map(const GaussianFit& source, const GaussianFit& target) {
  FM_REQUIRE(source.mean.size() == target.mean.size(),
             "two Gaussians have the same number of coordinates");
  const detail::Whitening white = detail::whitening(source);
  target.require_valid();
  // B = N^T N with N = G^T F^-T, G G^T = C_1: its root by N's singular vectors.
  const Eigen::MatrixXd n =
      detail::factor(target.covariance).transpose().lazyProduct(white.inverse.transpose());
  const Eigen::MatrixXd axes = detail::singular_vectors(n).right;
  const Eigen::VectorXd widths = n.lazyProduct(axes).colwise().norm().transpose();
  const Eigen::MatrixXd out = white.factor.lazyProduct(axes) * widths.asDiagonal();
  return {source.mean, target.mean, out.lazyProduct(axes.transpose().lazyProduct(white.inverse))};
}
// endregion

// M for pairs between independent (share 0) and optimal (share 1, where M is the optimal map), see
// CoupledGaussians::between; to about 1e-10, by dopri5. Of these, lines never cross all in one
// place before t = 1; of other pairs they may, and then there is no flow map. Throws fm::Error.
inline GaussianMap flow_map(const GaussianFit& source, const GaussianFit& target, double share) {
  const CoupledGaussians pairs = CoupledGaussians::between(source, target, share);
  const detail::Whitening white = detail::whitening(source);
  const auto velocity = [&](const Batch<double>& x, double t) -> Batch<double> {
    return pairs.at(t).slope.lazyProduct(x);
  };
  Tolerance tolerance;
  tolerance.relative = 1e-12;
  tolerance.absolute = 1e-13 * std::sqrt(source.covariance.trace() + target.covariance.trace());
  // M F, which has the units of x.
  const auto solution =
      solve_adaptive(tableau("dopri5"), velocity, Batch<double>(white.factor), 0., 1., tolerance);
  FM_REQUIRE(solution.outcome == SolveOutcome::reached,
             "the flow map was not reached: " +
                 std::string(solve_outcome_names[std::size_t(solution.outcome)]));
  return {source.mean, target.mean, solution.x.lazyProduct(white.inverse)};
}

// E|a(x) - b(x)|^2 for x of the source: |a(m) - b(m)|^2 + tr((A - B) C (A - B)^T). Throws
// fm::Error.
inline double mean_squared_distance(const GaussianMap& a, const GaussianMap& b,
                                    const GaussianFit& source) {
  source.require_valid();
  FM_REQUIRE(a.from.size() == source.mean.size() && b.from.size() == source.mean.size(),
             "a map has as many coordinates as what it carries");
  const Eigen::MatrixXd between = a.linear - b.linear; // a sum of squares: not below 0
  return (a(source.mean) - b(source.mean)).squaredNorm() +
         between.lazyProduct(detail::factor(source.covariance)).squaredNorm();
}

} // namespace fm
