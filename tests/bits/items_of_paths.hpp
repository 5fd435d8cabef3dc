// Schedules, grids, times, paths and losses.
#pragma once

#include "items.hpp"

namespace bits {

inline void Items::schedules() {
  Doubles t, log_snr;
  for (int i = 0; i <= 300; ++i) t.push_back(i / 300.), log_snr.push_back((i - 90) / 10.);
  const int count = int(t.size());
  for (int s = FM_SCHEDULE_COND_OT; s <= FM_SCHEDULE_COSINE; ++s) {
    Doubles values(6 * t.size()), times(t.size());
    ask(fm_schedule(s, parameters[s], count, t.data(), values.data()));
    keep(numbered("schedule", s), values);
    ask(fm_schedule(s + FM_REVERSED, parameters[s], count, t.data(), values.data()));
    keep(numbered("schedule reversed", s), values);
    ask(fm_time_at(s, parameters[s], count, log_snr.data(), times.data()));
    keep(numbered("time at", s), times);
    Doubles changes;
    for (int i = 1; i < 30; ++i) {
      Doubles change(4);
      ask(fm_schedule_change(FM_SCHEDULE_COND_OT, 0, s, parameters[s], i / 30., change.data()));
      changes.insert(changes.end(), change.begin(), change.end());
    }
    keep(numbered("schedule change", s), changes);
  }
  for (int warp = FM_WARP_UNIFORM; warp <= FM_WARP_SHIFT; ++warp) {
    Doubles grid(101);
    ask(fm_grid(0, 1, 100, warp, 2.5, grid.data()));
    keep(numbered("grid", warp), grid);
  }
  for (int times = FM_TIMES_UNIFORM; times <= FM_TIMES_LOG_NORMAL; ++times) {
    Floats drawn(n), weights(n);
    Doubles density(t.size());
    ask(fm_sample_times(times, 0.2, 0.8, n, 5, 0, drawn.data(), weights.data()));
    ask(fm_time_density(times, 0.2, 0.8, count, t.data(), density.data()));
    keep(numbered("times", times), drawn, weights, density);
  }
}

inline void Items::paths() {
  Floats x_t(2 * n), u_t(2 * n), out(2 * n);
  for (int s = FM_SCHEDULE_COND_OT; s <= FM_SCHEDULE_COSINE; ++s) {
    ask(fm_path_sample(n, noise_.data(), moons_.data(), s, parameters[s], 0.3, x_t.data(),
                       u_t.data()));
    keep(numbered("path", s), x_t, u_t);
    for (int to = FM_QUANTITY_DATA; to <= FM_QUANTITY_SCORE; ++to) {
      ask(fm_convert(FM_QUANTITY_VELOCITY, to, s, parameters[s], 0.3, n, x_t.data(), u_t.data(),
                     out.data()));
      keep(numbered("convert", s) + numbered(" to", to), out);
    }
  }
  for (int kind = FM_NOISY_CONSTANT; kind <= FM_NOISY_BRIDGE; ++kind) {
    ask(fm_noisy_path_sample(kind, 0.3, n, noise_.data(), moons_.data(), x_t.data(), 0.4,
                             out.data(), u_t.data()));
    keep(numbered("noisy path", kind), out, u_t);
  }
  Floats t(n), by_slice_weights(n);
  ask(fm_sample_times(FM_TIMES_UNIFORM, 0, 1, n, 6, 0, t.data(), by_slice_weights.data()));
  Doubles both(2), by_slice(10);
  std::vector<int> counts(10);
  ask(fm_losses(n, x_t.data(), u_t.data(), t.data(), 0.5, 10, both.data(), by_slice.data(),
                counts.data()));
  keep("losses of a batch", both, by_slice, counts);
}

} // namespace bits
