#include "catch.hpp"
#include "fm/solve.hpp"

using namespace fm;

namespace {
// dx/dt = x cos t, x(0) = 1, solved by e^(sin t): no method is better at it than its order.
double wave(double x, double t) { return x * std::cos(t); }
// The worked example of the course: dx/dt = (x + t^2 - 2) / (t + 1), x(0) = 2, solved by t^2 + 2t +
// 2 - 2 (t + 1) log(t + 1).
double slope(double x, double t) { return (x + t * t - 2) / (t + 1); }
double exact(double t) { return t * t + 2 * t + 2 - 2 * (t + 1) * std::log(t + 1); }
} // namespace

TEST_CASE("tableaus are consistent: row sums of a are c, b sums to 1") {
  for (const Tableau& m : tableaus) {
    INFO(m.name);
    double total = 0;
    for (std::size_t i = 0; i < std::size_t(m.stages); ++i) {
      double row = 0;
      for (std::size_t j = 0; j < i; ++j) row += m.a[i][j];
      CHECK(row == Approx(m.c[i]).margin(1e-15));
      total += m.b[i];
    }
    CHECK(total == Approx(1).epsilon(1e-15));
  }
  CHECK_THROWS_WITH(tableau("rk5"), Catch::Contains("choose euler"));
}

TEST_CASE("the error falls with the step size as fast as the order says") {
  for (const Tableau& m : tableaus) {
    INFO(m.name);
    // Least squares slope of log error against log h.
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    int count = 0;
    for (int n : {64, 128, 256, 512}) {
      const double error = std::fabs(solve(m, wave, 1., 0, 2, n) - std::exp(std::sin(2.)));
      const double x = std::log(1. / n), y = std::log(error);
      sx += x, sy += y, sxx += x * x, sxy += x * y, ++count;
    }
    CHECK((count * sxy - sx * sy) / (count * sxx - sx * sx) == Approx(m.order).margin(0.1));
  }
}

TEST_CASE("the worked example: RK4 in ten steps beats Euler in a thousand") {
  CHECK(std::fabs(solve(tableau("rk4"), slope, 2., 0, 1, 10) - exact(1)) < 1e-6);
  CHECK(std::fabs(solve(tableau("euler"), slope, 2., 0, 1, 1000) - exact(1)) > 1e-4);
}

TEST_CASE("forward and then backward in time returns") {
  for (const Tableau& m : tableaus) {
    INFO(m.name);
    const double end = solve(m, slope, 2., 0, 1, 4000), start = solve(m, slope, end, 1, 0, 4000);
    CHECK(start == Approx(2).margin(m.order == 1 ? 2e-3 : 1e-6));
  }
}

TEST_CASE("the last step lands on t1 exactly and evaluations are counted by the tableau") {
  for (const Tableau& m : tableaus) {
    int calls = 0, steps = 0;
    double last = 0;
    const auto v = [&](double x, double t) {
      ++calls;
      CHECK(t <= 0.7);
      return slope(x, t);
    };
    solve(m, v, 2., 0, 0.7, 13, [&](int i, double t, double) {
      steps = i;
      last = t;
      return true;
    });
    CHECK(steps == 13);
    CHECK(last == 0.7);
    CHECK(calls == 13 * m.stages);
  }
  CHECK_THROWS_AS(solve(tableau("euler"), slope, 2., 0, 1, 0), Error);
}

TEST_CASE("an observer can stop") {
  int steps = 0;
  const double x = solve(
      tableau("euler"), [](double, double) { return 1.; }, 0., 0, 1, 10,
      [&](int i, double, double) {
        steps = i;
        return i < 3;
      });
  CHECK(steps == 3);
  CHECK(x == Approx(0.3));
}

TEST_CASE("a batch takes the same digits as its numbers one by one") {
  using Column = Eigen::ArrayXd;
  Column x(3);
  x << 2, -1, 0.5;
  for (const Tableau& m : tableaus) {
    const Column end = solve(
        m, [](const Column& y, double t) -> Column { return (y + t * t - 2) / (t + 1); }, x, 0, 1,
        7);
    for (Eigen::Index i = 0; i < 3; ++i)
      CHECK(end[i] == Approx(solve(m, slope, x[i], 0, 1, 7)).epsilon(1e-14));
  }
}
