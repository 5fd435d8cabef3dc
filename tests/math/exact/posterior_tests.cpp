#include "catch.hpp"
#include "fm/exact/floor.hpp"
#include "fm/exact/posterior.hpp"
#include "fm/path/any_schedule.hpp"

using namespace fm;

namespace {
const Distribution sources[] = {Distribution::gaussian,        Distribution::uniform,
                                Distribution::eight_gaussians, Distribution::ring,
                                Distribution::checkerboard,    Distribution::circles};

// The definition, point by point: the sum that PointPosterior takes in blocks.
struct Slow {
  const Batch<float>& points;
  Distribution source;
  std::vector<double> weights;
  template <class Schedule> Marginal at(const Schedule& schedule, const Point& x, double t) {
    return point_set_marginal(points, source, schedule, x, t, weights);
  }
};
} // namespace

TEST_CASE("the fast posterior is the posterior, from every source, on the way and far off it") {
  Random random(3);
  const Batch<float> points = sample<float>(Distribution::moons, 301, random); // no whole block
  for (Distribution source : sources) {
    INFO(distribution_names[std::size_t(source)]);
    PointPosterior fast(points, source);
    Slow slow{points, source, {}};
    int passed = 0;
    for (const AnySchedule& schedule :
         {AnySchedule::of(ScheduleKind::cond_ot, 0), AnySchedule::of(ScheduleKind::cond_ot, 0.1),
          AnySchedule::of(ScheduleKind::cosine, 0)})
      for (double t : {0., 0.01, 0.3, 0.7, 0.99, 0.9999})
        for (int k = 0; k < 20; ++k) {
          const auto z = sample_point(source, random);
          Point x =
              AffinePath<AnySchedule>{schedule}
                  .sample(Point(z[0], z[1]), Point(points.row(k).cast<double>().transpose()), t)
                  .x_t;
          if (k % 4 == 3) x = Point(4 * random.normal(), 4 * random.normal());
          const auto s = schedule(t);
          const PointPosterior::At at = fast.at(x, s);
          const Marginal expected = slow.at(schedule, x, t);
          INFO("t = " << t << ", x = " << x.transpose());
          if (expected.log_density == detail::never) {
            CHECK(at.log_density == detail::never);
            CHECK(velocity_of(at, s, x) == Point::Zero());
            continue;
          }
          ++passed;
          // Both divide what rounds in the 16th digit by sigma; the log-weights are as large as
          // (x / sigma)^2 / 2v.
          const double size = 1 + x.squaredNorm() / (s.sigma * s.sigma);
          CHECK(at.log_density == Approx(expected.log_density).epsilon(1e-9).margin(1e-12 * size));
          const double slack = 1e-10 + 1e-13 * size;
          CHECK((at.data - expected.data).norm() < slack);
          CHECK((velocity_of(at, s, x) - expected.velocity).norm() < slack / s.sigma);
          // The slow one subtracts squares of velocities.
          CHECK(std::fabs(velocity_spread(at, s) - expected.covariance.trace()) <
                slack / (s.sigma * s.sigma) * (1 + expected.velocity.squaredNorm()));
        }
    CHECK(passed > 200);
  }
}

TEST_CASE(
    "the floor of a data set, from every source, is the mean over the posterior's definition") {
  Random random(5);
  const Batch<float> points = sample<float>(Distribution::moons, 128, random);
  for (Distribution source : sources) {
    INFO(distribution_names[std::size_t(source)]);
    constexpr int samples = 300;
    Random a(9), b(9);
    const Estimate fast = irreducible_loss(points, source, CondOT{}, samples, a);
    Slow slow{points, source, {}};
    double sum = 0;
    for (int i = 0; i < samples; ++i) {
      const auto row = Eigen::Index(b.below(128));
      const auto p = sample_point(source, b);
      const double t = (i + b.uniform()) / samples;
      const Point x = (1 - t) * Point(p[0], p[1]) + t * points.row(row).cast<double>().transpose();
      sum += slow.at(CondOT{}, x, t).covariance.trace() / 2;
    }
    CHECK(fast.mean == Approx(sum / samples).epsilon(1e-6)); // what the slow one's squares leave
    CHECK(fast.standard_error < 0.2 * fast.mean);
  }
}

TEST_CASE("a set of one point, of equal points, and of none") {
  const CondOT schedule;
  Batch<float> one(1, 2);
  one << 1, -2;
  PointPosterior single(one, Distribution::gaussian);
  const auto at = single.at(Point(0.3, 0.4), schedule(0.5));
  CHECK(at.data == Point(1, -2));
  CHECK(at.spread == 0);
  PointPosterior same(Batch<float>(one.replicate(40, 1)), Distribution::eight_gaussians);
  CHECK(same.at(Point(1, 0), schedule(0.5)).spread == 0);
  CHECK_THROWS_WITH(PointPosterior(Batch<float>(0, 2), Distribution::gaussian),
                    Catch::Contains("empty"));
  CHECK_THROWS_WITH(PointPosterior(one, Distribution::moons), Catch::Contains("another source"));
  CHECK_THROWS_WITH(single.at(Point(0, 0), schedule(1.)), Catch::Contains("stop short"));
}
