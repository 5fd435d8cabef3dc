#include "fm/exact/box_ledger.hpp"

#include "catch.hpp"
#include "fm/path/any_schedule.hpp"

#include <numbers>

using namespace fm;

namespace {

Gaussian component(double weight, double x, double y, double a, double b, double c) {
  Eigen::Matrix2d covariance;
  covariance << a, b, b, c;
  return {weight, Point(x, y), covariance};
}

// Round, and turned with a correlation of up to 0.9.
std::vector<CoupledMixtures> problems() {
  const GaussianMixture turned{
      {component(0.3, 1.5, 0.5, 0.5, -0.36, 0.32), component(0.7, -1, -0.8, 0.2, 0.1, 0.6)}},
      source{{component(0.6, 0, 1, 1, 0.3, 0.4), component(0.4, -0.5, -1, 0.3, 0, 0.9)}};
  return {{GaussianMixture::standard(), GaussianMixture::of(eight_gaussians_ring)},
          {GaussianMixture::standard(), turned},
          {source, turned},
          CoupledMixtures::between(source, turned, 0.7)};
}

const std::vector<Box> boxes{{Point(-0.5, -0.4), Point(0.9, 1.1)},
                             {Point(0.4, -1.2), Point(2.9, 0.1)},
                             {Point(-3, -2.5), Point(-0.7, 2)}};

double inflow(const BoxLedger& l) { return l.inflow[0] + l.inflow[1] + l.inflow[2] + l.inflow[3]; }

} // namespace

TEST_CASE("the mass in a box changes by what flows through its four sides") {
  for (const ScheduleKind kind :
       {ScheduleKind::cond_ot, ScheduleKind::polynomial, ScheduleKind::cosine})
    for (const bool reversed : {false, true}) {
      AnySchedule schedule = AnySchedule::of(kind, kind == ScheduleKind::polynomial ? 2 : 0);
      schedule.reversed = reversed;
      for (const CoupledMixtures& ends : problems())
        for (const Box& box : boxes)
          // At the two ends of time it is a difference to one side, of a larger error.
          for (const double t : {0., 0.2, 0.5, 0.8, 1.}) {
            const BoxLedger ledger = box_ledger(ends, schedule, t, box);
            INFO(t << " " << inflow(ledger) << " " << ledger.change);
            CHECK(std::fabs(inflow(ledger) - ledger.change) < (t == 0 || t == 1 ? 1e-7 : 1e-9));
            CHECK(ledger.mass > 0);
            CHECK(ledger.mass < 1);
          }
    }
}

TEST_CASE(
    "a variance preserving path balances too, where its noise has an infinite slope as well") {
  const std::vector<CoupledMixtures> all = problems();
  for (const ScheduleKind kind : {ScheduleKind::linear_vp, ScheduleKind::variance_preserving})
    for (const std::size_t k : {std::size_t(0), std::size_t(1)})
      for (const double t : {0.3, 0.7, 1.}) {
        const BoxLedger ledger = box_ledger(all[k], AnySchedule::of(kind, 0), t, boxes[0]);
        INFO(t << " " << inflow(ledger) << " " << ledger.change);
        CHECK(std::fabs(inflow(ledger) - ledger.change) < 2e-7);
      }
}

TEST_CASE("what flows through a side is the integral of density times velocity along it") {
  const CondOT schedule{};
  const Quadrature nodes = gauss_legendre(60);
  std::vector<double> weights;
  for (const CoupledMixtures& ends : problems())
    for (const Box& box : boxes) {
      const BoxLedger ledger = box_ledger(ends, schedule, 0.6, box);
      for (int axis = 0; axis < 2; ++axis)
        for (const bool high : {false, true}) {
          double sum = 0;
          for (std::size_t i = 0; i < nodes.nodes.size(); ++i) {
            Point x = high ? box.high : box.low;
            x[1 - axis] = box.low[1 - axis] + nodes.nodes[i] * box.size()[1 - axis];
            const Marginal at = mixture_marginal(ends, schedule, x, 0.6, weights);
            sum += nodes.weights[i] * std::exp(at.log_density) * at.velocity[axis];
          }
          const double inward = (high ? -1 : 1) * sum * box.size()[1 - axis];
          CHECK(std::fabs(ledger.inflow[std::size_t(side_of(axis, high))] - inward) < 1e-10);
        }
    }
}

TEST_CASE("the mass in a box: of quadrants by Sheppard's formula, of parts that make a whole") {
  constexpr double far = 60;
  for (const double correlation : {-0.999, -0.8, 0., 0.3, 0.95, 0.999}) {
    const GaussianMixture g{{component(1, 0.3, -0.2, 4, 2 * correlation * 0.5, 0.25)}};
    const Box quadrant{Point(0.3, -0.2), Point(far, far)};
    CHECK(std::fabs(mass_inside(g, quadrant) -
                    (0.25 + std::asin(correlation) / (2 * std::numbers::pi))) < 1e-12);
    CHECK(std::fabs(mass_inside(g, {Point(-far, -far), Point(far, far)}) - 1) < 1e-12);
    const double whole = mass_inside(g, {Point(-1, -1), Point(2, 1)});
    const double parts = mass_inside(g, {Point(-1, -1), Point(0.7, 1)}) +
                         mass_inside(g, {Point(0.7, -1), Point(2, 0.1)}) +
                         mass_inside(g, {Point(0.7, 0.1), Point(2, 1)});
    CHECK(std::fabs(whole - parts) < 1e-12);
    CHECK(mass_inside(g, {Point(40, 40), Point(50, 50)}) == 0);
  }
}

TEST_CASE("a box without an area and a law without width are refused") {
  const CoupledMixtures ends = problems()[0];
  CHECK_THROWS_WITH(box_ledger(ends, CondOT{}, 0.5, {Point(1, 0), Point(1, 2)}),
                    Catch::Contains("has an area"));
  const GaussianMixture point{{component(1, 0, 0, 0, 0, 0)}};
  CHECK_THROWS_WITH(mass_inside(point, boxes[0]), Catch::Contains("give it a width"));
}
