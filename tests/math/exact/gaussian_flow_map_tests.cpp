#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/exact/gaussian_flow_map.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/path/any_schedule.hpp"

using namespace fm;

namespace {
GaussianFit some_gaussian(Eigen::Index d, Random& random) {
  Eigen::MatrixXd f(d, d);
  for (double& z : f.reshaped()) z = random.normal();
  Eigen::VectorXd mean(d);
  for (double& z : mean) z = random.normal();
  return {mean, f * f.transpose() + 0.1 * Eigen::MatrixXd::Identity(d, d)};
}

// An ellipse with half axes 2 and 1/2, turned by a share of a full turn.
GaussianFit ellipse(double turn) {
  const auto [s, c] = sincos_2pi(turn);
  Eigen::Matrix2d axes;
  axes << c, -s, s, c;
  return {Eigen::Vector2d::Zero(), axes * Eigen::Vector2d(4, 0.25).asDiagonal() * axes.transpose()};
}

double from_optimal(const GaussianFit& a, const GaussianFit& b) {
  return mean_squared_distance(independent_flow_map(a, b), gaussian_map(a, b), a);
}
} // namespace

TEST_CASE("the flow map of independent pairs is the root of C_1 C_0^-1, and carries C_0 to C_1") {
  Random random(51);
  for (Eigen::Index d : {1, 2, 3, 6})
    for (int round = 0; round < 4; ++round) {
      const GaussianFit a = some_gaussian(d, random), b = some_gaussian(d, random);
      const Eigen::MatrixXd m = independent_flow_map(a, b).linear;
      CHECK((m * a.covariance * m.transpose() - b.covariance).norm() < 1e-11 * b.covariance.norm());
      CHECK((m * m * a.covariance - b.covariance).norm() < 1e-10 * b.covariance.norm());
    }
}

TEST_CASE("the closed flow map is what a solver makes of the field, at every time") {
  Random random(52);
  for (Eigen::Index d : {1, 2, 4}) {
    const GaussianFit a = some_gaussian(d, random), b = some_gaussian(d, random);
    const CoupledGaussians pairs = CoupledGaussians::between(a, b, 0);
    const GaussianMap closed = independent_flow_map(a, b), solved = flow_map(a, b, 0);
    CHECK((closed.linear - solved.linear).norm() < 1e-9 * closed.linear.norm());
    CHECK(solved.to == b.mean);
    // A trajectory, by a solver that is told nothing but the field.
    Batch<double> x(1, d);
    for (double& z : x.reshaped()) z = random.normal();
    const Eigen::VectorXd x_0 = x.row(0).transpose();
    for (double t : {0.3, 0.6, 1.}) {
      const auto velocity = [&](const Batch<double>& at, double time) -> Batch<double> {
        return pairs.at(time)(at.row(0).transpose()).transpose();
      };
      const Batch<double> end = solve(tableau("rk4"), velocity, x, 0, t, 400);
      CHECK((end.row(0).transpose() - independent_flow_map(a, pairs.marginal(t))(x_0)).norm() <
            1e-7 * (1 + end.norm()));
    }
  }
}

TEST_CASE("every schedule has the same flow map between two Gaussians") {
  Random random(53);
  const GaussianFit a{Eigen::Vector2d::Zero(), some_gaussian(2, random).covariance},
      b = some_gaussian(2, random);
  std::vector<double> w;
  for (ScheduleKind kind :
       {ScheduleKind::cond_ot, ScheduleKind::polynomial, ScheduleKind::cosine}) {
    const AnySchedule schedule = AnySchedule::of(kind, kind == ScheduleKind::polynomial ? 2 : 0);
    const auto velocity = [&](const Batch<double>& x, double t) -> Batch<double> {
      return mixture_marginal(GaussianMixture{{{1, a.mean, a.covariance}}},
                              GaussianMixture{{{1, b.mean, b.covariance}}}, schedule,
                              Point(x.row(0).transpose()), t, w)
          .velocity.transpose();
    };
    Batch<double> x(1, 2);
    x << 0.7, -1.2;
    const Eigen::VectorXd end = independent_flow_map(a, b)(x.row(0).transpose());
    CHECK((solve(tableau("rk4"), velocity, x, 0, 1, 400).row(0).transpose() - end).norm() < 1e-7);
  }
}

TEST_CASE(
    "the flow of independent pairs is optimal where the covariances commute, and only there") {
  Random random(54);
  // The same axes in five dimensions.
  const detail::Spectrum axes = detail::spectrum(some_gaussian(5, random).covariance);
  const auto with = [&](auto&& width) -> GaussianFit {
    Eigen::VectorXd v(5);
    for (double& z : v) z = width();
    return {Eigen::VectorXd::Zero(5), axes.vectors * v.asDiagonal() * axes.vectors.transpose()};
  };
  const GaussianFit a = with([&] { return 0.1 + random.uniform(); }),
                    b = with([&] { return 0.1 + 5 * random.uniform(); });
  CHECK(from_optimal(a, b) < 1e-24 * b.covariance.trace() * 25);
  const GaussianFit round{Eigen::Vector2d::Zero(), 3 * Eigen::Matrix2d::Identity()};
  CHECK(from_optimal(round, ellipse(0.1)) < 1e-24);
  // Turned ellipses: 0 at no turn and at a quarter, and between them not; the same to either side.
  CHECK(from_optimal(ellipse(0), ellipse(0)) < 1e-24);
  CHECK(from_optimal(ellipse(0), ellipse(0.25)) < 1e-24);
  for (double turn : {0.01, 0.05, 0.125, 0.2, 0.24}) {
    const double off = from_optimal(ellipse(0), ellipse(turn));
    CHECK(off > 1e-4);
    CHECK(from_optimal(ellipse(0), ellipse(-turn)) == Approx(off).epsilon(1e-10));
    CHECK(from_optimal(ellipse(0.3), ellipse(0.3 + turn)) == Approx(off).epsilon(1e-10));
    // A map that is not the optimal one costs more.
    const GaussianMap stay{Eigen::Vector2d::Zero(), Eigen::Vector2d::Zero(),
                           Eigen::Matrix2d::Identity()};
    const GaussianFit& one = ellipse(0);
    const double w_2 = gaussian_wasserstein_2(one, ellipse(turn));
    CHECK(mean_squared_distance(independent_flow_map(one, ellipse(turn)), stay, one) >
          1.00001 * w_2 * w_2);
    CHECK(mean_squared_distance(gaussian_map(one, ellipse(turn)), stay, one) ==
          Approx(w_2 * w_2).epsilon(1e-10));
  }
}

TEST_CASE("the flow of optimal pairs is the optimal map; between the couplings it comes nearer") {
  Random random(55);
  const GaussianFit a = ellipse(0), b = ellipse(0.12);
  const GaussianMap optimal = gaussian_map(a, b);
  double before = std::numeric_limits<double>::infinity();
  for (double share : {0., 0.25, 0.5, 0.75, 1.}) {
    const GaussianMap m = flow_map(a, b, share);
    CHECK((m.linear * a.covariance * m.linear.transpose() - b.covariance).norm() <
          1e-9 * b.covariance.norm());
    const double off = mean_squared_distance(m, optimal, a);
    INFO("share " << share << ": " << off);
    CHECK(off < before);
    before = off;
  }
  CHECK(before < 1e-18);
  const GaussianFit c = some_gaussian(3, random), d = some_gaussian(3, random);
  CHECK(mean_squared_distance(flow_map(c, d, 1), gaussian_map(c, d), c) < 1e-16);
}

TEST_CASE("the distance of two maps is the mean over what they carry") {
  Random random(56);
  const GaussianFit a = some_gaussian(2, random), b = some_gaussian(2, random);
  const GaussianMap m = independent_flow_map(a, b);
  GaussianMap t = gaussian_map(a, b);
  t.to += Eigen::Vector2d(0.3, -0.2);
  const Eigen::MatrixXd f = detail::factor(a.covariance);
  double sum = 0, squares = 0;
  const int n = 100'000;
  for (int i = 0; i < n; ++i) {
    const double z = random.normal();
    const Eigen::VectorXd x = a.mean + f * Eigen::Vector2d(z, random.normal());
    const double off = (m(x) - t(x)).squaredNorm();
    sum += off, squares += off * off;
  }
  const double mean = sum / n, error = std::sqrt((squares / n - mean * mean) / n);
  CHECK(std::fabs(mean_squared_distance(m, t, a) - mean) < 5 * error);
  const Eigen::MatrixXd k = m.linear - t.linear;
  CHECK(mean_squared_distance(m, t, a) ==
        Approx(0.13 + (k * a.covariance * k.transpose()).trace()).epsilon(1e-12));
}

TEST_CASE("a flow map needs a source of some width; its target may be flat") {
  const GaussianFit a = ellipse(0), b = ellipse(0.1),
                    flat{Eigen::Vector2d::Zero(), Eigen::Vector2d(1, 0).asDiagonal()};
  CHECK_THROWS_WITH(independent_flow_map(flat, b), Catch::Contains("width"));
  CHECK_THROWS_WITH(flow_map(flat, b, 0.5), Catch::Contains("width"));
  CHECK_THROWS_WITH(flow_map(a, b, 1.5), Catch::Contains("[0, 1]"));
  // To a flat target along the flow of any share.
  for (double share : {0., 0.5, 1.}) {
    const Eigen::MatrixXd m = flow_map(b, flat, share).linear;
    CHECK((m * b.covariance * m.transpose() - flat.covariance).norm() < 1e-9);
  }
  const Eigen::MatrixXd to_flat = independent_flow_map(b, flat).linear;
  CHECK((to_flat * b.covariance * to_flat.transpose() - flat.covariance).norm() < 1e-12);
  const GaussianFit three{Eigen::Vector3d::Zero(), Eigen::Matrix3d::Identity()};
  CHECK_THROWS_WITH(independent_flow_map(a, three), Catch::Contains("coordinates"));
  CHECK_THROWS_WITH(mean_squared_distance(gaussian_map(a, b), gaussian_map(a, b), three),
                    Catch::Contains("coordinates"));
  GaussianFit skew = a;
  skew.covariance(0, 1) += 1;
  CHECK_THROWS_WITH(independent_flow_map(skew, b), Catch::Contains("symmetric"));
  CHECK_THROWS_WITH(independent_flow_map(a, skew), Catch::Contains("symmetric"));
  GaussianFit negative = a;
  negative.covariance(1, 1) = -1;
  CHECK_THROWS_WITH(independent_flow_map(a, negative), Catch::Contains("negative"));
}
