#include "catch.hpp"
#include "fm/ode/adaptive.hpp"

using namespace fm;

namespace {
const char* const adaptive_methods[] = {"bosh3", "dopri5", "tsit5"};
// dx/dt = x^2 cos t, x(0) = 1/2: x = 1 / (2 - sin t).
double wave(double x, double t) { return x * x * std::cos(t); }
double exact(double t) { return 1 / (2 - std::sin(t)); }
Tolerance tight(double tolerance) {
  Tolerance t;
  t.relative = t.absolute = tolerance;
  return t;
}
} // namespace

TEST_CASE("the number of steps does not depend on the unit of time, forward or backward") {
  // dx/dt = v(x, t / u) / u over [0, 2 u] is one and the same curve for every unit u.
  for (const char* name : adaptive_methods)
    for (const bool backward : {false, true}) {
      const auto solved = [&](double unit) {
        const auto v = [unit](double x, double t) { return wave(x, t / unit) / unit; };
        const double from = backward ? 2 : 0, to = backward ? 0 : 2;
        return solve_adaptive(tableau(name), v, exact(from), from * unit, to * unit, tight(1e-7));
      };
      const auto plain = solved(1);
      CHECK(plain.outcome == SolveOutcome::reached);
      for (const double unit : {1e-12, 1e-9, 1e-6, 1e-3, 1e3, 1e6, 1e9, 1e12}) {
        INFO(name << " in units of " << unit);
        const auto s = solved(unit);
        CHECK(s.outcome == SolveOutcome::reached);
        CHECK(s.steps == plain.steps);
        CHECK(s.refused == plain.refused);
        CHECK(s.x == Approx(plain.x).epsilon(1e-12));
      }
      for (const int power : {-40, -3, 7, 40}) // of 2, which rounds nothing
        CHECK(solved(std::ldexp(1, power)).x == plain.x);
    }
}

TEST_CASE("the number of steps of a batch of floats does not depend on the unit of time") {
  const auto steps = [](double unit) {
    const auto v = [unit](const Batch<float>& x, double t) {
      return Batch<float>(x * float(std::cos(t / unit) / unit));
    };
    const auto s = solve_adaptive(tableau("dopri5"), v, Batch<float>(Batch<float>::Ones(3, 2)), 0,
                                  2 * unit, tight(1e-4));
    CHECK(s.outcome == SolveOutcome::reached);
    CHECK(s.x(1, 1) == Approx(std::exp(std::sin(2.))).epsilon(1e-3));
    return s.steps;
  };
  for (const int power : {-40, -20, 20, 40}) CHECK(steps(std::ldexp(1, power)) == steps(1));
}

TEST_CASE(
    "a field that is not finite somewhere ends as not finite, and at once where it starts so") {
  for (const char* name : adaptive_methods)
    for (const double bad : {double(NAN), double(INFINITY), -double(INFINITY)}) {
      INFO(name << ", " << bad);
      const auto later = [bad](double x, double t) { return t < 0.5 ? x : bad; };
      const auto half = solve_adaptive(tableau(name), later, 1., 0, 1, tight(1e-6));
      CHECK(half.outcome == SolveOutcome::not_finite);
      CHECK(half.t == Approx(0.5));
      CHECK(half.t < 0.5);
      CHECK(half.x == Approx(std::exp(half.t)).epsilon(1e-4)); // what was reached is right
      const auto there = [bad](double x, double) { return x < 2 ? x : bad; };
      const auto at_2 = solve_adaptive(tableau(name), there, 1., 0, 1, tight(1e-6));
      CHECK(at_2.outcome == SolveOutcome::not_finite);
      CHECK(at_2.t == Approx(std::log(2.)).epsilon(1e-4));
      const auto never = [bad](double, double) { return bad; };
      const auto start = solve_adaptive(tableau(name), never, 1., 0, 1, tight(1e-6));
      CHECK(start.outcome == SolveOutcome::not_finite);
      CHECK(start.evaluations == 1);
      const auto still = [](double, double) { return 0.; };
      CHECK(solve_adaptive(tableau(name), still, bad, 0, 1, tight(1e-6)).outcome ==
            SolveOutcome::not_finite);
    }
  // One row of a batch is enough.
  const auto row = [](const Batch<float>& x, double t) {
    Batch<float> v = x;
    if (t > 0.3) v(2, 1) = NAN;
    return v;
  };
  for (const ErrorNorm norm :
       {ErrorNorm::max_over_samples, ErrorNorm::rms, ErrorNorm::max_over_coordinates}) {
    Tolerance tolerance = tight(1e-4);
    tolerance.norm = norm;
    CHECK(solve_adaptive(tableau("tsit5"), row, Batch<float>(Batch<float>::Ones(4, 2)), 0, 1,
                         tolerance)
              .outcome == SolveOutcome::not_finite);
  }
  // Finite and without limit in its slopes: no number is wrong, the steps are too small.
  const auto jagged = [](double, double t) { return t < 0.5 ? 0. : 1e200 * (t - 0.5); };
  CHECK(solve_adaptive(tableau("dopri5"), jagged, 0., 0, 1, tight(1e-6)).outcome ==
        SolveOutcome::step_too_small);
}

TEST_CASE("a bump narrower than the steps is seen when the longest step is no wider than it") {
  // dx/dt = 1 and a normal density of width 0.01 around t = 0.6, so x(1) = 2. The widest of the
  // steps without it is longer than the bump, and some methods pass over it.
  const auto bumpy = [](double, double t) {
    const double z = (t - 0.6) / 0.01;
    return 1 + std::exp(-z * z / 2) / (0.01 * std::sqrt(2 * std::numbers::pi));
  };
  int missed = 0;
  for (const char* name : adaptive_methods)
    for (const double accuracy : {1e-3, 1e-6})
      for (const bool backward : {false, true}) {
        INFO(name << " at " << accuracy);
        const double from = backward ? 1 : 0, to = 1 - from, rise = to - from;
        Tolerance tolerance = tight(accuracy);
        const auto free = solve_adaptive(tableau(name), bumpy, 0., from, to, tolerance);
        missed += free.outcome == SolveOutcome::reached && std::fabs(free.x - 2 * rise) > 0.9;
        tolerance.max_step = 0.02;
        double longest = 0;
        const auto s = solve_adaptive(tableau(name), bumpy, 0., from, to, tolerance,
                                      [&](const KeptStep<double>& kept) {
                                        longest = std::max(longest, std::fabs(kept.next - kept.t));
                                        return true;
                                      });
        CHECK(s.outcome == SolveOutcome::reached);
        CHECK(s.x == Approx(2 * rise).margin(30 * accuracy));
        CHECK(longest <= 0.02 * (1 + 1e-12)); // t + h - t rounds
        CHECK(longest > 0.019);
        tolerance.first_step = 1; // the longest step is the first one's bound too
        CHECK(solve_adaptive(tableau(name), bumpy, 0., from, to, tolerance).x ==
              Approx(2 * rise).margin(30 * accuracy));
      }
  CHECK(missed > 0); // else this shows nothing
  Tolerance negative = tight(1e-3);
  for (const double bad : {-1., double(NAN), double(INFINITY)}) {
    negative.max_step = bad;
    CHECK_THROWS_WITH(solve_adaptive(tableau("dopri5"), bumpy, 0., 0, 1, negative),
                      Catch::Contains("the longest step is a positive length"));
  }
}
