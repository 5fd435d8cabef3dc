// Calls for couplings and distances.
#pragma once

#include "call.hpp"

namespace fuzz {

inline void add_transport(Calls& calls) {
  calls["fm_draw_pairs"] = [](Script& s, Live&) {
    const int n = s.count(), base = s.one_in(3) ? s.count() : 0, count = s.count();
    const bool labelled = s.flag() == 1;
    const float* points = s.floats(product(n, 2));
    const int* labels = labelled ? s.ints(n) : nullptr;
    const float* from = base ? s.floats(product(base, 2)) : nullptr;
    float *x_0 = s.floats(product(count, 2)), *x_1 = s.floats(product(count, 2));
    return fm_draw_pairs(n, points, labels, s.choice(distributions), base, from, s.choice(4),
                         s.number(), count, s.seed(), s.seed(), x_0, x_1,
                         labelled ? s.ints(count) : nullptr, s.or_null(s.ints(1)));
  };
  calls["fm_squared_distances"] = [](Script& s, Live&) {
    const int n = s.count(), m = s.count(), d = s.count(20);
    const float *x = s.floats(product(n, d)), *y = s.floats(product(m, d));
    return fm_squared_distances(n, m, d, x, y, s.floats(product(n, m)));
  };
  calls["fm_assign"] = [](Script& s, Live&) {
    const int n = s.count();
    const double* costs = s.doubles(product(n, n));
    int* columns = s.ints(n);
    double* prices = s.or_null(s.doubles(product(n, 2)));
    return fm_assign(n, costs, columns, prices, s.doubles(2));
  };
  calls["fm_assign_points"] = [](Script& s, Live&) {
    const int n = s.count(), d = s.count(20);
    const float *x = s.floats(product(n, d)), *y = s.floats(product(n, d));
    int* columns = s.ints(n);
    double* prices = s.or_null(s.doubles(product(n, 2)));
    return fm_assign_points(n, d, x, y, columns, prices, s.doubles(2));
  };
  calls["fm_sinkhorn"] = [](Script& s, Live&) {
    const int n = s.count(), m = s.count();
    const double* costs = s.doubles(product(n, m));
    double* plan = s.doubles(product(n, m));
    return fm_sinkhorn(n, m, costs, s.number(), s.number(), s.below(200), plan, s.doubles(4));
  };
  calls["fm_laguerre_prices"] = [](Script& s, Live&) {
    const int n = s.count(), m = s.count();
    const float* x = s.floats(product(n, 2));
    const double* weights = s.or_null(s.doubles(n));
    const float* sites = s.floats(product(m, 2));
    double* prices = s.doubles(m);
    return fm_laguerre_prices(n, x, weights, m, sites, prices, s.doubles(1));
  };
  calls["fm_cells"] = [](Script& s, Live&) {
    const int n = s.count(), m = s.count();
    const float *x = s.floats(product(n, 2)), *sites = s.floats(product(m, 2));
    const double* prices = s.or_null(s.doubles(m));
    return fm_cells(n, x, m, sites, prices, s.ints(n));
  };
  calls["fm_gaussian_maps"] = [](Script& s, Live&) {
    const int n = s.count();
    const double *from = s.components(1), *to = s.components(1);
    const float* x = s.floats(product(n, 2));
    float* flow = s.floats(product(n, 2));
    float* optimal = s.floats(product(n, 2));
    return fm_gaussian_maps(from, to, n, x, flow, optimal, s.doubles(3));
  };
  calls["fm_distance"] = [](Script& s, Live&) {
    const int n = s.count(), d = s.count(4), kind = s.choice(6);
    const float *x = s.floats(product(n, d)), *y = s.floats(product(n, d)),
                *fresh = s.floats(product(n, d));
    return fm_distance(kind, s.one_in(2) ? s.number() : s.below(20), n, d, x, y, fresh, s.seed(),
                       s.doubles(3));
  };
  calls["fm_box_crossings"] = [](Script& s, Live&) {
    const int steps = s.count(5), n = s.count();
    const float* states = s.floats(steps < 99 ? product(steps + 1, n, 2) : 0);
    const double* box = s.box();
    int *through = s.ints(8), *inside = s.ints(2);
    return fm_box_crossings(steps, n, states, box, through, inside, s.ints(n));
  };
  calls["fm_trajectories"] = [](Script& s, Live&) {
    const int steps = s.count(5), n = s.count();
    const double* times = s.rising(steps < 99 ? steps + 1 : 0, 1);
    const float* states = s.floats(steps < 99 ? product(steps + 1, n, 2) : 0);
    return fm_trajectories(steps, times, n, states, s.doubles(5));
  };
}

} // namespace fuzz
