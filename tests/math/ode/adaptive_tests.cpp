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

TEST_CASE("an embedded pair is consistent: its error weights sum to 0, its interpolant ends at b") {
  for (const char* name : adaptive_methods) {
    const Tableau& m = tableau(name);
    INFO(name);
    double sum = 0;
    for (double e : m.error) sum += e;
    CHECK(std::fabs(sum) < 1e-15);
    for (std::size_t i = 0; i <= m.stages; ++i) {
      double end = 0, slope = 0;
      for (std::size_t p = 0; p < 4; ++p)
        end += m.dense[i][p], slope += double(p + 1) * m.dense[i][p];
      CHECK(end == Approx(i < m.stages ? m.b[i] : 0).margin(1e-14));
      CHECK(m.dense[i][0] == (i == 0 ? 1 : 0));                    // slope k_1 at the start
      CHECK(slope == Approx(i == m.stages ? 1 : 0).margin(1e-13)); // and the last one's at the end
    }
  }
}

TEST_CASE("the estimated error has the order that it is controlled by") {
  for (const char* name : adaptive_methods) {
    const Tableau& m = tableau(name);
    INFO(name);
    const auto estimate = [&](double h) {
      Slopes<double> k;
      const double x = 1.3, next = step(m, wave, x, 0.4, h, k);
      k[m.stages] = wave(next, 0.4 + h);
      double e = 0;
      for (std::size_t i = 0; i <= m.stages; ++i) e += h * m.error[i] * *k[i];
      return std::fabs(e);
    };
    CHECK(std::log2(estimate(0.02) / estimate(0.01)) == Approx(m.error_order + 1).margin(0.2));
  }
}

TEST_CASE("the interpolant is of the method's own order, or one below") {
  for (const char* name : adaptive_methods) {
    const Tableau& m = tableau(name);
    INFO(name);
    const auto error = [&](double h) {
      double sum = 0; // over several steps, of which one alone can happen to cancel
      for (double t : {0.1, 0.4, 0.9, 1.2}) {
        Slopes<double> k;
        const double x = exact(t), next = step(m, wave, x, t, h, k);
        k[m.stages] = wave(next, t + h);
        const KeptStep<double> kept{m, t, t + h, x, next, k};
        sum += std::fabs(kept.at(t + 0.37 * h) - exact(t + 0.37 * h));
      }
      return sum;
    };
    const double order = name == std::string("bosh3") ? 4 : 5; // of one step
    CHECK(std::log2(error(0.04) / error(0.02)) == Approx(order).margin(0.2));
  }
}

TEST_CASE("the error follows the tolerance, forward and backward, and t1 is met exactly") {
  for (const char* name : adaptive_methods)
    for (double tolerance : {1e-4, 1e-7, 1e-10}) {
      INFO(name << " at " << tolerance);
      for (bool backward : {false, true}) {
        const double from = backward ? 2 : 0, to = backward ? 0.1 : 1.9;
        int evaluations = 0;
        const auto v = [&](double x, double t) {
          ++evaluations;
          CHECK(t >= 0);
          CHECK(t <= 2); // never past the end
          return wave(x, t);
        };
        const auto s = solve_adaptive(tableau(name), v, exact(from), from, to, tight(tolerance));
        CHECK(s.outcome == SolveOutcome::reached);
        CHECK(s.t == to);
        CHECK(s.evaluations == evaluations);
        CHECK(std::fabs(s.x - exact(to)) < 30 * tolerance);
      }
    }
}

TEST_CASE("a tighter tolerance buys a smaller error with more evaluations") {
  double error = 1;
  int evaluations = 0;
  for (double tolerance : {1e-3, 1e-6, 1e-9, 1e-12}) {
    const auto s = solve_adaptive(tableau("dopri5"), wave, 0.5, 0, 3, tight(tolerance));
    CHECK(std::fabs(s.x - exact(3)) < error);
    CHECK(s.evaluations > evaluations);
    error = std::fabs(s.x - exact(3));
    evaluations = s.evaluations;
  }
  CHECK(error < 1e-10);
}

TEST_CASE("dense output is as good as the steps, and asks for no further evaluation") {
  for (const char* name : adaptive_methods) {
    INFO(name);
    const Grid times{0, 0, 0.1, 0.333, 1, 1.01, 1.5, 2};
    std::vector<double> out;
    const auto with = solve_adaptive(tableau(name), wave, 0.5, 0, 2, tight(1e-8), times, out);
    const auto without = solve_adaptive(tableau(name), wave, 0.5, 0, 2, tight(1e-8));
    CHECK(with.evaluations == without.evaluations);
    REQUIRE(out.size() == times.size());
    for (std::size_t i = 0; i < times.size(); ++i)
      CHECK(std::fabs(out[i] - exact(times[i])) < 2e-7);
    CHECK(out.back() == with.x);
  }
  std::vector<double> out;
  CHECK_THROWS_WITH(solve_adaptive(tableau("dopri5"), wave, 0.5, 0, 2, {}, Grid{1, 0.5}, out),
                    Catch::Contains("run from t_0 to t_1"));
}

TEST_CASE("the largest norm over samples holds a row that the mean would lose") {
  // One row of 400 turns fast; the others stand still.
  constexpr Eigen::Index n = 400;
  Batch<double> x = Batch<double>::Zero(n, 2);
  x(7, 0) = 1;
  const auto v = [](const Batch<double>& y, double) {
    Batch<double> out(y.rows(), 2);
    out.col(0) = -40 * y.col(1);
    out.col(1) = 40 * y.col(0);
    return out;
  };
  const auto error = [&](ErrorNorm norm) {
    Tolerance tolerance = tight(1e-5);
    tolerance.norm = norm;
    const auto s = solve_adaptive(tableau("dopri5"), v, x, 0, 1, tolerance);
    return std::hypot(s.x(7, 0) - std::cos(40.), s.x(7, 1) - std::sin(40.));
  };
  CHECK(error(ErrorNorm::max_over_samples) < 0.2 * error(ErrorNorm::rms));
  CHECK(error(ErrorNorm::max_over_samples) < 2e-3); // 1e-5 a step, over some hundred steps
}

TEST_CASE("limits and numbers that are not finite come back as an outcome") {
  Tolerance few = tight(1e-10);
  few.max_steps = 5;
  const auto limited = solve_adaptive(tableau("dopri5"), wave, 0.5, 0, 10, few);
  CHECK(limited.outcome == SolveOutcome::step_limit);
  CHECK(limited.steps + limited.refused == 5);
  CHECK(limited.t < 10);
  CHECK(std::fabs(limited.x - exact(limited.t)) < 1e-8); // what was reached is right
  // dx/dt = x^2 from 1 runs away at t = 1.
  const auto runaway = [](double x, double) { return x * x; };
  const auto blown = solve_adaptive(tableau("tsit5"), runaway, 1., 0, 2, tight(1e-6));
  CHECK(blown.outcome != SolveOutcome::reached);
  CHECK(blown.t < 1.01);
  const auto nothing = [](double, double) { return double(NAN); };
  CHECK(solve_adaptive(tableau("bosh3"), nothing, 1., 0, 2, {}).outcome ==
        SolveOutcome::not_finite);
  int seen = 0;
  const auto stopped = solve_adaptive(tableau("dopri5"), wave, 0.5, 0, 2, {},
                                      [&](const KeptStep<double>&) { return ++seen < 2; });
  CHECK(stopped.outcome == SolveOutcome::stopped);
  CHECK(stopped.steps == 2);
  CHECK(solve_adaptive(tableau("dopri5"), wave, 0.5, 1, 1, {}).evaluations == 0);
}

TEST_CASE("methods and tolerances that cannot work are refused") {
  CHECK_THROWS_WITH(solve_adaptive(tableau("rk4"), wave, 0.5, 0, 1, {}),
                    Catch::Contains("choose bosh3, dopri5 or tsit5"));
  CHECK_THROWS_WITH(solve_adaptive(tableau("dopri5"), wave, 0.5, 0, 1, tight(0)),
                    Catch::Contains("one of them positive"));
  CHECK_THROWS_WITH(solve_adaptive(tableau("dopri5"), wave, 0.5, 0, 1, tight(-1)),
                    Catch::Contains("at least 0"));
  CHECK_THROWS_AS(solve_adaptive(tableau("dopri5"), wave, 0.5, 0, NAN, {}), Error);
}

TEST_CASE("at rest at 0 a relative tolerance alone is enough") {
  const auto rest = [](const Batch<float>& x, double) { return Batch<float>(-x); };
  Tolerance tolerance;
  tolerance.relative = 1e-4, tolerance.absolute = 0;
  const auto s = solve_adaptive(tableau("dopri5"), rest, Batch<float>(Batch<float>::Zero(3, 2)), 0,
                                1, tolerance);
  CHECK(s.outcome == SolveOutcome::reached);
  CHECK(s.x.isZero(0));
  CHECK(solve_adaptive(
            tableau("dopri5"), [](double x, double) { return -x; }, 0., 0, 1, tolerance)
            .outcome == SolveOutcome::reached);
  for (const char* name : {"bosh3", "dopri5", "tsit5"}) { // at 0, but not at rest
    const auto leaves = solve_adaptive(
        tableau(name), [](double, double t) { return std::cos(t); }, 0., 0, 1, tolerance);
    CHECK(leaves.outcome == SolveOutcome::reached);
    CHECK(leaves.x == Approx(std::sin(1.)).epsilon(1e-3));
  }
}

TEST_CASE("a first step that is far too long is taken back") {
  Tolerance tolerance = tight(1e-8);
  tolerance.first_step = 2;
  const auto s = solve_adaptive(tableau("dopri5"), wave, 0.5, 0, 2, tolerance);
  CHECK(s.outcome == SolveOutcome::reached);
  CHECK(s.refused > 0);
  CHECK(std::fabs(s.x - exact(2)) < 1e-6);
}

TEST_CASE("every step that is taken back is told, and begins where the one that was kept does") {
  Tolerance tolerance = tight(1e-6);
  tolerance.first_step = 2;
  std::vector<std::array<double, 3>> attempts; // t, next, kept
  const auto s = solve_adaptive(
      tableau("dopri5"), wave, 0.5, 0, 2, tolerance,
      [&](const KeptStep<double>& kept) {
        attempts.push_back({kept.t, kept.next, 1});
        return true;
      },
      [&](double t, double next, double) {
        attempts.push_back({t, next, 0});
      });
  double t = 0;
  int refused = 0;
  for (const auto& [from, next, kept] : attempts) {
    CHECK(from == t);
    if (kept != 0)
      t = next;
    else
      ++refused;
  }
  CHECK(t == 2);
  CHECK(refused == s.refused);
  CHECK(refused > 0);
}
