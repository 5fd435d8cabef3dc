#include "fm/base/portable.hpp"

#include "catch.hpp"
#include "fm/base/random.hpp"

#include <numbers>

using namespace fm;

TEST_CASE(
    "the portable functions agree with the standard library's, to its digits, at their ends too") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Random random(12);
  const auto between = [&](double a, double b) { return a + (b - a) * random.uniform(); };
  const auto same = [](double ours, double theirs, double epsilon) {
    INFO(ours << " for " << theirs);
    CHECK(std::fabs(ours - theirs) <= epsilon * std::fabs(theirs));
  };
  for (int i = 0; i < 20000; ++i) {
    const double x = between(-700, 709), small = between(-1, 1) * std::exp(between(-30, 1));
    same(portable::exp(x), std::exp(x), 1e-15);
    same(portable::expm1(small), std::expm1(small), 1e-15);
    if (small > -1) same(portable::log1p(small), std::log1p(small), 1e-15);
    const double positive = std::exp(between(-20, 20)), p = between(-3, 3);
    same(portable::pow(positive, p), std::pow(positive, p),
         1e-15 * std::max(1., std::fabs(p * std::log(positive))));
    same(portable::pow(positive, 5), std::pow(positive, 5), 2e-15);
    same(portable::atan(positive), std::atan(positive), 1e-15);
    const double z = between(-9, 9);
    CHECK(std::fabs(portable::normal_cdf(z) - std::erfc(-z / std::numbers::sqrt2) / 2) <= 2e-15);
    const double t = random.uniform();
    CHECK(std::fabs(portable::sin_quarter(t) - std::sin(std::numbers::pi / 2 * t)) <= 4e-16);
  }
  CHECK(portable::sin_quarter(1) == 1);
  CHECK(portable::sin_quarter(2) == 0);
  CHECK(portable::normal_cdf(0) == 0.5);
  CHECK(portable::normal_cdf(-infinity) == 0);
  CHECK(portable::normal_cdf(infinity) == 1);
  CHECK(std::isnan(portable::normal_cdf(std::numeric_limits<double>::quiet_NaN())));
  CHECK(portable::exp(-infinity) == 0);
  CHECK(portable::exp(infinity) == infinity);
  CHECK(std::fabs(portable::exp(-740) - std::exp(-740)) <= 2 * 4.95e-324);
  CHECK(portable::log(0) == -infinity);
  CHECK(portable::log(infinity) == infinity);
  CHECK(portable::log(5e-324) == Approx(std::log(5e-324)).epsilon(1e-15));
  CHECK(std::isnan(portable::log(-1)));
  CHECK(std::isnan(portable::exp(std::numeric_limits<double>::quiet_NaN())));
  CHECK(portable::log1p(-1) == -infinity);
  CHECK(portable::pow(0, 2.5) == 0);
  CHECK(portable::pow(-2, 3) == -8);
  CHECK(portable::angle(0, 0) == 0);
  CHECK(portable::angle(1, 0) == std::numbers::pi / 2);
}
