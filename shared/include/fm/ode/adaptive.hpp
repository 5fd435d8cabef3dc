// Adaptive integration of dx/dt = v(x, t): steps as long as the tolerance allows.
//
// After each step an embedded method of lower order gives an estimated error. With
//   e = error / (atol + rtol max(|x|, |x'|))     in its norm,
// a step with e <= 1 is kept, and the next one is longer or shorter by the PI controller
//   h' = h 0.9 e^(-0.7/q) e_before^(0.4/q),      q = the order of the embedded method + 1
// (Hairer, Norsett and Wanner, II.4; Gustafsson 1991). The tolerance bounds the error of each
// step, not that of the result, so the true error can be larger: measure it where it counts. And a
// method knows the field only at its stages: a bump in time that is narrower than a step may be
// missed, and the end said to be reached. Where there may be one, set max_step to its width.
#pragma once

#include "fm/ode/error_norm.hpp"
#include "fm/ode/solve.hpp"

#include <algorithm>
#include <concepts>

namespace fm {

struct Tolerance {
  double relative = 1e-5, absolute = 1e-6;
  ErrorNorm norm = ErrorNorm::max_over_samples;
  int max_steps = 10000; // kept and refused together
  double first_step = 0; // 0: chosen from the slopes at t_0
  double max_step = 0;   // the longest step, in units of t; 0: as long as the error allows
};

enum class SolveOutcome { reached, step_limit, step_too_small, not_finite, stopped };
inline constexpr std::array<std::string_view, 5> solve_outcome_names{
    "reached", "step-limit", "step-too-small", "not-finite", "stopped"};

template <class State> struct Solution {
  State x;  // the state at t
  double t; // t_1 exactly, when reached
  SolveOutcome outcome;
  int steps, refused, evaluations;
};

namespace detail {
// A step whose Euler estimate, and whose change of slope, stay small (Hairer, Norsett and Wanner,
// II.4, p. 169), in units of t_1 - t_0: so that the number of steps does not depend on the unit of
// time. `slope` is v(x, t_0); norm_of(e, x, x') is the scaled error's, q the exponent of the
// header. Evaluates v once.
template <class State, class Velocity, class Norm>
double first_step(Velocity&& v, const State& x, const State& slope, double t_0, double t_1,
                  double q, Norm&& norm_of) {
  using R = real_t<State>;
  const R span = R(t_1 - t_0);
  const State rise = span * slope;
  const double d_0 = norm_of(x, x, x), d_1 = norm_of(rise, x, x);
  const double h_0 = std::min(1., d_0 < 1e-5 || d_1 < 1e-5 ? 1e-6 : 0.01 * d_0 / d_1);
  const State ahead = x + R(h_0) * rise;
  const State change = span * State(v(ahead, t_0 + h_0 * (t_1 - t_0)) - slope);
  const double steepest = std::max(d_1, norm_of(change, x, x) / h_0);
  const double h_1 =
      steepest <= 1e-15 ? std::max(1e-6, h_0 * 1e-3) : portable::pow(0.01 / steepest, 1 / q);
  const double h = std::min({100 * h_0, h_1, 1.});
  return h > 0 ? h : 1e-6; // slopes too large for a norm: the steps will tell
}
} // namespace detail

// A step that was kept: from (t, x) to (next, x_next), and everywhere between.
template <class State> struct KeptStep {
  const Tableau& method;
  double t, next;
  const State &x, &x_next;
  const Slopes<State>& slopes; // the last of them is the slope at `next`

  // The state at a time between t and next, by the method's interpolant.
  State at(double time) const {
    using R = real_t<State>;
    if (time == t) return x;
    if (time == next) return x_next;
    const double h = next - t, s = (time - t) / h;
    State sum = x;
    for (std::size_t i = 0; i <= method.stages; ++i) {
      const auto& p = method.dense[i];
      const double weight = s * (p[0] + s * (p[1] + s * (p[2] + s * p[3])));
      if (weight != 0) sum = sum + R(h * weight) * *slopes[i];
    }
    return sum;
  }
};

// Integrates from t_0 to t_1 (either way) and lands on t_1 exactly: the last step is shortened,
// never passed and read back. on_step(const KeptStep<State>&) is called after each kept step;
// returning false stops there. on_refused(t, next, x_next) is called after each step that is taken
// back. Throws fm::Error for a method or options that cannot work; what the numbers do is in the
// outcome.
template <class State, class Velocity, std::invocable<const KeptStep<State>&> OnStep,
          std::invocable<double, double, const State&> OnRefused>
Solution<State> solve_adaptive(const Tableau& method, Velocity&& v, State x, double t_0, double t_1,
                               const Tolerance& tolerance, OnStep&& on_step,
                               OnRefused&& on_refused) {
  using R = real_t<State>;
  FM_REQUIRE(method.adaptive(),
             std::string(method.name) +
                 " has no error estimate: choose bosh3, dopri5 or tsit5, or fixed steps");
  FM_REQUIRE(std::isfinite(t_1 - t_0), "a solver's times are finite numbers");
  FM_REQUIRE(tolerance.relative >= 0 && tolerance.absolute >= 0 &&
                 tolerance.relative + tolerance.absolute > 0 &&
                 std::isfinite(tolerance.relative + tolerance.absolute),
             "tolerances are at least 0, and one of them positive");
  FM_REQUIRE(tolerance.max_steps >= 1 && tolerance.max_steps <= 10000000,
             "the largest number of steps lies in 1 .. 10000000");
  FM_REQUIRE(std::isfinite(tolerance.first_step) && tolerance.first_step >= 0,
             "the first step is a positive length, or 0 to have it chosen");
  FM_REQUIRE(std::isfinite(tolerance.max_step) && tolerance.max_step >= 0,
             "the longest step is a positive length, or 0 for none");
  Solution<State> s{std::move(x), t_0, SolveOutcome::reached, 0, 0, 0};
  if (t_1 == t_0) return s;
  const double direction = t_1 > t_0 ? 1 : -1, span = std::fabs(t_1 - t_0);
  const double q = method.error_order + 1;
  const auto norm_of = [&](const State& e, const State& a, const State& b) {
    return error_norm(State(detail::scaled(e, a, b, tolerance.absolute, tolerance.relative)),
                      tolerance.norm);
  };

  Slopes<State> k;
  k[0].emplace(v(s.x, t_0));
  ++s.evaluations;
  if (!all_finite(s.x) || !all_finite(*k[0])) {
    s.outcome = SolveOutcome::not_finite;
    return s;
  }
  const double longest = tolerance.max_step > 0 ? std::min(tolerance.max_step, span) : span;
  double h = tolerance.first_step;
  if (h == 0) {
    h = span * detail::first_step(v, s.x, *k[0], t_0, t_1, q, norm_of);
    ++s.evaluations;
  }

  double before = 1;
  bool refused = false, finite = true; // what the last step that was tried gave
  while (s.t != t_1) {
    if (s.steps + s.refused >= tolerance.max_steps) {
      s.outcome = SolveOutcome::step_limit;
      return s;
    }
    h = std::min(h, longest);
    const double left = std::fabs(t_1 - s.t);
    if (h >= left * (1 - 1e-12)) h = left;
    const double next = h == left ? t_1 : s.t + direction * h;
    if (next == s.t || h < 1e-15 * span) {
      s.outcome = finite ? SolveOutcome::step_too_small : SolveOutcome::not_finite;
      return s;
    }
    State x_next = step(method, v, s.x, s.t, next - s.t, k);
    k[method.stages].emplace(v(x_next, next));
    s.evaluations += int(method.stages); // all but the first, and the last one's slope
    State error = R((next - s.t) * method.error[0]) * *k[0];
    for (std::size_t i = 1; i <= method.stages; ++i)
      if (method.error[i] != 0) error = error + R((next - s.t) * method.error[i]) * *k[i];
    const double e = norm_of(error, s.x, x_next);
    finite = all_finite(x_next) && all_finite(error); // the error holds every slope
    if (!(finite && e <= 1)) {
      ++s.refused;
      refused = true;
      on_refused(s.t, next, x_next);
      h *= e > 1 && std::isfinite(e) ? std::max(0.2, 0.9 * portable::pow(e, -1 / q)) : 0.2;
      continue;
    }
    const KeptStep<State> kept{method, s.t, next, s.x, x_next, k};
    ++s.steps;
    const bool go_on = on_step(kept);
    s.x = std::move(x_next);
    s.t = next;
    if (!go_on && s.t != t_1) {
      s.outcome = SolveOutcome::stopped;
      return s;
    }
    std::swap(k[0], k[method.stages]);
    const double clipped = std::max(e, 1e-10);
    const double factor = 0.9 * portable::pow(clipped, -0.7 / q) * portable::pow(before, 0.4 / q);
    h *= std::clamp(factor, 0.2, refused ? 1. : 5.); // no growth just after a refusal
    before = clipped;
    refused = false;
  }
  return s;
}

template <class State, class Velocity, std::invocable<const KeptStep<State>&> OnStep>
Solution<State> solve_adaptive(const Tableau& method, Velocity&& v, State x, double t_0, double t_1,
                               const Tolerance& tolerance, OnStep&& on_step) {
  return solve_adaptive(method, v, std::move(x), t_0, t_1, tolerance, on_step,
                        [](double, double, const State&) {});
}

template <class State, class Velocity>
Solution<State> solve_adaptive(const Tableau& method, Velocity&& v, State x, double t_0, double t_1,
                               const Tolerance& tolerance) {
  return solve_adaptive(method, v, std::move(x), t_0, t_1, tolerance,
                        [](const KeptStep<State>&) { return true; });
}

// Dense output: the same, and the states at `times` (which run from t_0 towards t_1) into `out`.
// Times that were not reached are left out, so out.size() says how many were.
template <class State, class Velocity>
Solution<State> solve_adaptive(const Tableau& method, Velocity&& v, State x, double t_0, double t_1,
                               const Tolerance& tolerance, const Grid& times,
                               std::vector<State>& out) {
  const double direction = t_1 >= t_0 ? 1 : -1;
  for (std::size_t i = 0; i < times.size(); ++i)
    FM_REQUIRE(direction * (times[i] - (i > 0 ? times[i - 1] : t_0)) >= 0 &&
                   direction * (t_1 - times[i]) >= 0,
               "the times of dense output run from t_0 to t_1");
  out.clear();
  while (out.size() < times.size() && times[out.size()] == t_0) out.push_back(x);
  return solve_adaptive(
      method, v, std::move(x), t_0, t_1, tolerance, [&](const KeptStep<State>& kept) {
        while (out.size() < times.size() && direction * (kept.next - times[out.size()]) >= 0)
          out.push_back(kept.at(times[out.size()]));
        return true;
      });
}

} // namespace fm
