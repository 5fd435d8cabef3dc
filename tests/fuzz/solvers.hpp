// Calls for solvers.
#pragma once

#include "call.hpp"

namespace fuzz {

inline void add_solvers(Calls& calls) {
  calls["fm_field_solve"] = [](Script& s, Live& live) {
    const int steps = s.count(6), m = s.count();
    const double* grid = s.rising(steps < 99 ? steps + 1 : 0, 0.9);
    const float* x = s.floats(product(m, 2));
    return fm_field_solve(live.field(s), solver(s), steps, grid, m, x,
                          s.floats(steps < 99 ? product(steps + 1, m, 2) : 0));
  };
  calls["fm_field_solve_adaptive"] = [](Script& s, Live& live) {
    const int count = s.count(4), m = s.count();
    const double* times = s.rising(count, 0.9);
    const float* x = s.floats(product(m, 2));
    float* out = s.floats(product(count, m, 2));
    return fm_field_solve_adaptive(live.field(s), solver(s), 0, s.time(), s.number(), s.number(),
                                   s.choice(2), s.below(200), s.parameter(), count, times, m, x,
                                   out, s.doubles(6));
  };
  calls["fm_field_diffuse"] = [](Script& s, Live& live) {
    const int steps = s.count(6), m = s.count();
    const double* grid = s.rising(steps < 99 ? steps + 1 : 0, 0.9);
    const float* x = s.floats(product(m, 2));
    float* out = s.floats(steps < 99 ? product(steps + 1, m, 2) : 0);
    return fm_field_diffuse(live.field(s), s.number(), steps, grid, m, x, s.seed(), s.seed(), out);
  };
  calls["fm_field_divergence"] = [](Script& s, Live& live) {
    const int m = s.count();
    const float* x = s.floats(product(m, 2));
    double* out = s.doubles(m);
    return fm_field_divergence(live.field(s), s.count(4), s.seed(), m, x, s.time(), out,
                               s.doubles(m));
  };
  calls["fm_field_log_likelihood"] = [](Script& s, Live& live) {
    const int m = s.count();
    const float* x = s.floats(product(m, 2));
    float* end = s.floats(product(m, 2));
    double* log_p = s.doubles(m);
    return fm_field_log_likelihood(live.field(s), s.flag(), solver(s), s.count(5), s.count(4),
                                   s.seed(), m, x, end, log_p, s.doubles(m));
  };
  calls["fm_field_end"] = [](Script& s, Live& live) {
    const int m = s.count(3);
    const float* x = s.floats(product(m, 2));
    return fm_field_end(live.field(s), s.time(), s.time(), m, x, s.doubles(product(m, 2)));
  };
  calls["fm_field_errors"] = [](Script& s, Live& live) {
    const int m = s.count(), count = s.count(3);
    const float* x = s.floats(product(m, 2));
    const double* end = s.doubles(product(m, 2));
    const int* steps = s.rising_ints(count, 3);
    double* errors = s.doubles(count);
    return fm_field_errors(live.field(s), solver(s), s.flag(), 0, s.time(), m, x, end, count, steps,
                           errors, s.doubles(1));
  };
  calls["fm_mean_distance"] = [](Script& s, Live&) {
    const int m = s.count();
    const double *x = s.doubles(product(m, 2)), *y = s.doubles(product(m, 2));
    return fm_mean_distance(m, x, y, s.doubles(1));
  };
  calls["fm_field_attempts"] = [](Script& s, Live& live) {
    const int most = s.count(20);
    double* attempts = s.doubles(product(most, 5));
    return fm_field_attempts(live.field(s), solver(s), 0, s.time(), s.number(), s.number(), most,
                             s.number(), s.number(), attempts, s.doubles(5));
  };
  calls["fm_worked_solution"] = [](Script& s, Live&) {
    const int n = s.count();
    const double* t = s.rising(n, 1);
    return fm_worked_solution(n, t, s.number(), s.doubles(n));
  };
  calls["fm_worked_slopes"] = [](Script& s, Live&) {
    const int n = s.count();
    const double *t = s.rising(n, 1), *x = s.doubles(n);
    return fm_worked_slopes(n, t, x, s.doubles(n));
  };
  calls["fm_worked_steps"] = [](Script& s, Live&) {
    const int steps = s.count(6), by = solver(s);
    const bool known = by >= 0 && by < int(fm::tableaus.size()) && steps < 99;
    // An adaptive method's last stage is the first of its next step: one evaluation more than it
    // counts.
    double* x = s.doubles(steps < 99 ? steps + 1 : 0);
    return fm_worked_steps(
        by, steps, s.number(), x,
        s.doubles(known ? product(steps, int(fm::tableaus[std::size_t(by)].stages), 3) : 0));
  };
  calls["fm_worked_errors"] = [](Script& s, Live&) {
    const int count = s.count(3), by = solver(s);
    const int* steps = s.rising_ints(count, 3);
    double* errors = s.doubles(count);
    return fm_worked_errors(by, s.flag(), s.number(), count, steps, errors, s.doubles(1));
  };
}

} // namespace fuzz
