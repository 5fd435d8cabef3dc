#include "catch.hpp"
#include "fm/exact/coupled_gaussians.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/measure/gaussian_map.hpp"

using namespace fm;

namespace {
GaussianFit some_gaussian(Eigen::Index d, Random& random) {
  Eigen::MatrixXd f(d, d);
  for (double& z : f.reshaped()) z = random.normal();
  Eigen::VectorXd mean(d);
  for (double& z : mean) z = random.normal();
  return {mean, f * f.transpose() + 0.1 * Eigen::MatrixXd::Identity(d, d)};
}

// A coupling that is none of the named ones: K = F R G^T with a contraction R.
CoupledGaussians some_coupling(Eigen::Index d, Random& random) {
  const GaussianFit a = some_gaussian(d, random), b = some_gaussian(d, random);
  Eigen::MatrixXd r(d, d);
  for (double& z : r.reshaped()) z = random.normal();
  r *= 0.8 / r.norm();
  return {a, b, detail::factor(a.covariance) * r * detail::factor(b.covariance).transpose()};
}
} // namespace

TEST_CASE("the field of coupled Gaussians is the regression of the velocity on the place") {
  Random random(41);
  const int n = 200'000;
  for (int round = 0; round < 3; ++round) {
    const CoupledGaussians pairs = some_coupling(2, random);
    Eigen::MatrixXd joint(4, 4);
    joint << pairs.source().covariance, pairs.cross(), pairs.cross().transpose(),
        pairs.target().covariance;
    const Eigen::MatrixXd f = detail::factor(joint);
    const double t = 0.25 + 0.25 * round;
    const LinearField u = pairs.at(t);
    const Eigen::MatrixXd S = pairs.marginal(t).covariance;
    Batch<double> off(n, 2), place(n, 2);
    for (Eigen::Index i = 0; i < n; ++i) {
      Eigen::Vector4d z;
      for (double& one : z) one = random.normal();
      z = f * z;
      const Eigen::Vector2d x_0 = pairs.source().mean + z.head(2),
                            x_1 = pairs.target().mean + z.tail(2);
      const Eigen::Vector2d x_t = (1 - t) * x_0 + t * x_1;
      off.row(i) = (x_1 - x_0 - u(x_t)).transpose();
      place.row(i) = (x_t - u.centre).transpose();
    }
    // What the field leaves has mean 0, also beyond a line, no slope, and the covariance it says;
    // each to 5 standard errors.
    const double left = std::sqrt(u.covariance.trace()), wide = std::sqrt(S.trace());
    const double error = 5 / std::sqrt(double(n));
    CHECK(off.colwise().mean().norm() < error * left);
    Eigen::RowVector2d beyond = Eigen::RowVector2d::Zero();
    for (Eigen::Index i = 0; i < n; ++i)
      if (place(i, 0) > 0.7 * std::sqrt(S(0, 0))) beyond += off.row(i) / n;
    CHECK(beyond.norm() < error * left);
    CHECK((off.transpose() * place / n).norm() < error * left * wide);
    CHECK((off.transpose() * off / n - u.covariance).norm() < 2 * error * left * left);
    CHECK((place.transpose() * place / n - S).norm() < 2 * error * wide * wide);
  }
}

TEST_CASE("p_t of coupled Gaussians moves with their field: dS/dt = A S + S A^T") {
  Random random(42);
  for (Eigen::Index d : {1, 2, 5})
    for (double t : {0.1, 0.5, 0.8}) {
      const CoupledGaussians pairs = some_coupling(d, random);
      const LinearField u = pairs.at(t);
      const double h = 1e-3; // S is quadratic in t: no error but rounding
      const Eigen::MatrixXd S = pairs.marginal(t).covariance;
      const Eigen::MatrixXd change =
          (pairs.marginal(t + h).covariance - pairs.marginal(t - h).covariance) / (2 * h);
      CHECK((u.slope * S + S * u.slope.transpose() - change).norm() < 1e-11 * (1 + S.norm()));
      CHECK(detail::spectrum(u.covariance).values.minCoeff() > 0);
      CHECK(u(u.centre).isApprox(pairs.target().mean - pairs.source().mean, 1e-14));
    }
}

TEST_CASE("independent pairs have the field of one Gaussian to another") {
  Random random(43);
  std::vector<double> w;
  for (double t : {0., 0.3, 0.7, 1.}) {
    const GaussianFit a = some_gaussian(2, random), b = some_gaussian(2, random);
    const CoupledGaussians pairs = CoupledGaussians::between(a, b, 0);
    CHECK(pairs.cross().isZero(0));
    const LinearField u = pairs.at(t);
    const Point x(random.normal(), random.normal());
    const Marginal m =
        mixture_marginal(GaussianMixture{{{1, a.mean, a.covariance}}},
                         GaussianMixture{{{1, b.mean, b.covariance}}}, CondOT{}, x, t, w);
    CHECK((u(x) - m.velocity).norm() < 1e-12 * (1 + m.velocity.norm()));
    CHECK((u.covariance - m.covariance).norm() < 1e-12 * (1 + m.velocity.squaredNorm()));
  }
}

TEST_CASE("optimal pairs: straight lines of constant speed, no variance left, at the cost of W2") {
  Random random(44);
  for (Eigen::Index d : {1, 2, 4}) {
    const GaussianFit a = some_gaussian(d, random), b = some_gaussian(d, random);
    const CoupledGaussians pairs = CoupledGaussians::between(a, b, 1);
    const GaussianMap map = gaussian_map(a, b);
    CHECK(pairs.cross().isApprox(a.covariance * map.linear.transpose(), 1e-10));
    Eigen::VectorXd x_0 = a.mean;
    for (double& z : x_0) z += random.normal();
    const Eigen::VectorXd line = map(x_0) - x_0;
    for (double t : {0., 0.2, 0.5, 0.9, 1.}) {
      const LinearField u = pairs.at(t);
      CHECK((u(x_0 + t * line) - line).norm() < 1e-10 * line.norm());
      CHECK(u.covariance.norm() < 1e-10 * pairs.velocity_covariance().norm());
    }
    const double w_2 = gaussian_wasserstein_2(a, b);
    CHECK(pairs.cost() == Approx(w_2 * w_2).epsilon(1e-10));
  }
}

TEST_CASE("from independent to optimal pairs the cost falls in a line, and what is left to 0") {
  Random random(45);
  const GaussianFit a = some_gaussian(3, random), b = some_gaussian(3, random);
  const double most = CoupledGaussians::between(a, b, 0).cost(),
               least = CoupledGaussians::between(a, b, 1).cost();
  double before = std::numeric_limits<double>::infinity();
  for (double share : {0., 0.25, 0.5, 0.75, 1.}) {
    const CoupledGaussians pairs = CoupledGaussians::between(a, b, share);
    CHECK(pairs.cost() == Approx(most + share * (least - most)).epsilon(1e-12));
    const double left = pairs.at(0.5).covariance.trace();
    CHECK(left < before);
    before = left;
  }
}

TEST_CASE("where all lines cross, nothing is known of the velocity; elsewhere all is") {
  const GaussianFit a{Eigen::Vector2d(1, 0), Eigen::Vector2d(1, 4).asDiagonal()};
  const CoupledGaussians pairs(a, a, -a.covariance); // x_1 - m = -(x_0 - m)
  const LinearField middle = pairs.at(0.5);
  CHECK(middle.slope.isZero(1e-12));
  CHECK(middle.covariance.isApprox(4 * a.covariance, 1e-12));
  const LinearField late = pairs.at(0.75); // x_t - m = -(x_0 - m) / 2
  CHECK(late.slope.isApprox(4 * Eigen::Matrix2d::Identity(), 1e-12));
  CHECK(late.covariance.isZero(1e-12));
}

TEST_CASE("flat Gaussians have optimal pairs too, where no map exists") {
  const GaussianFit flat{Eigen::Vector2d::Zero(), Eigen::Vector2d(1, 0).asDiagonal()},
      round{Eigen::Vector2d::Zero(), 4 * Eigen::Matrix2d::Identity()};
  for (const auto& [a, b] : {std::pair{flat, round}, std::pair{round, flat}}) {
    const CoupledGaussians pairs = CoupledGaussians::between(a, b, 1);
    CHECK(pairs.cross().isApprox(Eigen::Vector2d(2, 0).asDiagonal().toDenseMatrix(), 1e-12));
    for (double t : {0., 0.5, 1.}) CHECK(pairs.at(t).slope.allFinite());
    // x_0 tells the first coordinate of x_1 and nothing of the second, of variance 4, if it is
    // flat.
    CHECK(pairs.at(0).covariance.trace() == Approx(a.covariance(1, 1) > 0 ? 0 : 4).margin(1e-12));
  }
}

TEST_CASE("what is no cross-covariance is refused, however narrow an end is") {
  Random random(46);
  const GaussianFit a = some_gaussian(2, random), b = some_gaussian(2, random);
  const Eigen::MatrixXd k = CoupledGaussians::optimal_cross(a, b);
  CHECK_THROWS_WITH(CoupledGaussians(a, b, 1.001 * k), Catch::Contains("cross-covariance"));
  const auto scaled = [](GaussianFit g, double by) {
    return GaussianFit{by * g.mean, by * by * g.covariance};
  };
  for (double narrow : {1e-8, 1e-4, 1e6}) {
    const GaussianFit small = scaled(a, narrow);
    CHECK_NOTHROW(CoupledGaussians(small, b, narrow * k));
    CHECK_THROWS_WITH(CoupledGaussians(small, b, 1.001 * narrow * k), Catch::Contains("smaller"));
  }
  CHECK_THROWS_WITH(CoupledGaussians(a, b, Eigen::MatrixXd::Zero(3, 2)), Catch::Contains("d x d"));
  CHECK_THROWS_WITH(CoupledGaussians(a, b, Eigen::MatrixXd::Constant(2, 2, NAN)),
                    Catch::Contains("finite"));
  CHECK_THROWS_WITH(CoupledGaussians(a, some_gaussian(3, random), k), Catch::Contains("number"));
  const GaussianFit none{a.mean, -a.covariance};
  CHECK_THROWS_WITH(CoupledGaussians(none, b, Eigen::MatrixXd::Zero(2, 2)),
                    Catch::Contains("negative variance"));
  for (double share : {-0.1, 1.1, double(NAN)})
    CHECK_THROWS_WITH(CoupledGaussians::between(a, b, share), Catch::Contains("[0, 1]"));
  for (double t : {-0.1, 1.1, double(NAN)})
    CHECK_THROWS_WITH(CoupledGaussians(a, b, k).at(t), Catch::Contains("[0, 1]"));
  CHECK_THROWS_WITH(CoupledGaussians(a, b, k).at(0)(Eigen::VectorXd::Zero(3)),
                    Catch::Contains("coordinates"));
}
