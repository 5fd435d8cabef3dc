// Fixed-step integration of dx/dt = v(x, t), forward or backward in time.
#pragma once

#include "fm/base/state.hpp"
#include "fm/ode/grid.hpp"
#include "fm/ode/tableau.hpp"

#include <optional>

namespace fm {

template <class State> using Slopes = std::array<std::optional<State>, Tableau::max_stages + 1>;

// region: step
// One step of an explicit Runge-Kutta method, from (x, t) to t + h.
//   k_i = v(x + h sum_j a_ij k_j, t + c_i h),   x + h sum_i b_i k_i
// v is called as v(x, t) with t a double and returns a state shaped like x. A first slope that is
// already in k is used as it is.
template <class State, class Velocity>
State step(const Tableau& method, Velocity&& v, const State& x, double t, double h,
           Slopes<State>& k) {
  using R = real_t<State>;
  State sum = x;
  for (std::size_t i = 0; i < method.stages; ++i) {
    if (i > 0 || !k[0]) {
      State at = x;
      for (std::size_t j = 0; j < i; ++j)
        if (method.a[i][j] != 0) at = at + R(h * method.a[i][j]) * *k[j];
      k[i].emplace(v(at, t + method.c[i] * h));
    }
    if (method.b[i] != 0) sum = sum + R(h * method.b[i]) * *k[i];
  }
  return sum;
}
// endregion

template <class State, class Velocity>
State step(const Tableau& method, Velocity&& v, const State& x, double t, double h) {
  Slopes<State> k;
  return step(method, v, x, t, h, k);
}

// Integrates along a grid and returns x at its end. Costs method.stages evaluations of v a step.
// on_step(i, t, x) is called after each step, i = 1..; returning false stops there and hands back
// the state reached.
template <class State, class Velocity, class OnStep>
State solve(const Tableau& method, Velocity&& v, State x, const Grid& grid, OnStep&& on_step) {
  for (std::size_t i = 1; i < grid.size(); ++i) {
    x = step(method, v, x, grid[i - 1], grid[i] - grid[i - 1]);
    if (!on_step(int(i), grid[i], x)) break;
  }
  return x;
}

// The same in n equal steps from t_0 to t_1. Throws fm::Error when n < 1.
template <class State, class Velocity, class OnStep>
State solve(const Tableau& method, Velocity&& v, State x, double t_0, double t_1, int n,
            OnStep&& on_step) {
  return solve(method, v, std::move(x), uniform_grid(t_0, t_1, n), on_step);
}

template <class State, class Velocity>
State solve(const Tableau& method, Velocity&& v, State x, double t_0, double t_1, int n) {
  return solve(method, v, std::move(x), t_0, t_1, n,
               [](int, double, const State&) { return true; });
}

} // namespace fm
