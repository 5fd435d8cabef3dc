#include "catch.hpp"
#include "fm/ode/solve.hpp"
#include "fm/ode/worked_example.hpp"

#include <array>

using namespace fm;

namespace {
// dx/dt = x^2 cos t, x(0) = 1/c, solved by 1 / (c - sin t). One c alone can happen to cancel a
// method's leading error, so the errors of several are taken together.
double wave(double x, double t) { return x * x * std::cos(t); }
double wave_exact(double t, double c = 2) { return 1 / (c - std::sin(t)); }
double wave_error(const Tableau& m, int n) {
  double squares = 0;
  for (double c : {1.4, 1.7, 2., 2.5, 3.})
    for (double end : {1., 2., 3., 4.})
      squares += std::pow(solve(m, wave, 1 / c, 0, end, n) - wave_exact(end, c), 2);
  return std::sqrt(squares);
}
constexpr WorkedExample slope;
double exact(double t) { return WorkedExample::exact(t); }
} // namespace

TEST_CASE("tableaus are consistent: row sums of a are c, b sums to 1") {
  for (const Tableau& m : tableaus) {
    INFO(m.name);
    double total = 0;
    for (std::size_t i = 0; i < m.stages; ++i) {
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
    // Few enough steps that the fifth order's error stays above rounding.
    for (int n : m.order < 5 ? std::array{400, 560, 800, 1120} : std::array{140, 200, 280, 400}) {
      const double x = std::log(1. / n), y = std::log(wave_error(m, n));
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
    CHECK(calls == 13 * int(m.stages));
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

TEST_CASE("a grid ends where it should, and a warp puts the steps where it says") {
  const Grid uniform = uniform_grid(0.1, 0.7, 7), back = uniform_grid(1, 0, 3);
  CHECK(uniform.size() == 8);
  CHECK(uniform.front() == 0.1);
  CHECK(uniform.back() == 0.7);
  CHECK(back[1] > back[2]);
  const auto first = [](auto warp) { return warped_grid(0, 1, 10, warp)[1]; };
  CHECK(first(PowerWarp{2}) == Approx(0.01));
  CHECK(first(CosineWarp{}) == Approx((1 - std::cos(0.314159265)) / 2));
  CHECK(first(ShiftWarp{3}) == Approx(0.1 / 2.8));
  for (double s : {0., 1.}) {
    CHECK(PowerWarp{2}(s) == s);
    CHECK(CosineWarp{}(s) == Approx(s));
    CHECK(ShiftWarp{3}(s) == s);
  }
  CHECK_THROWS_WITH(warped_grid(0, 1, 4, [](double) { return 0.5; }),
                    Catch::Contains("run one way"));
  CHECK_THROWS_AS(uniform_grid(0, 1, 0), Error);
  CHECK_THROWS_AS(uniform_grid(0, NAN, 3), Error);
}

TEST_CASE("the order holds on a warped grid too") {
  const auto error = [](int n) {
    const double x = solve(tableau("heun"), wave, 0.5, warped_grid(0, 2, n, PowerWarp{1.5}),
                           [](int, double, double) { return true; });
    return std::fabs(x - wave_exact(2));
  };
  CHECK(std::log2(error(200) / error(400)) == Approx(2).margin(0.1));
}

TEST_CASE("a warp by its number is that warp") {
  for (double parameter : {0.5, 3.}) {
    CHECK(grid_of(Warp::uniform, parameter, 0.1, 0.9, 7) == uniform_grid(0.1, 0.9, 7));
    CHECK(grid_of(Warp::power, parameter, 0.1, 0.9, 7) ==
          warped_grid(0.1, 0.9, 7, PowerWarp{parameter}));
    CHECK(grid_of(Warp::cosine, parameter, 0.1, 0.9, 7) == warped_grid(0.1, 0.9, 7, CosineWarp{}));
    CHECK(grid_of(Warp::shift, parameter, 0.9, 0.1, 7) ==
          warped_grid(0.9, 0.1, 7, ShiftWarp{parameter}));
  }
  CHECK(grid_of(Warp::uniform, 0, 0, 1, 2) == Grid{0, 0.5, 1});
  CHECK_THROWS_WITH(grid_of(Warp::power, 0, 0, 1, 2), Catch::Contains("positive"));
}
