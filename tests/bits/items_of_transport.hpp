// Couplings and distances.
#pragma once

#include "items.hpp"

namespace bits {

inline void Items::transport() {
  const Floats fresh = sample(FM_DISTRIBUTION_MOONS, 8);
  for (int distance = FM_DISTANCE_W1; distance <= FM_DISTANCE_GAUSSIAN_W2; ++distance) {
    Doubles out(3);
    const double parameter = distance == FM_DISTANCE_SLICED_W2 ? 20 : 0;
    ask(fm_distance(distance, parameter, n, 2, noise_.data(), moons_.data(), fresh.data(), 5,
                    out.data()));
    keep(numbered("distance", distance), out);
  }
  for (int coupling = FM_COUPLING_INDEPENDENT; coupling <= FM_COUPLING_SINKHORN; ++coupling) {
    constexpr int count = 128;
    Floats x_0(2 * count), x_1(2 * count);
    std::vector<int> label(count);
    ask(fm_draw_pairs(n, moons_.data(), labels_.data(), FM_DISTRIBUTION_GAUSSIAN, 0, nullptr,
                      coupling, 0.5, count, 5, 0, x_0.data(), x_1.data(), label.data(), nullptr));
    keep(numbered("pairs", coupling), x_0, x_1, label);
  }
  constexpr int m = 60;
  Floats squared(m * m);
  ask(fm_squared_distances(m, m, 2, noise_.data(), moons_.data(), squared.data()));
  keep("squared distances", squared);
  Doubles costs(squared.begin(), squared.end()), prices(2 * m), plan(m * m), out(2), told(4);
  std::vector<int> columns(m);
  ask(fm_assign(m, costs.data(), columns.data(), prices.data(), out.data()));
  keep("assignment", columns, prices, out);
  ask(fm_assign_points(n / 20, 20, noise_.data(), moons_.data(), columns.data(), prices.data(),
                       out.data()));
  keep("assignment of points", columns, prices, out);
  ask(fm_sinkhorn(m, m, costs.data(), 0.2, 1e-6, 2000, plan.data(), told.data()));
  keep("entropic transport", plan, told);
}

} // namespace bits
