// Calls for points, schedules, paths and losses.
#pragma once

#include "call.hpp"

namespace fuzz {

inline void add_data(Calls& calls) {
  calls["fm_normal"] = [](Script& s, Live&) {
    const int n = s.count();
    return fm_normal(n, s.seed(), s.seed(), s.floats(n));
  };
  calls["fm_blend"] = [](Script& s, Live&) {
    const int n = s.count();
    const float *a = s.floats(n), *b = s.floats(n);
    return fm_blend(n, a, b, s.time(), s.flag(), s.floats(n));
  };
  calls["fm_sample"] = [](Script& s, Live&) {
    const int kind = s.choice(distributions), n = s.count();
    return fm_sample(kind, n, s.seed(), s.seed(), s.floats(product(n, 2)), s.or_null(s.ints(n)));
  };
  calls["fm_classes"] = [](Script& s, Live&) { return fm_classes(s.choice(distributions)); };
  calls["fm_fit_gaussian"] = [](Script& s, Live&) {
    const int n = s.count();
    const float* x = s.floats(product(n, 2));
    return fm_fit_gaussian(n, x, s.doubles(6));
  };
  calls["fm_sample_mixture"] = [](Script& s, Live&) {
    const int k = s.count(4), n = s.count();
    return fm_sample_mixture(k, s.components(k), n, s.seed(), s.seed(), s.floats(product(n, 2)));
  };
  calls["fm_sample_picture"] = [](Script& s, Live&) {
    const int w = s.count(5), h = s.count(5), n = s.count();
    return fm_sample_picture(w, h, s.floats(product(w, h)), s.number(), n, s.seed(), s.seed(),
                             s.floats(product(n, 2)));
  };
  calls["fm_sample_drawing"] = [](Script& s, Live&) {
    const int points = s.count(8), strokes = s.count(3), n = s.count();
    const float* xy = s.floats(product(points, 2));
    int* ends = s.ints(strokes, 9);
    if (ends && strokes > 0 && strokes < 4 && points >= 0 && points < 99 && s.flag())
      for (int i = 0; i < strokes; ++i)
        ends[i] = i + 1 == strokes ? points : (i + 1) * points / strokes;
    return fm_sample_drawing(points, xy, strokes, ends, s.number(), n, s.seed(), s.seed(),
                             s.floats(product(n, 2)));
  };
  calls["fm_log_density"] = [](Script& s, Live&) {
    const int kind = s.choice(distributions), m = s.count();
    const float* x = s.floats(product(m, 2));
    double* log_p = s.doubles(m);
    return fm_log_density(kind, m, x, log_p, s.or_null(s.doubles(product(m, 2))));
  };
  calls["fm_log_density_mixture"] = [](Script& s, Live&) {
    const int k = s.count(4), m = s.count();
    const double* c = s.components(k);
    const float* x = s.floats(product(m, 2));
    double* log_p = s.doubles(m);
    return fm_log_density_mixture(k, c, m, x, log_p, s.or_null(s.doubles(product(m, 2))));
  };
  calls["fm_log_density_picture"] = [](Script& s, Live&) {
    const int w = s.count(5), h = s.count(5), m = s.count();
    const float *dark = s.floats(product(w, h)), *x = s.floats(product(m, 2));
    return fm_log_density_picture(w, h, dark, s.number(), m, x, s.doubles(m));
  };
}

inline void add_paths(Calls& calls) {
  calls["fm_schedule"] = [](Script& s, Live&) {
    const int n = s.count();
    return fm_schedule(s.schedule(), s.parameter(), n, s.rising(n, 1), s.doubles(product(n, 6)));
  };
  calls["fm_time_at"] = [](Script& s, Live&) {
    const int n = s.count();
    return fm_time_at(s.schedule(), s.parameter(), n, s.doubles(n), s.doubles(n));
  };
  calls["fm_schedule_change"] = [](Script& s, Live&) {
    const int from = s.schedule(), to = s.schedule();
    return fm_schedule_change(from, s.parameter(), to, s.parameter(), s.time(), s.doubles(4));
  };
  calls["fm_path_sample"] = [](Script& s, Live&) {
    const int n = s.count();
    const float *a = s.floats(product(n, 2)), *b = s.floats(product(n, 2));
    float* x_t = s.floats(product(n, 2));
    return fm_path_sample(n, a, b, s.schedule(), s.parameter(), s.time(), x_t,
                          s.floats(product(n, 2)));
  };
  calls["fm_noisy_path_sample"] = [](Script& s, Live&) {
    const int n = s.count();
    const float *a = s.floats(product(n, 2)), *b = s.floats(product(n, 2)),
                *z = s.floats(product(n, 2));
    float* x_t = s.floats(product(n, 2));
    return fm_noisy_path_sample(s.choice(2), s.number(), n, a, b, z, s.time(), x_t,
                                s.floats(product(n, 2)));
  };
  calls["fm_convert"] = [](Script& s, Live&) {
    const int n = s.count(), from = s.choice(4), to = s.choice(4);
    const float *x = s.floats(product(n, 2)), *v = s.floats(product(n, 2));
    return fm_convert(from, to, s.schedule(), s.parameter(), s.time(), n, x, v,
                      s.floats(product(n, 2)));
  };
  calls["fm_sample_times"] = [](Script& s, Live&) {
    const int n = s.count();
    float* t = s.floats(n);
    return fm_sample_times(s.choice(6), s.number(), s.number(), n, s.seed(), s.seed(), t,
                           s.or_null(s.floats(n)));
  };
  calls["fm_time_density"] = [](Script& s, Live&) {
    const int n = s.count();
    const double* t = s.rising(n, 1);
    return fm_time_density(s.choice(6), s.number(), s.number(), n, t, s.doubles(n));
  };
  calls["fm_losses"] = [](Script& s, Live&) {
    const int n = s.count(), bins = s.count(5);
    const float *v = s.floats(product(n, 2)), *u = s.floats(product(n, 2));
    float* t = s.floats(n);
    for (int i = 0; t && i < n && n < 99; ++i) t[i] = float(i) / float(n);
    double* out = s.doubles(2);
    double* loss = s.doubles(bins);
    return fm_losses(n, v, u, t, s.number(), bins, out, loss, s.ints(bins));
  };
  calls["fm_grid"] = [](Script& s, Live&) {
    const int n = s.count();
    return fm_grid(s.time(), s.time(), n, s.choice(4), s.number(), s.doubles(n < 9999 ? n + 1 : 0));
  };
}

} // namespace fuzz
