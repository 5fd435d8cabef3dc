#include "catch.hpp"
#include "fm/exact/floor.hpp"
#include "fm/path/any_schedule.hpp"

using namespace fm;

TEST_CASE("a quadrature of n nodes is exact to degree 2n - 1") {
  for (int n : {1, 2, 5, 32}) {
    const Quadrature legendre = gauss_legendre(n), hermite = gauss_hermite(n);
    double moment = 1; // of N(0, 1): (2k - 1)!!
    for (int degree = 0; degree <= std::min(2 * n - 1, 20); ++degree) {
      double a = 0, b = 0;
      for (std::size_t i = 0; i < std::size_t(n); ++i) {
        a += legendre.weights[i] * std::pow(legendre.nodes[i], degree);
        b += hermite.weights[i] * std::pow(hermite.nodes[i], degree);
      }
      if (degree > 0 && degree % 2 == 0) moment *= degree - 1;
      CHECK(a == Approx(1. / (degree + 1)).epsilon(1e-12));
      CHECK(b == Approx(degree % 2 == 0 ? moment : 0).epsilon(1e-10).margin(1e-8 * moment));
    }
  }
  CHECK_THROWS_AS(gauss_legendre(0), Error);
}

TEST_CASE("one Gaussian's floor is its closed form") {
  // N(0, I) to N(m, s^2 I): Var(u | x_t) = s^2 / ((1-t)^2 + t^2 s^2) each coordinate, and the
  // integral over t in [0, 1] is s (atan(s) + atan(1/s)) = s pi / 2.
  const double s = 0.7;
  const GaussianMixture g{{{1, Point(1, -2), s * s * Eigen::Matrix2d::Identity()}}};
  CHECK(irreducible_loss(GaussianMixture::standard(), g, CondOT{}, 40) ==
        Approx(s * std::numbers::pi / 2).epsilon(1e-9));
}

TEST_CASE("the floor by quadrature is the floor by Monte Carlo", "[long]") {
  GaussianMixture data;
  Eigen::Matrix2d slanted;
  slanted << 0.5, 0.3, 0.3, 0.4;
  data.components = {{0.3, Point(1.5, 0.5), slanted},
                     {0.7, Point(-1, -0.5), 0.2 * Eigen::Matrix2d::Identity()}};
  const GaussianMixture source = GaussianMixture::of({3, 1.5, 0.6});
  for (const AnySchedule& schedule :
       {AnySchedule::of(ScheduleKind::cond_ot, 0), AnySchedule::of(ScheduleKind::cosine, 0)}) {
    const double exact = irreducible_loss(source, data, schedule, 40);
    CHECK(irreducible_loss(source, data, schedule, 48) == Approx(exact).epsilon(2e-4));
    constexpr int n = 40000;
    Random random(4);
    std::vector<double> w;
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
      const double t = random.uniform();
      const auto pair = AffinePath<AnySchedule>{schedule}.sample(sample_point(source, random),
                                                                 sample_point(data, random), t);
      const Point u = mixture_marginal(source, data, schedule, pair.x_t, t, w).velocity;
      const double loss = (pair.u_t - u).squaredNorm() / 2;
      sum += loss;
      squares += loss * loss;
    }
    const double mean = sum / n, error = std::sqrt((squares / n - mean * mean) / n);
    CHECK(std::fabs(mean - exact) < 4.5 * error);
  }
}

TEST_CASE("schedules whose loss has no floor are refused") {
  const GaussianMixture g = GaussianMixture::standard();
  CHECK_THROWS_WITH(irreducible_loss(g, g, VariancePreserving{}, 8),
                    Catch::Contains("no finite floor"));
}
