// What mixtures, clouds and samples refuse of themselves, whoever calls them.
#include "catch.hpp"
#include "fm/data/cloud.hpp"
#include "fm/data/density.hpp"

using namespace fm;

namespace {
GaussianMixture two(double first, double second) {
  const Eigen::Matrix2d round = Eigen::Matrix2d::Identity();
  return {{{first, Point(0, 0), round}, {second, Point(1, 1), round}}};
}
} // namespace

TEST_CASE("a mixture that is none is neither drawn from nor has a density") {
  const double nan = NAN;
  Eigen::Matrix2d skew, negative;
  skew << 1, 0.5, 0, 1;
  negative << 1, 2, 2, 1;
  const GaussianMixture bad[] = {{},
                                 two(0.5, 0.6),
                                 two(2, 2),
                                 two(1.5, -0.5),
                                 two(nan, 0.5),
                                 {{{1, Point(nan, 0), Eigen::Matrix2d::Identity()}}},
                                 {{{1, Point(0, 0), skew}}},
                                 {{{1, Point(0, 0), negative}}}};
  Random random(1);
  for (const GaussianMixture& g : bad) {
    INFO(&g - bad);
    CHECK_THROWS_AS(sample_point(g, random), Error);
    CHECK_THROWS_AS(sample<float>(g, 4, random), Error);
    CHECK_THROWS_AS(sample<float>(g, 0, random), Error);
    CHECK_THROWS_AS(log_density(g, Point(0, 0)), Error);
  }
  CHECK_THROWS_WITH(log_density(two(2, 2), Point(0, 0)), Catch::Contains("sum to 1"));
  CHECK_THROWS_WITH(bad[0].require_valid(), Catch::Contains("at least one component"));
}

TEST_CASE("a number of points is at least 0, and a distribution one of the list") {
  Random random(1);
  const auto refused = Catch::Contains("at least 0");
  CHECK_THROWS_WITH(sample<float>(Distribution::moons, -1, random), refused);
  CHECK_THROWS_WITH(sample_set<float>(Distribution::moons, -1, random), refused);
  CHECK_THROWS_WITH(sample<float>(two(0.5, 0.5), -1, random), refused);
  CHECK_THROWS_WITH(sample<float>(Picture(1, 1, std::vector<float>{1}, 1), -1, random), refused);
  CHECK_THROWS_AS(classes_of(Distribution(99)), Error);
  CHECK_THROWS_AS(classes_of(Distribution(-1)), Error);
}

TEST_CASE("a picture has pixels, and a finite width") {
  const std::vector<float> none, one{1}, bright{3e38f, 3e38f};
  CHECK_THROWS_WITH(Picture(0, 0, none, 1), Catch::Contains("pixels a side"));
  CHECK_THROWS_WITH(Picture(-1, -1, one, 1), Catch::Contains("pixels a side"));
  CHECK_THROWS_WITH(Picture(1, 1, none, 1), Catch::Contains("one value a pixel"));
  for (double width : {0., -1., double(NAN), double(INFINITY)})
    CHECK_THROWS_WITH(Picture(1, 1, one, width), Catch::Contains("half width"));
  CHECK(std::isfinite(Picture(2, 1, bright, 1).log_density(Point(0.5, 0))));
}
