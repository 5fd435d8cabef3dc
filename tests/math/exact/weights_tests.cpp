// How many data points a place listens to.
#include "catch.hpp"
#include "fm/exact/posterior.hpp"

using namespace fm;

namespace {
Batch<double> three_points() {
  Batch<double> p(3, 2);
  p << -1, 0.5, 1.5, 1, 0.2, -2;
  return p;
}
} // namespace

TEST_CASE("few of many weights carry most of their sum") {
  CHECK(carriers({0.05, 0.5, 0.05, 0.4}, 0.9) == 2);
  CHECK(carriers({0.05, 0.5, 0.05, 0.4}, 0.91) == 3);
  CHECK(carriers({0.25, 0.25, 0.25, 0.25}, 1) == 4);
  CHECK(carriers({0, 0, 0}, 0.9) == 0);
  CHECK(deviation(Eigen::Matrix2d{{9, 5}, {5, 23}}) == 4);
}

TEST_CASE("of equal weights all pull; at t = 0 all do, and towards t = 1 one is left") {
  CHECK(effective_number({0.25, 0.25, 0, 0.25, 0.25}) == 4);
  CHECK(effective_number({0, 1, 0}) == 1);
  CHECK(effective_number({0.5, 0.25, 0.25}) == Approx(8. / 3));
  CHECK(effective_number({0, 0}) == 0);
  const Batch<double> points = three_points(), x = points.topRows(2);
  const auto at = [&](double t) {
    return effective_number(points, Distribution::gaussian, CondOT{}, x, t);
  };
  CHECK(at(0) == Approx(3).epsilon(1e-14));
  CHECK(at(0.99) == Approx(1).epsilon(1e-9)); // x / t is 1 % of a coordinate beside its point
  std::vector<double> w;
  double mean = 0;
  for (Eigen::Index i = 0; i < 2; ++i) {
    point_set_marginal(points, Distribution::gaussian, CondOT{}, Point(x.row(i).transpose()), 0.5,
                       w);
    mean += effective_number(w) / 2;
  }
  CHECK(at(0.5) == mean);
  CHECK_THROWS_WITH(effective_number(points, Distribution::gaussian, CondOT{},
                                     Batch<double>(Batch<double>::Zero(0, 2)), 0.5),
                    Catch::Contains("give at least one"));
}
