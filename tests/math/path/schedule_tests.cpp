#include "catch.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/ode/solve.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/path/schedule_change.hpp"

using namespace fm;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<AnySchedule> all_schedules() {
  using K = ScheduleKind;
  return {AnySchedule::of(K::cond_ot, 0),    AnySchedule::of(K::cond_ot, 0.1),
          AnySchedule::of(K::polynomial, 1), AnySchedule::of(K::polynomial, 3),
          AnySchedule::of(K::linear_vp, 0),  AnySchedule::of(K::variance_preserving, 0),
          AnySchedule::of(K::cosine, 0)};
}
std::string name(const AnySchedule& s) {
  return std::string(schedule_names[s.kind.index()]) + (s.reversed ? " reversed" : "");
}
std::vector<AnySchedule> both_conventions() {
  std::vector<AnySchedule> all = all_schedules();
  for (AnySchedule s : all_schedules()) {
    s.reversed = true;
    all.push_back(s);
  }
  return all;
}
} // namespace

TEST_CASE("every schedule begins at the noise and ends at the data") {
  for (const AnySchedule& schedule : all_schedules()) {
    INFO(name(schedule));
    const auto start = schedule(0.), end = schedule(1.);
    const bool vp = std::holds_alternative<VariancePreserving>(schedule.kind);
    CHECK(start.alpha == Approx(vp ? std::exp(-(19.9 / 2 + 0.1) / 2) : 0).margin(1e-16));
    CHECK(start.sigma == Approx(1).epsilon(vp ? 3e-5 : 1e-15));
    CHECK(end.alpha == Approx(1).epsilon(1e-15));
    const auto* cond_ot = std::get_if<CondOT>(&schedule.kind);
    CHECK(end.sigma == Approx(cond_ot ? cond_ot->sigma_min : 0).margin(1e-16));
    // At both ends each value is its limit: finite, or the infinite slope that sigma has there.
    const bool steep = vp || std::holds_alternative<LinearVP>(schedule.kind);
    if (steep)
      CHECK(end.d_sigma == -infinity);
    else
      CHECK(end.d_sigma == Approx(schedule(1 - 1e-9).d_sigma).margin(1e-6));
    CHECK(end.d_alpha == Approx(schedule(1 - 1e-9).d_alpha).margin(1e-6));
    CHECK(start.d_alpha == Approx(schedule(1e-9).d_alpha).margin(1e-6));
    CHECK(start.d_sigma == Approx(schedule(1e-9).d_sigma).margin(1e-6));
    CHECK(half_variance_slope(schedule, 1) ==
          Approx(half_variance_slope(schedule, 1 - 1e-9)).margin(1e-6));
  }
}

TEST_CASE("the slopes of every schedule are its derivatives, by central differences") {
  constexpr double h = 1e-6, truncation = 1e-8;
  for (const AnySchedule& schedule : both_conventions())
    for (double t : {0.1, 0.37, 0.5, 0.9}) {
      INFO(name(schedule) << " at " << t);
      const auto up = schedule(t + h), down = schedule(t - h), here = schedule(t);
      CHECK(here.d_alpha == Approx((up.alpha - down.alpha) / (2 * h)).margin(truncation));
      CHECK(here.d_sigma == Approx((up.sigma - down.sigma) / (2 * h)).margin(truncation));
      const double slope = (up.sigma * up.sigma - down.sigma * down.sigma) / (4 * h);
      CHECK(half_variance_slope(schedule, t) == Approx(slope).margin(truncation));
    }
}

TEST_CASE("in reversed time every value is that of 1 - t, and the path is walked the other way") {
  const GaussianMixture data = GaussianMixture::of(eight_gaussians_ring);
  for (const AnySchedule& schedule : all_schedules()) {
    AnySchedule reversed = schedule;
    reversed.reversed = true;
    INFO(name(schedule));
    for (double t : {0.1, 0.5, 0.8}) {
      const auto there = reversed(1 - t), here = schedule(t);
      CHECK(there.alpha == Approx(here.alpha).epsilon(1e-14));
      CHECK(there.sigma == Approx(here.sigma).epsilon(1e-14));
      CHECK(log_snr(reversed, 1 - t) == Approx(log_snr(schedule, t)).epsilon(1e-12));
      const Point x(0.8, -0.3);
      const Marginal a = mixture_marginal(data, schedule, x, t),
                     b = mixture_marginal(data, reversed, x, 1 - t);
      CHECK((a.velocity + b.velocity).norm() < 1e-12 * (1 + a.velocity.norm()));
      CHECK((a.score - b.score).norm() < 1e-12 * (1 + a.score.norm()));
      CHECK((a.data - b.data).norm() < 1e-12);
    }
    const auto along = [&](const AnySchedule& s) {
      return [&](const Point& x, double t) -> Point {
        return mixture_marginal(data, s, x, t).velocity;
      };
    };
    const Point noise(0.4, -1.1);
    const Point a = solve(tableau("rk4"), along(schedule), noise, 0, 0.9, 50),
                b = solve(tableau("rk4"), along(reversed), noise, 1, 0.1, 50);
    CHECK((a - b).norm() < 1e-11);
  }
}

TEST_CASE("variance preserving and cosine keep alpha^2 + sigma^2 = 1") {
  for (const AnySchedule& schedule : all_schedules()) {
    if (schedule.kind.index() < std::size_t(ScheduleKind::variance_preserving)) continue;
    for (double t : {0., 0.2, 0.8, 1.}) {
      const auto s = schedule(t);
      CHECK(s.alpha * s.alpha + s.sigma * s.sigma == Approx(1).epsilon(1e-14));
    }
  }
}

TEST_CASE("in float, sigma keeps its digits near the data, at either end of time") {
  constexpr double float_rounding = 1e-6; // relative; 1 - e^-T without expm1 is off by 1e-3
  for (const AnySchedule& schedule : both_conventions())
    for (float s : {0.1f, 1e-3f, 1e-4f, 1e-5f, 1e-6f, 1e-8f, 1e-12f}) {
      const float t = schedule.reversed ? s : 1 - s;
      if (t == 1) continue;
      INFO(name(schedule) << " at " << t);
      Times<float> time(1);
      time[0] = t;
      CHECK(double(schedule(time).sigma[0]) ==
            Approx(schedule(double(t)).sigma).epsilon(float_rounding));
    }
}

TEST_CASE("the signal-to-noise ratio rises, and time_at is its inverse") {
  for (const AnySchedule& schedule : both_conventions()) {
    INFO(name(schedule));
    double before = schedule.reversed ? infinity : -infinity;
    for (double t = 0.01; t < 1; t += 0.01) {
      const double l = log_snr(schedule, t);
      CHECK((schedule.reversed ? l < before : l > before));
      CHECK(std::log(snr(schedule, t)) == Approx(l).margin(1e-12));
      CHECK(time_at(schedule, l) == Approx(t).epsilon(1e-10));
      before = l;
    }
    const bool remainder = schedule(schedule.reversed ? 0. : 1.).sigma > 0;
    if (!remainder) CHECK(time_at(schedule, infinity) == (schedule.reversed ? 0 : 1));
    if (schedule(schedule.reversed ? 1. : 0.).alpha == 0)
      CHECK(time_at(schedule, -infinity) == (schedule.reversed ? 1 : 0));
  }
}

TEST_CASE("polynomial of degree 1 is CondOT") {
  for (double t : {0., 0.3, 1.}) {
    const auto a = Polynomial{1}(t);
    const auto b = CondOT{}(t);
    CHECK(a.alpha == Approx(b.alpha).margin(1e-16));
    CHECK(a.sigma == Approx(b.sigma).margin(1e-16));
    CHECK(a.d_alpha == b.d_alpha);
    CHECK(a.d_sigma == b.d_sigma);
  }
}

TEST_CASE("an array of times holds what each time says alone") {
  const Times<float> t = Times<float>::LinSpaced(7, 0.05f, 0.95f);
  for (const AnySchedule& schedule : both_conventions()) {
    const ScheduleValue<Times<float>> all = schedule(t);
    for (Eigen::Index i = 0; i < t.size(); ++i) {
      INFO(name(schedule) << " at " << t[i]);
      const ScheduleValue<float> one = schedule(t[i]);
      CHECK(all.alpha[i] == one.alpha);
      CHECK(all.sigma[i] == one.sigma);
      CHECK(all.d_alpha[i] == one.d_alpha);
      CHECK(all.d_sigma[i] == one.d_sigma);
    }
  }
}

TEST_CASE("a schedule's parameter out of range is refused") {
  using K = ScheduleKind;
  CHECK_THROWS_WITH(AnySchedule::of(K::cond_ot, 1), Catch::Contains("sigma_min lies in"));
  CHECK_THROWS_WITH(AnySchedule::of(K::cond_ot, NAN), Catch::Contains("sigma_min lies in"));
  CHECK_THROWS_WITH(AnySchedule::of(K::polynomial, 0.5), Catch::Contains("degree"));
}

TEST_CASE("a velocity under another schedule is that schedule's own marginal velocity") {
  const GaussianMixture data = GaussianMixture::of(eight_gaussians_ring);
  for (const AnySchedule& from : both_conventions())
    for (const AnySchedule& to : both_conventions()) {
      if (std::get_if<CondOT>(&from.kind) && std::get<CondOT>(from.kind).sigma_min > 0) continue;
      for (double r : {0.1, 0.5, 0.95}) {
        if (log_snr(to, r) < log_snr(from.forward(), 0)) continue; // noisier than it was trained on
        INFO(name(from) << " sampled as " << name(to) << " at " << r);
        const Point x(0.8, -0.3);
        const auto learned = [&](const Point& y, double t) -> Point {
          return mixture_marginal(data, from, y, t).velocity;
        };
        const Point changed =
            ScheduleChange<AnySchedule, AnySchedule>{from, to}.velocity(learned, x, r);
        const Point own = mixture_marginal(data, to, x, r).velocity;
        CHECK((changed - own).norm() < 1e-9 * (1 + own.norm()));
      }
    }
}

TEST_CASE("a schedule changes into its own reversed time at both ends too") {
  const GaussianMixture data = GaussianMixture::of(eight_gaussians_ring);
  const Point x(0.8, -0.3);
  for (const AnySchedule& from : all_schedules())
    for (double r : {0., 1.}) {
      INFO(name(from) << " at " << r);
      AnySchedule to = from;
      to.reversed = true;
      const auto learned = [&](const Point& y, double t) -> Point {
        return mixture_marginal(data, from, y, t).velocity;
      };
      const Point changed =
          ScheduleChange<AnySchedule, AnySchedule>{from, to}.velocity(learned, x, r);
      CHECK(changed == mixture_marginal(data, to, x, r).velocity);
    }
}

TEST_CASE("a change of schedule leads every noise to the same data") {
  const GaussianMixture data = GaussianMixture::of(eight_gaussians_ring);
  const auto learned = [&](const Point& y, double t) -> Point {
    return mixture_marginal(data, CondOT{}, y, t).velocity;
  };
  const ScheduleChange<CondOT, Cosine> change{};
  const auto changed = [&](const Point& y, double r) { return change.velocity(learned, y, r); };
  const Point x_0(0.4, -1.1);
  const Point a = solve(tableau("rk4"), learned, x_0, 0, 1, 400),
              b = solve(tableau("rk4"), changed, x_0, 0, 1, 400);
  CHECK((a - b).norm() < 1e-5);
  // Less noise than the network ever saw.
  CHECK_THROWS_AS((ScheduleChange<CondOT, CondOT>{{0.1}, {0}}.at(1)), Error);
  CHECK_THROWS_WITH((ScheduleChange<Polynomial, CondOT>{{2}, {}}.at(0)),
                    Catch::Contains("stay a little away from the ends"));
}
