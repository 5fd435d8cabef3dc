#include "catch.hpp"
#include "fm/ode/adaptive.hpp"
#include "fm/ode/plane_flows.hpp"
#include "fm/ode/worked_example.hpp"

#include <Eigen/LU>

using namespace fm;

namespace {
const PlaneFlowKind kinds[] = {PlaneFlowKind::rotation, PlaneFlowKind::saddle, PlaneFlowKind::shear,
                               PlaneFlowKind::source, PlaneFlowKind::gyre};
const Point places[] = {{1.2, -0.4}, {-2.1, 1.7}, {0.3, 2.5}, {0, 0}};

Point carried(const PlaneFlow& flow, const Point& x, double t_0, double t_1, int n = 400) {
  const auto v = [&](const Point& at, double t) { return flow.velocity(at, t); };
  return solve(tableau("rk4"), v, x, t_0, t_1, n);
}
} // namespace

TEST_CASE("each flow that is known is where RK4 arrives, and inverting it returns") {
  CHECK(plane_flow_names[std::size_t(PlaneFlowKind::gyre)] == "gyre");
  for (PlaneFlowKind kind : kinds)
    for (double strength : {1., -0.6, 0.}) {
      const PlaneFlow flow{kind, strength};
      INFO(plane_flow_names[std::size_t(kind)] << " of strength " << strength);
      if (!flow.solved()) {
        CHECK_THROWS_WITH(flow.to(places[0], 0, 1), Catch::Contains("integrate it"));
        continue;
      }
      for (const Point& x : places) {
        const Point there = flow.to(x, 0.1, 0.8);
        CHECK((carried(flow, x, 0.1, 0.8) - there).norm() < 1e-10); // h^4 with h = 1.75e-3
        CHECK((flow.to(there, 0.8, 0.1) - x).norm() < 1e-14);
        CHECK((flow.to(flow.to(x, 0.1, 0.5), 0.5, 0.8) - there).norm() < 1e-14);
      }
    }
}

TEST_CASE("every flow returns when it is run backward, and no two trajectories meet") {
  for (PlaneFlowKind kind : kinds) {
    const PlaneFlow flow{kind};
    INFO(plane_flow_names[std::size_t(kind)]);
    for (const Point& x : places) {
      const Point there = carried(flow, x, 0, 1);
      CHECK((carried(flow, there, 1, 0) - x).norm() < 1e-6);
      // Neighbours come closer by no more than e^(L t), L the largest stretching of the field.
      const Point beside = x + Point(1e-3, 0);
      for (double t : {0.25, 0.5, 1.})
        CHECK((carried(flow, beside, 0, t) - carried(flow, x, 0, t)).norm() >
              1e-3 * std::exp(-2 * std::numbers::pi * t));
    }
  }
}

TEST_CASE("rotation, saddle, shear and gyre keep area; the source grows by e^2 in a time of 1") {
  for (PlaneFlowKind kind : kinds) {
    const PlaneFlow flow{kind};
    INFO(plane_flow_names[std::size_t(kind)]);
    const double h = 1e-5;
    for (const Point& x : places) {
      Eigen::Matrix2d jacobian;
      for (int j = 0; j < 2; ++j) {
        const Point e = h * Point::Unit(j);
        jacobian.col(j) = (carried(flow, x + e, 0, 1) - carried(flow, x - e, 0, 1)) / (2 * h);
      }
      const double area = kind == PlaneFlowKind::source ? std::exp(2.) : 1;
      CHECK(jacobian.determinant() == Approx(area).epsilon(1e-6));
    }
  }
}

TEST_CASE("the gyre alone changes with time: it sways once in a time of 1") {
  for (PlaneFlowKind kind : kinds) {
    const PlaneFlow flow{kind};
    const Point x{0.7, 0.6};
    const bool moved = (flow.velocity(x, 0.25) - flow.velocity(x, 0)).norm() > 0.1;
    CHECK(moved == (kind == PlaneFlowKind::gyre));
    CHECK((flow.velocity(x, 1) - flow.velocity(x, 0)).norm() < 1e-14);
  }
  const PlaneFlow gyre{PlaneFlowKind::gyre};
  CHECK(gyre.velocity({2, 0}, 0).norm() < 1e-14);
  CHECK(gyre.velocity({2.5, 0}, 0.25).norm() < 1e-14); // its centre has swayed by a half
}

TEST_CASE("a batch of places has the velocity of each") {
  const PlaneFlow flow{PlaneFlowKind::gyre, 0.7};
  Batch<double> x(4, 2);
  for (int i = 0; i < 4; ++i) x.row(i) = places[i].transpose();
  const Batch<double> u = velocity(flow, x, 0.3);
  for (int i = 0; i < 4; ++i) CHECK(u.row(i).transpose() == flow.velocity(places[i], 0.3));
}

TEST_CASE("the worked example's solution has the slope that the equation asks for") {
  for (double x_0 : {2., 0.5, -1.})
    for (double t : {0., 0.3, 0.7, 1.}) {
      const double h = 1e-5, x = WorkedExample::exact(t, x_0);
      const double measured =
          (WorkedExample::exact(t + h, x_0) - WorkedExample::exact(t - h, x_0)) / (2 * h);
      CHECK(measured == Approx(WorkedExample{}(x, t)).margin(1e-9)); // h^2, and rounding / h
      CHECK(WorkedExample::exact(0, x_0) == x_0);
    }
  CHECK(WorkedExample::exact(1) == Approx(5 - 4 * std::log(2.)).epsilon(1e-15));
}
