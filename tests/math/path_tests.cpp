#include "catch.hpp"
#include "fm/blend.hpp"
#include "fm/guidance.hpp"
#include "fm/path.hpp"
#include "fm/random.hpp"

using namespace fm;

TEST_CASE("CondOT: ends, derivatives, sigma_min") {
  for (double sigma_min : {0., 0.1}) {
    const CondOT schedule{sigma_min};
    const auto start = schedule(0.), end = schedule(1.);
    CHECK(start.alpha == 0);
    CHECK(start.sigma == 1);
    CHECK(end.alpha == 1);
    CHECK(end.sigma == Approx(sigma_min).margin(1e-16));
    constexpr double h = 1e-6; // central difference of a line: only rounding is left
    for (double t : {0.1, 0.5, 0.9}) {
      CHECK(schedule(t).d_alpha ==
            Approx((schedule(t + h).alpha - schedule(t - h).alpha) / (2 * h)).epsilon(1e-9));
      CHECK(schedule(t).d_sigma ==
            Approx((schedule(t + h).sigma - schedule(t - h).sigma) / (2 * h)).epsilon(1e-9));
    }
  }
}

TEST_CASE("the target is the derivative of the path in t, and the path has the right ends") {
  const AffinePath<CondOT> path{{0.1}};
  const double x_0 = -0.7, x_1 = 2.3, h = 1e-6;
  CHECK(path.sample(x_0, x_1, 0.).x_t == x_0);
  CHECK(path.sample(x_0, x_1, 1.).x_t == Approx(x_1 + 0.1 * x_0));
  for (double t : {0.2, 0.6}) {
    const double slope =
        (path.sample(x_0, x_1, t + h).x_t - path.sample(x_0, x_1, t - h).x_t) / (2 * h);
    CHECK(path.sample(x_0, x_1, t).u_t == Approx(slope).epsilon(1e-8));
  }
}

TEST_CASE("a batch gives the digits of its rows") {
  Random random(1);
  Batch<double> x_0(5, 2), x_1(5, 2);
  Times<double> t(5);
  for (Eigen::Index i = 0; i < 5; ++i) {
    t[i] = random.uniform();
    for (Eigen::Index j = 0; j < 2; ++j) x_0(i, j) = random.normal(), x_1(i, j) = random.normal();
  }
  const AffinePath<CondOT> path{{0.05}};
  const auto batch = path.sample(x_0, x_1, t);
  for (Eigen::Index i = 0; i < 5; ++i)
    for (Eigen::Index j = 0; j < 2; ++j) {
      const auto one = path.sample(x_0(i, j), x_1(i, j), t[i]);
      CHECK(batch.x_t(i, j) == one.x_t);
      CHECK(batch.u_t(i, j) == one.u_t);
    }
}

TEST_CASE("guidance: 0 is unconditional, 1 is conditional, 2 goes as far again") {
  CHECK(guide(1., 4., 0) == 1);
  CHECK(guide(1., 4., 1) == 4);
  CHECK(guide(1., 4., 2) == 7);
}

TEST_CASE("a normalised blend of independent noise has variance 1 all along; a plain one has not") {
  constexpr int n = 50000;
  Random random(9);
  Eigen::ArrayXd a(n), b(n);
  for (int i = 0; i < n; ++i) a[i] = random.normal(), b[i] = random.normal();
  const double five_errors = 5 * std::sqrt(2. / n);
  for (double s : {0., 0.25, 0.5, 1.}) {
    CHECK(blend(a, b, s, true).square().mean() == Approx(1).margin(five_errors));
    CHECK(blend(a, b, s, false).square().mean() ==
          Approx((1 - s) * (1 - s) + s * s).margin(five_errors));
  }
}
