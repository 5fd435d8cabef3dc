#include "catch.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/ode/adaptive.hpp"
#include "fm/ode/order.hpp"
#include "fm/ode/plane_flows.hpp"
#include "fm/ode/worked_example.hpp"
#include "fm/path/any_schedule.hpp"

using namespace fm;

namespace {
constexpr WorkedExample worked;
const int doubling[] = {4, 8, 16, 32, 64, 128};

double worked_error(const Tableau& m, int n, bool late = false) {
  return std::fabs(solve_maybe_late(m, worked, 2., 0, 1, n, late) - WorkedExample::exact(1));
}
std::vector<ErrorCurve> worked_table(bool late) {
  const auto error = [](double x) { return std::fabs(x - WorkedExample::exact(1)); };
  return error_table(worked, 2., 0, 1, late, doubling, error, 1e-13);
}
// From the moons' noise to its data along the exact field of 128 points, 0.1 of the noise left.
struct Moons {
  Batch<double> points, x_0, end;
  AnySchedule schedule = AnySchedule::of(ScheduleKind::cond_ot, 0.1);
  Moons() {
    Random data(1, 0), noise(1, 2);
    points = sample<double>(Distribution::moons, 128, data);
    x_0 = sample<double>(Distribution::gaussian, 16, noise);
    Tolerance tight;
    tight.relative = tight.absolute = 1e-12;
    end = solve_adaptive(tableau("tsit5"), *this, x_0, 0, 1, tight).x;
  }
  Batch<double> operator()(const Batch<double>& x, double t) const {
    Batch<double> u(x.rows(), 2);
    std::vector<double> weights;
    for (Eigen::Index i = 0; i < x.rows(); ++i)
      u.row(i) = point_set_marginal(points, Distribution::gaussian, schedule,
                                    Point(x.row(i).transpose()), t, weights)
                     .velocity.transpose();
    return u;
  }
};
} // namespace

TEST_CASE("the stages of a step are its evaluations, and the step is what it was") {
  for (const Tableau& m : tableaus) {
    INFO(m.name);
    double next = 0;
    const auto seen = stages(m, worked, 2., 0.2, 0.5, next);
    REQUIRE(seen.size() == m.stages);
    CHECK(next == step(m, worked, 2., 0.2, 0.5));
    double sum = 2;
    for (std::size_t i = 0; i < m.stages; ++i) {
      CHECK(seen[i].t == 0.2 + m.c[i] * 0.5);
      CHECK(seen[i].slope == worked(seen[i].x, seen[i].t));
      double at = 2;
      for (std::size_t j = 0; j < i; ++j) at += 0.5 * m.a[i][j] * seen[j].slope;
      CHECK(seen[i].x == Approx(at).epsilon(1e-15));
      sum += 0.5 * m.b[i] * seen[i].slope;
    }
    CHECK(next == Approx(sum).epsilon(1e-15));
  }
}

TEST_CASE("halving the step divides Euler's error by 2 and RK4's by 16") {
  for (int n : {32, 64, 128}) {
    CHECK(worked_error(tableau("euler"), n) / worked_error(tableau("euler"), 2 * n) ==
          Approx(2).epsilon(0.02));
    CHECK(worked_error(tableau("rk4"), n) / worked_error(tableau("rk4"), 2 * n) ==
          Approx(16).epsilon(0.02));
  }
}

TEST_CASE("on the worked example every slope is the order, but Heun's, which looks like 3") {
  for (const ErrorCurve& curve : worked_table(false)) {
    INFO(curve.solver);
    const double expected = curve.solver == "heun" ? 3 : tableau(curve.solver).order;
    CHECK(curve.slope == Approx(expected).margin(0.25)); // bosh3's steps are long for its slope
  }
}

TEST_CASE("Heun looks like order 3 at t = 1 alone: there the errors of its steps cancel") {
  // A step's error is h^3 (3 t - 1) / (6 (t + 1)^2) to leading order and grows with t + 1 from then
  // on; the integral of (3 t - 1) / (t + 1)^3 from 0 to 1 is 0, to 1/2 it is not.
  for (double end : {0.5, 0.8, 1.}) {
    const auto curve = error_curve(
        tableau("heun"), worked, 2., 0, end, false, doubling,
        [&](double x) { return std::fabs(x - WorkedExample::exact(end)); }, 1e-13);
    CHECK(curve.slope == Approx(end == 1 ? 3 : 2).margin(0.25));
  }
}

TEST_CASE("half a step late every method is of order 1, unless nothing changes with time") {
  for (const ErrorCurve& curve : worked_table(true)) {
    INFO(curve.solver);
    CHECK(curve.slope == Approx(1).margin(0.15));
  }
  CHECK(worked_error(tableau("rk4"), 150, true) > 1e4 * worked_error(tableau("rk4"), 150));
  const PlaneFlow rotation{PlaneFlowKind::rotation};
  const auto turning = [&](const Point& x, double t) { return rotation.velocity(x, t); };
  const Point x{1, 0.5};
  CHECK(solve_maybe_late(tableau("rk4"), turning, x, 0, 1, 20, true) ==
        solve(tableau("rk4"), turning, x, 0, 1, 20));
}

TEST_CASE("late slopes are asked for inside the margins") {
  double first = 1, last = 0;
  const auto v = [&](double, double t) {
    first = std::min(first, t), last = std::max(last, t);
    return 0.;
  };
  solve_maybe_late(tableau("rk4"), v, 0., 0, 1, 150, true);
  CHECK(first == Approx(0.5 / 150));
  CHECK(last == 1 - 1e-5);
}

TEST_CASE("on a rotation every slope is the order") {
  const PlaneFlow rotation{PlaneFlowKind::rotation};
  const Point x{1.5, -0.5}, end = rotation.to(x, 0, 1);
  const auto v = [&](const Point& at, double t) { return rotation.velocity(at, t); };
  const int steps[] = {16, 32, 64, 128, 256};
  for (const ErrorCurve& curve : error_table(
           v, x, 0, 1, false, steps, [&](const Point& at) { return (at - end).norm(); }, 1e-13)) {
    INFO(curve.solver);
    CHECK(curve.slope == Approx(tableau(curve.solver).order).margin(0.3));
  }
}

TEST_CASE("on the moons' exact field the slopes are the orders, once the steps are short enough") {
  const Moons moons;
  const int steps[] = {64, 128, 256};
  for (const char* name : {"euler", "midpoint", "heun", "rk4", "tsit5"}) {
    const auto curve = error_curve(
        tableau(name), moons, moons.x_0, 0, 1, false, steps,
        [&](const Batch<double>& x) { return rms_distance(x, moons.end); }, 1e-12);
    INFO(name << ": " << curve.errors[0] << ", " << curve.errors[2]);
    CHECK(curve.slope == Approx(tableau(name).order).margin(0.5));
  }
}

TEST_CASE("a fitted order leaves out what is rounding, and says when it cannot be seen") {
  const int evaluations[] = {10, 20, 40, 80, 160};
  const double falling[] = {1e-2, 1e-2 / 8, 1e-2 / 64, 1e-14, 3e-14};
  CHECK(fitted_order(evaluations, falling, 1e-12) == Approx(3));
  CHECK(std::isnan(fitted_order(std::span(evaluations).first(2), std::span(falling).first(2), 0)));
  CHECK(rms_distance(Batch<double>{{3, 4}}, Batch<double>{{0, 0}}) == Approx(5));
  const Batch<double> x{{3, 4}, {1, 1}}, y{{0, 0}, {1, 0}};
  CHECK(mean_distance(x, y) == 3);
  CHECK(rms_distance(x, y) == Approx(std::sqrt(13.)));
}
