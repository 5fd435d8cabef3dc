#include "catch.hpp"
#include "fm/data/multivariate_normal.hpp"
#include "fm/exact/jacobian.hpp"
#include "fm/ode/divergence.hpp"
#include "fm/path/any_schedule.hpp"

using namespace fm;

namespace {
GaussianMixture three_gaussians(Random& random) {
  GaussianMixture g;
  for (double weight : {0.2, 0.3, 0.5}) {
    Eigen::Matrix2d l;
    l << 0.3 + random.uniform(), 0, random.normal() / 2, 0.3 + random.uniform();
    g.components.push_back(
        {weight, Point(2 * random.normal(), 2 * random.normal()), l * l.transpose()});
  }
  return g;
}

const AnySchedule all_schedules[] = {AnySchedule::of(ScheduleKind::cond_ot, 0),
                                     AnySchedule::of(ScheduleKind::cond_ot, 0.1),
                                     AnySchedule::of(ScheduleKind::polynomial, 2),
                                     AnySchedule::of(ScheduleKind::variance_preserving, 0),
                                     AnySchedule::of(ScheduleKind::linear_vp, 0),
                                     AnySchedule::of(ScheduleKind::cosine, 0)};

// Central differences of fourth order: with h = 1e-3 the error is some h^4 of the fifth derivative,
// and 1e-13 of the values by rounding.
template <class Velocity> Eigen::Matrix2d differences(Velocity&& u, const Point& x, double h) {
  Eigen::Matrix2d j;
  for (int k = 0; k < 2; ++k) {
    const Point e = h * Point::Unit(k);
    j.col(k) = (8 * (u(x + e) - u(x - e)) - (u(x + 2 * e) - u(x - 2 * e))) / (12 * h);
  }
  return j;
}

// -div u_t(x) is what log p_t gains along the flow: d/dt log p_t(x) + u_t . score.
template <class At> double gain(At&& at, const Point& x, double t, double h) {
  const auto p = [&](double time) { return at(x, time).log_density; };
  const double slope = (8 * (p(t + h) - p(t - h)) - (p(t + 2 * h) - p(t - 2 * h))) / (12 * h);
  const Marginal here = at(x, t);
  return slope + here.velocity.dot(here.score);
}
} // namespace

TEST_CASE("the Jacobian of a point set's field is its slope, from every source with a gradient") {
  Random random(31);
  const Batch<float> points = sample<float>(Distribution::moons, 60, random);
  std::vector<double> w;
  int bent = 0;
  for (Distribution source : {Distribution::gaussian, Distribution::eight_gaussians})
    for (const AnySchedule& schedule : all_schedules)
      for (int k = 0; k < 25; ++k) {
        const double t = 0.02 + 0.85 * random.uniform(), sigma = schedule(t).sigma;
        const auto z = sample_point(source, random);
        const Point x =
            AffinePath<AnySchedule>{schedule}
                .sample(Point(z[0], z[1]), Point(points.row(k).cast<double>().transpose()), t)
                .x_t;
        INFO("t = " << t << ", sigma = " << sigma << ", x = " << x.transpose());
        const auto at = [&](const Point& place, double time) {
          return point_set_marginal(points, source, schedule, place, time, w);
        };
        const Eigen::Matrix2d j = point_set_jacobian(points, source, schedule, x, t, w);
        const double narrow = source == Distribution::gaussian ? 1 : 0.2;
        const double h = 2e-3 * narrow * sigma;
        const Eigen::Matrix2d d =
            differences([&](const Point& p) { return Point(at(p, t).velocity); }, x, h);
        CHECK((j - d).norm() <= 1e-6 * (1 / sigma + j.norm()));
        CHECK(j.trace() == Approx(-gain(at, x, t, 2e-3 * narrow * sigma * sigma))
                               .epsilon(1e-5)
                               .margin(1e-5 / sigma));
        if (source == Distribution::gaussian) {
          CHECK(std::fabs(j(0, 1) - j(1, 0)) <= 1e-12 * j.norm()); // a gradient field
          PointPosterior posterior(points, source);
          CHECK(velocity_divergence(posterior.at(x, schedule(t)), schedule(t)) ==
                Approx(j.trace()).epsilon(1e-9));
        }
        if (std::fabs(j.trace() / 2 - schedule(t).d_sigma / sigma) > 0.1) ++bent;
      }
  CHECK(bent > 150); // the covariance counts
  // Off the support: the velocity is 0 all around.
  CHECK(
      point_set_jacobian(points, Distribution::uniform, CondOT{}, Point(50, 0), 0.5, w).isZero(0));
  CHECK_THROWS_WITH(point_set_jacobian(points, Distribution::gaussian, CondOT{}, Point(0, 0), 1, w),
                    Catch::Contains("noise"));
}

TEST_CASE("from a Gaussian the Jacobian is that of one point's field plus the posterior's spread") {
  // Two points at +-1 seen from between, t = 1/2: Cov(x_1 | 0) = e e^T, so (-1 + 1/2 / (1/4)) / .5
  Batch<double> points(2, 2);
  points << -1, 0, 1, 0;
  std::vector<double> w;
  const Eigen::Matrix2d j =
      point_set_jacobian(points, Distribution::gaussian, CondOT{}, Point(0, 0), 0.5, w);
  CHECK(j.isApprox(Eigen::Vector2d(2, -2).asDiagonal().toDenseMatrix(), 1e-14));
  // Polynomial: at t = 0 alpha and its slope are 0, and the field is x / 1 times d_sigma = 0.
  CHECK(point_set_jacobian(points, Distribution::gaussian, Polynomial{2}, Point(3, 1), 0, w)
            .isZero(1e-15));
  // Near the data: nothing cancels although the weights of the others are 0.
  const Eigen::Matrix2d near =
      point_set_jacobian(points, Distribution::gaussian, CondOT{}, Point(1, 1e-6), 1 - 1e-6, w);
  CHECK(near.isApprox(-1e6 * Eigen::Matrix2d::Identity(), 1e-9));
}

TEST_CASE("the Jacobian of a mixture's field is its slope, and its trace is what log p loses") {
  Random random(32);
  for (int round = 0; round < 6; ++round) {
    const GaussianMixture source =
                              round == 0 ? GaussianMixture::standard() : three_gaussians(random),
                          data = three_gaussians(random);
    for (const AnySchedule& schedule : all_schedules)
      for (int k = 0; k < 6; ++k) {
        const double t = 0.02 + 0.93 * random.uniform();
        const Point x(2 * random.normal(), 2 * random.normal());
        INFO("round " << round << ", t = " << t << ", x = " << x.transpose());
        std::vector<double> w;
        const auto at = [&](const Point& place, double time) {
          return mixture_marginal(source, data, schedule, place, time, w);
        };
        const Eigen::Matrix2d j = mixture_jacobian(source, data, schedule, x, t);
        const Eigen::Matrix2d d =
            differences([&](const Point& p) { return Point(at(p, t).velocity); }, x, 5e-4);
        CHECK((j - d).norm() <= 1e-7 * (1 + j.norm()));
        CHECK(j.trace() == Approx(-gain(at, x, t, 2e-4)).epsilon(1e-6).margin(1e-6));
      }
    // To the very data, where d_sigma is infinite under linear VP.
    if (round == 0) CHECK(mixture_jacobian(source, data, LinearVP{}, Point(0.3, 1), 1).allFinite());
  }
}

TEST_CASE("log p carried along the flow by the closed divergence is log p of the mixture there") {
  Random random(33);
  const GaussianMixture source = GaussianMixture::standard(), data = three_gaussians(random);
  const AnySchedule schedule = AnySchedule::of(ScheduleKind::cosine, 0);
  std::vector<double> w;
  Batch<double> x(8, 2);
  for (double& z : x.reshaped()) z = random.normal();
  const auto linearise = [&](const Batch<double>& at, double t) {
    Batch<double> v(at.rows(), 2);
    std::vector<Eigen::Matrix2d> j;
    for (Eigen::Index i = 0; i < at.rows(); ++i) {
      const Point place = at.row(i).transpose();
      v.row(i) = mixture_marginal(source, data, schedule, place, t, w).velocity.transpose();
      j.push_back(mixture_jacobian(source, data, schedule, place, t));
    }
    const auto vjp = [j](const Batch<double>& by) {
      Batch<double> out(by.rows(), 2);
      for (Eigen::Index i = 0; i < by.rows(); ++i) out.row(i) = by.row(i) * j[std::size_t(i)];
      return out;
    };
    return std::pair{v, vjp};
  };
  const auto flowed =
      flow_log_density(tableau("rk4"), linearise, x, unit_log_density(x), uniform_grid(0, 1, 400));
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    CHECK(flowed.log_density[i] ==
          Approx(log_density(data, Point(flowed.x.row(i).transpose())).value).margin(1e-7));
}
