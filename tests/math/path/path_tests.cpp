#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/path/blend.hpp"
#include "fm/path/guidance.hpp"
#include "fm/path/path.hpp"

using namespace fm;

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

TEST_CASE(
    "noisy paths: the target is the derivative for a fixed z, the width is what it is called") {
  constexpr double h = 1e-6;
  const double x_0 = -0.7, x_1 = 2.3, z = 1.7;
  const ConstantSigmaPath tube{0.3};
  const BrownianBridgePath bridge{0.8};
  for (double t : {0.2, 0.5, 0.9}) {
    const auto check = [&](const auto& path, double width) {
      const double slope =
          (path.sample(x_0, x_1, t + h, z).x_t - path.sample(x_0, x_1, t - h, z).x_t) / (2 * h);
      CHECK(path.sample(x_0, x_1, t, z).u_t == Approx(slope).epsilon(1e-7));
      CHECK(path.sample(x_0, x_1, t, z).x_t - path.sample(x_0, x_1, t, 0.).x_t ==
            Approx(width * z));
    };
    check(tube, 0.3);
    check(bridge, 0.8 * std::sqrt(t * (1 - t)));
  }
  CHECK_THROWS_WITH(bridge.sample(x_0, x_1, 1., z), Catch::Contains("keep t inside"));
}
