#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/data/gaussian_mixture.hpp"
#include "fm/data/multivariate_normal.hpp"
#include "fm/measure/metrics.hpp"

using namespace fm;

namespace {
template <class S> Batch<S> unit_noise(Eigen::Index n, Eigen::Index d, std::uint64_t seed) {
  Random random(seed);
  Batch<S> z(n, d);
  for (Eigen::Index i = 0; i < z.size(); ++i) z.data()[i] = S(random.normal());
  return z;
}
// A covariance with correlations of both signs: B B^T with B from unit noise.
Eigen::MatrixXd some_covariance(Eigen::Index d) {
  const Eigen::MatrixXd b = unit_noise<double>(d, d, 3);
  return b * b.transpose() / double(d) + 0.1 * Eigen::MatrixXd::Identity(d, d);
}
} // namespace

TEST_CASE("samples have the mean and the covariance that were asked for, the nearer the more") {
  constexpr Eigen::Index d = 5;
  const Eigen::VectorXd mean = Eigen::VectorXd::LinSpaced(d, -2, 3);
  const Eigen::MatrixXd covariance = some_covariance(d);
  const auto p = MultivariateNormal<double>::of(mean, covariance);
  for (const Eigen::Index n : {1000, 100000}) {
    const GaussianFit fit = fit_gaussian(p.from_noise(unit_noise<double>(n, d, 11)));
    for (Eigen::Index i = 0; i < d; ++i) {
      // Five standard errors: sqrt(C_ii / n), sqrt((C_ii C_jj + C_ij^2) / n).
      CHECK(std::fabs(fit.mean[i] - mean[i]) < 5 * std::sqrt(covariance(i, i) / double(n)));
      for (Eigen::Index j = 0; j < d; ++j)
        CHECK(std::fabs(fit.covariance(i, j) - covariance(i, j)) <
              5 * std::sqrt(
                      (covariance(i, i) * covariance(j, j) + covariance(i, j) * covariance(i, j)) /
                      double(n)));
    }
  }
}

TEST_CASE("a sample goes back to its noise") {
  constexpr Eigen::Index d = 40;
  const Batch<float> z = unit_noise<float>(7, d, 5);
  const auto p = MultivariateNormal<float>::of(Eigen::VectorXd::Ones(d), some_covariance(d));
  // Rounding of 6e-8 times the factor's condition, which is below 20.
  CHECK((p.to_noise(p.from_noise(z)) - z).cwiseAbs().maxCoeff() < 2e-5f);
}

TEST_CASE("the density is that of the plane's Gaussian, turned and off centre") {
  Eigen::Matrix2d covariance;
  covariance << 2, -0.7, -0.7, 0.5;
  const Point mean(1, -2);
  const auto p = MultivariateNormal<double>::of(mean, covariance);
  const GaussianMixture same{{{1, mean, covariance}}};
  const Batch<double> x = unit_noise<double>(20, 2, 9);
  const Times<double> got = p.log_density(x);
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    CHECK(got[i] == Approx(log_density(same, Point(x.row(i).transpose())).value).epsilon(1e-12));
}

TEST_CASE("a ridge gives a factor where the data leave a direction out") {
  Eigen::MatrixXd flat = some_covariance(4);
  flat.row(2).setZero();
  flat.col(2).setZero();
  const Eigen::VectorXd mean = Eigen::VectorXd::Zero(4);
  CHECK_THROWS_WITH(MultivariateNormal<double>::of(mean, flat),
                    Catch::Contains("give it a larger ridge"));
  const auto p = MultivariateNormal<double>::of(mean, flat, 0.25);
  const Eigen::MatrixXd lower = p.factor().triangularView<Eigen::Lower>();
  CHECK((lower * lower.transpose() - flat - 0.25 * Eigen::MatrixXd::Identity(4, 4)).norm() < 1e-12);
}

TEST_CASE("shapes that do not fit are refused") {
  using Normal = MultivariateNormal<double>;
  const Eigen::VectorXd mean = Eigen::VectorXd::Zero(3);
  CHECK_THROWS_WITH(Normal::of(mean, Eigen::MatrixXd::Identity(2, 2)), Catch::Contains("d x d"));
  CHECK_THROWS_WITH(Normal::of(mean, Eigen::MatrixXd::Identity(3, 3), -1),
                    Catch::Contains("ridge"));
  CHECK_THROWS_WITH(Normal(mean.transpose(), Batch<double>::Zero(3, 3)),
                    Catch::Contains("positive diagonal"));
  const Normal p = Normal::of(mean, Eigen::MatrixXd::Identity(3, 3));
  CHECK_THROWS_WITH(p.from_noise(Batch<double>::Zero(2, 4)), Catch::Contains("dimensions"));
  CHECK_THROWS_WITH(p.to_noise(Batch<double>::Zero(2, 2)), Catch::Contains("dimensions"));
}
