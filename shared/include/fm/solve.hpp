// Fixed-step integration of dx/dt = v(x, t), forward or backward in time.
#pragma once

#include "fm/state.hpp"
#include "fm/tableau.hpp"

#include <optional>

namespace fm {

// region: step
// One step of an explicit Runge-Kutta method, from (x, t) to t + h.
//   k_i = v(x + h sum_j a_ij k_j, t + c_i h),   x + h sum_i b_i k_i
// v is called as v(x, t) with t a double and returns a state shaped like x.
template <class State, class Velocity>
State step(const Tableau& method, Velocity&& v, const State& x, double t, double h) {
  using R = real_t<State>;
  std::array<std::optional<State>, Tableau::max_stages> k;
  State sum = x;
  for (std::size_t i = 0; i < std::size_t(method.stages); ++i) {
    State at = x;
    for (std::size_t j = 0; j < i; ++j)
      if (method.a[i][j] != 0) at = at + R(h * method.a[i][j]) * *k[j];
    k[i].emplace(v(at, t + method.c[i] * h));
    if (method.b[i] != 0) sum = sum + R(h * method.b[i]) * *k[i];
  }
  return sum;
}
// endregion

// The i-th of n + 1 equally spaced times; the last is t_1 exactly, so no sliver is left over.
inline double grid_time(double t_0, double t_1, int i, int n) {
  return i == n ? t_1 : t_0 + (t_1 - t_0) * i / n;
}

// Integrates from t_0 to t_1 in n equal steps and returns x(t_1). Costs n * method.stages
// evaluations of v. on_step(i, t, x) is called after each step, i = 1..n; returning false stops
// there and hands back the state reached. Throws fm::Error when n < 1.
template <class State, class Velocity, class OnStep>
State solve(const Tableau& method, Velocity&& v, State x, double t_0, double t_1, int n,
            OnStep&& on_step) {
  FM_REQUIRE(n >= 1, "the number of steps must be at least 1");
  for (int i = 0; i < n; ++i) {
    const double t = grid_time(t_0, t_1, i, n), next = grid_time(t_0, t_1, i + 1, n);
    x = step(method, v, x, t, next - t);
    if (!on_step(i + 1, next, x)) break;
  }
  return x;
}

template <class State, class Velocity>
State solve(const Tableau& method, Velocity&& v, State x, double t_0, double t_1, int n) {
  return solve(method, v, std::move(x), t_0, t_1, n,
               [](int, double, const State&) { return true; });
}

} // namespace fm
