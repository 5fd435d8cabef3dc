// Calls for fields, exact and learned.
#pragma once

#include "call.hpp"

namespace fuzz {

inline void add_fields(Calls& calls) {
  calls["fm_bin_centres"] = [](Script& s, Live&) {
    const int bins = s.count(6);
    return fm_bin_centres(bins, s.number(), s.floats(product(bins, bins, 2)));
  };
  calls["fm_bin_average"] = [](Script& s, Live&) {
    const int n = s.count(), bins = s.count(6);
    const float *x = s.floats(product(n, 2)), *u = s.floats(product(n, 2));
    float* mean = s.floats(product(bins, bins, 2));
    return fm_bin_average(n, x, u, bins, s.number(), mean, s.floats(product(bins, bins)));
  };
  calls["fm_bin_error"] = [](Script& s, Live&) {
    const int m = s.count();
    const float *mean = s.floats(product(m, 2)), *counts = s.floats(m),
                *exact = s.floats(product(m, 2)), *log_p = s.floats(m);
    return fm_bin_error(m, mean, counts, exact, log_p, s.doubles(1));
  };
  calls["fm_posterior"] = [](Script& s, Live&) {
    const int n = s.count();
    const float* points = s.floats(product(n, 2));
    float *weights = s.floats(n), *partners = s.floats(product(n, 2));
    return fm_posterior(n, points, s.choice(distributions), s.schedule(), s.parameter(), s.time(),
                        s.number(), s.number(), weights, partners, s.floats(8));
  };
  calls["fm_effective_number"] = [](Script& s, Live&) {
    const int n = s.count(), m = s.count();
    const float *points = s.floats(product(n, 2)), *x = s.floats(product(m, 2));
    return fm_effective_number(n, points, s.choice(distributions), s.schedule(), s.parameter(),
                               s.time(), m, x, s.doubles(1));
  };
  calls["fm_irreducible_loss"] = [](Script& s, Live&) {
    const int n = s.count();
    const float* points = s.floats(product(n, 2));
    return fm_irreducible_loss(n, points, s.choice(distributions), s.schedule(), s.parameter(),
                               s.count(20), s.seed(), s.doubles(2));
  };
  calls["fm_mixture_floor"] = [](Script& s, Live&) {
    const int a = s.count(3), b = s.count(3);
    const double *from = s.components(a), *to = s.components(b);
    return fm_mixture_floor(a, from, b, to, s.time(), s.schedule(), s.parameter(), s.count(6),
                            s.doubles(1));
  };
  calls["fm_blurred_floor"] = [](Script& s, Live&) {
    const int n = s.count(3);
    const double* to = s.components(n);
    return fm_blurred_floor(n, to, s.number(), s.schedule(), s.parameter(), s.count(6),
                            s.doubles(1));
  };
  calls["fm_field_of_points"] = [](Script& s, Live& live) {
    const int n = s.count();
    const float* points = s.floats(product(n, 2));
    return live.keep(
        fm_field_of_points(n, points, s.choice(distributions), s.schedule(), s.parameter()));
  };
  calls["fm_field_of_mixture"] = [](Script& s, Live& live) {
    const int a = s.count(3), b = s.count(3);
    const double *from = s.components(a), *to = s.components(b);
    return live.keep(fm_field_of_mixture(a, from, b, to, s.time(), s.schedule(), s.parameter()));
  };
  calls["fm_field_of_blurred"] = [](Script& s, Live& live) {
    const int n = s.count(3);
    const double* to = s.components(n);
    return live.keep(fm_field_of_blurred(n, to, s.number(), s.schedule(), s.parameter()));
  };
  calls["fm_field_of_trainer"] = [](Script& s, Live& live) {
    return live.keep(fm_field_of_trainer(live.trainer(s), s.below(4) - 1, s.number()));
  };
  calls["fm_field_under"] = [](Script& s, Live& live) {
    return live.keep(fm_field_under(live.field(s), s.schedule(), s.parameter()));
  };
  calls["fm_field_example"] = [](Script& s, Live& live) {
    return live.keep(fm_field_example(s.choice(5), s.number()));
  };
  calls["fm_field_velocity"] = [](Script& s, Live& live) {
    const int m = s.count();
    const float* x = s.floats(product(m, 2));
    float* u = s.floats(product(m, 2));
    return fm_field_velocity(live.field(s), m, x, s.time(), u, s.or_null(s.floats(m)));
  };
  calls["fm_presence"] = [](Script& s, Live&) {
    const int m = s.count();
    const float* log_p = s.floats(m);
    float* density = s.floats(m);
    return fm_presence(m, log_p, density, s.floats(m));
  };
  calls["fm_field_error"] = [](Script& s, Live&) {
    const int m = s.count();
    const float *v = s.floats(product(m, 2)), *u = s.floats(product(m, 2)), *weights = s.floats(m);
    float* each = s.floats(m);
    return fm_field_error(m, v, u, weights, each, s.doubles(1));
  };
  calls["fm_largest_speed"] = [](Script& s, Live&) {
    const int m = s.count();
    const float *v = s.floats(product(m, 2)), *shown = s.floats(m);
    return fm_largest_speed(m, v, shown, s.number(), s.doubles(1));
  };
  calls["fm_field_box_ledger"] = [](Script& s, Live& live) {
    const double* box = s.box();
    return fm_field_box_ledger(live.field(s), s.time(), box, s.doubles(6));
  };
  calls["fm_field_posterior"] = [](Script& s, Live& live) {
    const int m = s.count(), k = s.count(4);
    const float* x = s.floats(product(m, 2));
    float *score = s.floats(product(m, 2)), *data = s.floats(product(m, 2)),
          *noise = s.floats(product(m, 2)), *covariance = s.floats(product(m, 4));
    return fm_field_posterior(live.field(s), m, x, s.time(), score, data, noise, covariance, k,
                              s.or_null(s.floats(product(m, k))));
  };
}

} // namespace fuzz
