#include "catch.hpp"
#include "fm/exact/floor.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/ode/solve.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/transport/coupling.hpp"

using namespace fm;

namespace {
constexpr double never = -std::numeric_limits<double>::infinity();

Batch<double> three_points() {
  Batch<double> p(3, 2);
  p << -1, 0.5, 1.5, 1, 0.2, -2;
  return p;
}

// Residual of d_t p + div(p u) by central differences, relative to the size of its terms.
template <class At> double continuity_residual(At&& at, const Point& x, double t) {
  constexpr double h = 1e-5;
  const auto p = [&](const Point& y, double s) { return std::exp(at(y, s).log_density); };
  const auto flux = [&](const Point& y, int j) { return p(y, t) * at(y, t).velocity[j]; };
  const double dt = (p(x, t + h) - p(x, t - h)) / (2 * h);
  double divergence = 0, scale = std::fabs(dt);
  for (int j = 0; j < 2; ++j) {
    Point e = Point::Zero();
    e[j] = h;
    const double term = (flux(x + e, j) - flux(x - e, j)) / (2 * h);
    divergence += term;
    scale += std::fabs(term);
  }
  return std::fabs(dt + divergence) / scale;
}
} // namespace

TEST_CASE("the marginal field and density satisfy the continuity equation") {
  const CondOT schedule{0.02};
  const GaussianMixture ring = GaussianMixture::of(eight_gaussians_ring);
  const Batch<double> points = three_points();
  std::vector<double> w;
  for (double t : {0.2, 0.5, 0.7})
    for (const Point& x : {Point(0.3, -0.2), Point(1, 0.8), Point(-0.5, 0.9)}) {
      CHECK(continuity_residual(
                [&](const Point& y, double s) { return mixture_marginal(ring, schedule, y, s); }, x,
                t) < 1e-5);
      for (Distribution source : {Distribution::gaussian, Distribution::eight_gaussians})
        CHECK(continuity_residual(
                  [&](const Point& y, double s) {
                    return point_set_marginal(points, source, schedule, y, s, w);
                  },
                  x, t) < 1e-5);
    }
}

TEST_CASE("a mixture of ever narrower Gaussians tends to the point set") {
  const Batch<double> points = three_points();
  GaussianMixture g;
  for (Eigen::Index i = 0; i < 3; ++i) {
    g.components.push_back(
        {1. / 3, points.row(i).transpose(), 1e-12 * Eigen::Matrix2d::Identity()});
  }
  std::vector<double> w;
  for (double t : {0., 0.4, 0.9}) {
    const Point x(0.2, 0.1);
    const Marginal a = mixture_marginal(g, CondOT{}, x, t),
                   b = point_set_marginal(points, Distribution::gaussian, CondOT{}, x, t, w);
    CHECK((a.velocity - b.velocity).norm() < 1e-6);
    CHECK((a.covariance - b.covariance).norm() < 1e-6);
    CHECK(a.log_density == Approx(b.log_density).margin(1e-6));
    CHECK(w[0] + w[1] + w[2] == Approx(1));
  }
}

TEST_CASE("at t = 0 the field aims at the mean of the data") {
  const Batch<double> points = three_points();
  std::vector<double> w;
  const Point x(0.7, -0.4), mean = points.colwise().mean().transpose();
  CHECK(
      (point_set_marginal(points, Distribution::gaussian, CondOT{}, x, 0, w).velocity - (mean - x))
          .norm() < 1e-12);
}

TEST_CASE("nothing passes where a uniform source cannot reach, and the answer says so") {
  std::vector<double> w;
  const Marginal m =
      point_set_marginal(three_points(), Distribution::uniform, CondOT{}, Point(9, 9), 0.5, w);
  CHECK(m.log_density == never);
  CHECK(m.velocity.norm() == 0);
  CHECK(w == std::vector<double>(3, 0.));
  CHECK_THROWS_WITH(
      point_set_marginal(three_points(), Distribution::gaussian, CondOT{}, Point(0, 0), 1, w),
      Catch::Contains("stop short of the data, which is t = 1"));
}

TEST_CASE("the irreducible loss is what the exact field leaves over") {
  Random random(5);
  const Batch<double> data = sample<double>(Distribution::moons, 256, random);
  const AffinePath<CondOT> path{};
  Random draws(6);
  const Estimate floor = irreducible_loss(data, Distribution::gaussian, path.schedule, 4000, draws);
  // Directly: the loss of the exact field on fresh pairs.
  constexpr int n = 4000;
  std::vector<double> w;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const auto p0 = sample_point(Distribution::gaussian, draws);
    const Point x_1 = data.row(Eigen::Index(draws.below(256))), x_0(p0[0], p0[1]);
    const double t = draws.uniform();
    const auto at = path.sample(x_0, x_1, t);
    const Point u =
        point_set_marginal(data, Distribution::gaussian, path.schedule, at.x_t, t, w).velocity;
    const double loss = (at.u_t - u).squaredNorm() / 2;
    sum += loss;
    squares += loss * loss;
  }
  const double mean = sum / n, error = std::sqrt((squares / n - mean * mean) / n);
  CHECK(std::fabs(floor.mean - mean) < 4.5 * std::hypot(error, floor.standard_error));
  // One data point: nothing disagrees.
  const Batch<double> one = data.topRows(1);
  CHECK(irreducible_loss(one, Distribution::gaussian, path.schedule, 100, draws).mean ==
        Approx(0).margin(1e-9));
}

TEST_CASE("the exact field carries a Gaussian to a Gaussian, along the closed form, and back") {
  // N(0, I) to N(m, s^2 I): x(1) = m + s x(0), since each quantile keeps its place.
  GaussianMixture g{{{1, Point(1, -2), 0.09 * Eigen::Matrix2d::Identity()}}};
  const auto v = [&](const Eigen::Vector2d& x, double t) -> Eigen::Vector2d {
    return mixture_marginal(g, CondOT{}, x, t).velocity;
  };
  const Eigen::Vector2d x_0(0.8, 1.1);
  const Eigen::Vector2d x_1 = solve(tableau("rk4"), v, x_0, 0, 1, 200);
  CHECK((x_1 - (g.components[0].mean + 0.3 * x_0)).norm() < 1e-7);
  CHECK((solve(tableau("rk4"), v, x_1, 1, 0, 200) - x_0).norm() < 1e-6);
}

namespace {
GaussianMixture slanted_mixture() {
  GaussianMixture g;
  Eigen::Matrix2d a, b;
  a << 0.5, 0.3, 0.3, 0.4;
  b << 0.1, -0.05, -0.05, 0.3;
  g.components = {{0.3, Point(1.5, 0.5), a}, {0.7, Point(-1, -0.5), b}};
  g.require_valid();
  return g;
}
std::vector<AnySchedule> every_schedule() {
  std::vector<AnySchedule> all;
  for (std::size_t k = 0; k < schedule_names.size(); ++k)
    all.push_back(AnySchedule::of(ScheduleKind(k), k == 1 ? 2 : 0));
  return all;
}
} // namespace

TEST_CASE(
    "full covariances, any mixture as source, every schedule: the continuity equation holds") {
  const GaussianMixture data = slanted_mixture();
  std::vector<double> w;
  for (const GaussianMixture& source :
       {GaussianMixture::standard(), GaussianMixture::of({3, 1.5, 0.6})})
    for (const AnySchedule& schedule : every_schedule())
      for (double t : {0.2, 0.5, 0.7})
        for (const Point& x : {Point(0.3, -0.2), Point(1, 0.8)}) {
          INFO(schedule_names[schedule.kind.index()] << " at " << t);
          CHECK(continuity_residual(
                    [&](const Point& y, double s) {
                      return mixture_marginal(source, data, schedule, y, s, w);
                    },
                    x, t) < 1e-4);
        }
}

TEST_CASE("score, posterior means and velocity agree with each other and with the density") {
  const GaussianMixture data = slanted_mixture();
  const Batch<double> points = three_points();
  std::vector<double> w;
  constexpr double h = 1e-6;
  const Point x(0.4, -0.3);
  const auto check = [&](auto&& at, const AnySchedule& schedule, double t) {
    const Marginal m = at(x);
    const auto s = schedule(t);
    for (int j = 0; j < 2; ++j) {
      Point e = Point::Zero();
      e[j] = h;
      const double slope = (at(x + e).log_density - at(x - e).log_density) / (2 * h);
      CHECK(m.score[j] == Approx(slope).epsilon(1e-5).margin(1e-6));
    }
    CHECK((s.alpha * m.data + s.sigma * m.noise - x).norm() < 1e-12);
    CHECK((s.d_alpha * m.data + s.d_sigma * m.noise - m.velocity).norm() < 1e-11);
    CHECK(w[0] + w[1] + (w.size() > 2 ? w[2] : 0) == Approx(1));
  };
  for (const AnySchedule& schedule : every_schedule())
    for (double t : {0.1, 0.5, 0.9}) {
      INFO(schedule_names[schedule.kind.index()] << " at " << t);
      for (const GaussianMixture& source :
           {GaussianMixture::standard(), GaussianMixture::of({3, 1.5, 0.6})})
        check([&](const Point& y) { return mixture_marginal(source, data, schedule, y, t, w); },
              schedule, t);
      for (Distribution source : {Distribution::gaussian, Distribution::eight_gaussians})
        check([&](const Point& y) { return point_set_marginal(points, source, schedule, y, t, w); },
              schedule, t);
      // From standard noise the score is -E[x_0 | x] / sigma.
      const Marginal m = mixture_marginal(data, schedule, x, t);
      CHECK((m.score + m.noise / schedule(t).sigma).norm() < 1e-10);
    }
}

TEST_CASE(
    "a mixture's marginal is finite at every t in [0, 1], far out too, under every schedule") {
  const GaussianMixture data = slanted_mixture();
  for (const AnySchedule& schedule : every_schedule())
    for (double t : {0., 1e-12, 0.5, 1 - 1e-12, 1.})
      for (const Point& x : {Point(0.1, 0.2), Point(300, -400)}) {
        INFO(schedule_names[schedule.kind.index()] << " at " << t);
        const Marginal m = mixture_marginal(data, schedule, x, t);
        CHECK(m.velocity.allFinite());
        CHECK(m.score.allFinite());
        CHECK(m.data.allFinite());
        CHECK(std::isfinite(m.log_density));
      }
  // At the ends p_t is the source, and the data.
  const Point x(0.7, -0.9);
  CHECK(mixture_marginal(data, CondOT{}, x, 0).log_density ==
        Approx(log_density(Distribution::gaussian, x).value));
  CHECK(mixture_marginal(data, VariancePreserving{}, x, 1).log_density ==
        Approx(log_density(data, x).value));
  CHECK((mixture_marginal(data, Cosine{}, x, 1).score - log_density(data, x).gradient).norm() <
        1e-9);
}
