// The normal distribution in any number of dimensions, by a factor of its covariance.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <Eigen/Cholesky>
#include <numbers>

namespace fm {

// log N(z; 0, I) of each row.
template <class S> Times<S> unit_log_density(const Batch<S>& z) {
  const double log_norm = 0.5 * double(z.cols()) * portable::log(2 * std::numbers::pi);
  return S(-0.5) * z.rowwise().squaredNorm().array() - S(log_norm);
}

// N(mean, L L^T) over rows of d numbers, L lower triangular.
template <class S> class MultivariateNormal {
public:
  using Row = Eigen::Matrix<S, 1, Eigen::Dynamic>;

  // mean: d; factor: d x d, what lies above its diagonal is not looked at. Throws fm::Error.
  MultivariateNormal(Row mean, Batch<S> factor)
      : mean_(std::move(mean)), factor_(std::move(factor)) {
    FM_REQUIRE(mean_.size() >= 1 && factor_.rows() == mean_.size() &&
                   factor_.cols() == mean_.size(),
               "a normal distribution has a mean of d numbers and a factor of d x d");
    FM_REQUIRE(mean_.allFinite() && factor_.allFinite() && (factor_.diagonal().array() > 0).all(),
               "a factor is finite, with a positive diagonal");
  }

  // N(mean, covariance + ridge I). A covariance of data may leave directions out, as that of images
  // whose corners are always black does, and then there is neither a factor nor a density without a
  // ridge. Throws fm::Error unless the sum is positive definite.
  static MultivariateNormal of(const Eigen::VectorXd& mean, const Eigen::MatrixXd& covariance,
                               double ridge = 0) {
    FM_REQUIRE(covariance.rows() == mean.size() && covariance.cols() == mean.size(),
               "the covariance of d numbers is d x d");
    FM_REQUIRE(ridge >= 0 && std::isfinite(ridge), "a ridge is a number of at least 0");
    const Eigen::Index d = mean.size();
    const Eigen::LLT<Eigen::MatrixXd> llt(covariance + ridge * Eigen::MatrixXd::Identity(d, d));
    FM_REQUIRE(llt.info() == Eigen::Success,
               "the covariance is not positive definite: give it a larger ridge");
    const Eigen::MatrixXd lower = llt.matrixL();
    return {Row(mean.transpose().template cast<S>()), Batch<S>(lower.template cast<S>())};
  }

  Eigen::Index dimensions() const { return mean_.size(); }
  const Row& mean() const { return mean_; }
  const Batch<S>& factor() const { return factor_; }

  // mean + L z for each row z of unit noise: a sample.
  Batch<S> from_noise(const Batch<S>& z) const {
    require(z);
    Batch<S> x = z * factor_.transpose().template triangularView<Eigen::Upper>();
    x.rowwise() += mean_;
    return x;
  }

  // L^-1 (x - mean), the unit noise that a sample came from.
  Batch<S> to_noise(const Batch<S>& x) const {
    require(x);
    Batch<S> z = x.rowwise() - mean_;
    factor_.transpose()
        .template triangularView<Eigen::Upper>()
        .template solveInPlace<Eigen::OnTheRight>(z);
    return z;
  }

  // log p of each row: that of its noise, less log det L for how far L stretches.
  Times<S> log_density(const Batch<S>& x) const {
    const double stretch = factor_.diagonal().template cast<double>().array().log().sum();
    return unit_log_density(to_noise(x)) - S(stretch);
  }

private:
  void require(const Batch<S>& rows) const {
    FM_REQUIRE(rows.cols() == dimensions(),
               "rows have as many numbers as the distribution has dimensions");
  }

  Row mean_;
  Batch<S> factor_;
};

} // namespace fm
