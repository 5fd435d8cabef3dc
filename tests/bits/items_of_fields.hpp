// Exact fields, and what solvers do with a field.
#pragma once

#include "items.hpp"

namespace bits {

inline void Items::fields() {
  Floats u(2 * n), log_p(n);
  for (int s = FM_SCHEDULE_COND_OT; s <= FM_SCHEDULE_COSINE; ++s) {
    fm_field* field =
        fm_field_of_points(n, moons_.data(), FM_DISTRIBUTION_GAUSSIAN, s, parameters[s]);
    FM_REQUIRE(field, fm_last_error());
    ask(fm_field_velocity(field, n, noise_.data(), 0.4, u.data(), log_p.data()));
    keep(numbered("exact", s), u, log_p);
    Floats score(2 * n), x_1(2 * n), x_0(2 * n), covariance(4 * n);
    ask(fm_field_posterior(field, n, noise_.data(), 0.4, score.data(), x_1.data(), x_0.data(),
                           covariance.data(), 0, nullptr));
    keep(numbered("posterior", s), score, x_1, x_0, covariance);
    if (s == FM_SCHEDULE_COND_OT) solvers(field, "exact");
    fm_field_destroy(field);
  }
  const Doubles normal{1, 0, 0, 1, 0, 1},
      modes{0.25, 1, 2, 0.5, 0.1, 0.4, 0.75, -1, 0, 0.2, 0, 0.3};
  fm_field* field =
      fm_field_of_mixture(1, normal.data(), 2, modes.data(), 0, FM_SCHEDULE_COND_OT, 0);
  FM_REQUIRE(field, fm_last_error());
  ask(fm_field_velocity(field, n, noise_.data(), 0.4, u.data(), log_p.data()));
  keep("exact mixture", u, log_p);
  Floats density(n), shown(n);
  ask(fm_presence(n, log_p.data(), density.data(), shown.data()));
  keep("presence", density, shown);
  fm_field_destroy(field);
  fm_field* blurred = fm_field_of_blurred(2, modes.data(), 0.5, FM_SCHEDULE_COND_OT, 0);
  FM_REQUIRE(blurred, fm_last_error());
  Doubles left(1);
  ask(fm_field_velocity(blurred, n, noise_.data(), 0.4, u.data(), log_p.data()));
  ask(fm_blurred_floor(2, modes.data(), 0.5, FM_SCHEDULE_COND_OT, 0, 24, left.data()));
  keep("exact blurred", u, log_p, left);
  fm_field_destroy(blurred);
  Doubles floor(2), quadrature(1);
  ask(fm_irreducible_loss(n, moons_.data(), FM_DISTRIBUTION_GAUSSIAN, FM_SCHEDULE_COND_OT, 0, 2000,
                          3, floor.data()));
  ask(fm_mixture_floor(1, normal.data(), 2, modes.data(), 0, FM_SCHEDULE_COND_OT, 0, 24,
                       quadrature.data()));
  keep("floor", floor, quadrature);
  for (int flow = FM_FLOW_ROTATION; flow <= FM_FLOW_GYRE; ++flow) {
    fm_field* wind = fm_field_example(flow, 1);
    FM_REQUIRE(wind, fm_last_error());
    ask(fm_field_velocity(wind, n, noise_.data(), 0.4, u.data(), nullptr));
    Doubles end(2 * n);
    ask(fm_field_end(wind, 0, 1, n, noise_.data(), end.data()));
    keep(numbered("wind", flow), u, end);
    fm_field_destroy(wind);
  }
}

inline void Items::solvers(fm_field* field, const std::string& of) {
  constexpr int m = 50, steps = 8;
  Doubles grid(steps + 1);
  ask(fm_grid(0, 0.95, steps, FM_WARP_UNIFORM, 0, grid.data()));
  for (std::size_t s = 0; s < fm::tableaus.size(); ++s) {
    Floats out((steps + 1) * m * 2);
    ask(fm_field_solve(field, int(s), steps, grid.data(), m, noise_.data(), out.data()));
    keep(of + " by " + std::string(fm::tableaus[s].name), out);
    Doubles report(6);
    Floats dense(2 * m);
    const double end = 0.95;
    if (fm_field_solve_adaptive(field, int(s), 0, end, 1e-3, 1e-4, FM_NORM_RMS, 1000, 0, 1, &end, m,
                                noise_.data(), dense.data(), report.data()) == 0)
      keep(of + " adaptive by " + std::string(fm::tableaus[s].name), dense, report);
  }
}

} // namespace bits
