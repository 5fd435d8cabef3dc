#include "../../wasm/api.h"
#include "catch.hpp"
#include "fm/ode/order.hpp"
#include "fm/ode/plane_flows.hpp"
#include "fm/ode/worked_example.hpp"

#include <string>

using namespace fm;

TEST_CASE("interface: a wind is a field like any other, and its end is known") {
  for (int kind = 0; kind < 5; ++kind) {
    INFO(plane_flow_names[std::size_t(kind)]);
    fm_field* field = fm_field_example(kind, 0.8);
    REQUIRE(field);
    const float x[4] = {1, 0.5f, -2, 1.25f};
    float u[4];
    double end[4], grid[201];
    std::vector<float> out(201 * 4);
    REQUIRE(fm_field_velocity(field, 2, x, 0.3, u, nullptr) == 0);
    const PlaneFlow flow{PlaneFlowKind(kind), 0.8};
    const Point first = flow.velocity(Point(1, 0.5), 0.3);
    CHECK(double(u[0]) == Approx(first[0]).margin(1e-6));
    CHECK(double(u[1]) == Approx(first[1]).margin(1e-6));
    REQUIRE(fm_field_end(field, 0.1, 0.9, 2, x, end) == 0);
    REQUIRE(fm_grid(0.1, 0.9, 200, 0, 1, grid) == 0);
    REQUIRE(fm_field_solve(field, 3, 200, grid, 2, x, out.data()) == 0);
    for (std::size_t i = 0; i < 4; ++i) CHECK(double(out[800 + i]) == Approx(end[i]).margin(1e-4));
    const int steps[] = {16, 32, 64, 128};
    double errors[4], slope;
    REQUIRE(fm_field_errors(field, 3, 0, 0.1, 0.9, 2, x, end, 4, steps, errors, &slope) == 0);
    if (kind != 2) CHECK(slope == Approx(4).margin(0.3)); // a shear has no error to fall
    double attempts[500], report[5];
    REQUIRE(fm_field_attempts(field, 7, 0, 1, 1e-5, 1e-5, 100, 1, 0.5, attempts, report) == 0);
    CHECK(report[0] == 0);
    CHECK(report[4] == 1);
    const int last = int(report[1] + report[2]) - 1;
    CHECK(attempts[5 * last + 1] == 1);
    CHECK(attempts[5 * last + 2] == 1);
    REQUIRE(fm_field_end(field, 0, 1, 1, x, end) == 0);
    CHECK(std::hypot(attempts[5 * last + 3] - end[0], attempts[5 * last + 4] - end[1]) < 1e-3);
    fm_field_destroy(field);
  }
  CHECK(!fm_field_example(5, 1));
  CHECK(!fm_field_example(0, 1000));
  CHECK(std::string(fm_last_error()).find("-100 .. 100") != std::string::npos);
}

TEST_CASE("interface: the worked example's steps, slopes and errors are those of the headers") {
  const double t[] = {0, 0.25, 1}, x[] = {2, 1, -1};
  double exact[3], slopes[3], states[6], stages[60], errors[2], slope;
  REQUIRE(fm_worked_solution(3, t, 1.5, exact) == 0);
  REQUIRE(fm_worked_slopes(3, t, x, slopes) == 0);
  for (int i = 0; i < 3; ++i) {
    CHECK(exact[i] == WorkedExample::exact(t[i], 1.5));
    CHECK(slopes[i] == WorkedExample{}(x[i], t[i]));
  }
  REQUIRE(fm_worked_steps(3, 5, 1.5, states, stages) == 0);
  CHECK(states[0] == 1.5);
  CHECK(states[5] == solve(tableau("rk4"), WorkedExample{}, 1.5, 0, 1, 5));
  for (int i = 0; i < 20; ++i)
    CHECK(stages[3 * i + 2] == WorkedExample{}(stages[3 * i + 1], stages[3 * i]));
  CHECK(stages[3 * 4] == 0.2);
  const int steps[] = {10, 20};
  REQUIRE(fm_worked_errors(0, 0, 2, 2, steps, errors, &slope) == 0);
  CHECK(errors[0] / errors[1] == Approx(2).epsilon(0.05));
  CHECK(std::isnan(slope)); // two points are too few for a line
}
