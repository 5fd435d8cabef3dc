#include "catch.hpp"
#include "fm/base/running_mean.hpp"

using namespace fm;

TEST_CASE("a running mean and its standard error do not depend on where the numbers lie") {
  for (const double offset : {0., 1e3, -1e9, 1e12}) {
    INFO("around " << offset);
    RunningMean mean;
    for (const double x : {4., 7., 13., 16.}) mean.add(offset + x);
    CHECK(mean.mean() == offset + 10);
    CHECK(mean.standard_error() == Approx(std::sqrt(30. / 4)).epsilon(1e-12)); // 90 / (n - 1) / n
  }
  RunningMean one;
  one.add(3);
  CHECK(one.mean() == 3);
  CHECK(std::isnan(one.standard_error()));
  RunningMean equal;
  for (int i = 0; i < 1000; ++i) equal.add(0.1);
  CHECK(equal.mean() == 0.1);
  CHECK(equal.standard_error() == 0);
}
