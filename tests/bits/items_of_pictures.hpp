// What pictures are made of.
#pragma once

#include "items.hpp"

namespace bits {

inline void Items::pictures() {
  constexpr int side = 21, room = 20000;
  Floats nodes, u, xy(2 * room), speed(room);
  for (int i = 0; i < side; ++i)
    for (int j = 0; j < side; ++j)
      nodes.push_back(-3 + 0.3f * float(j)), nodes.push_back(-3 + 0.3f * float(i));
  u.resize(nodes.size());
  fm_field* field =
      fm_field_of_points(n, moons_.data(), FM_DISTRIBUTION_GAUSSIAN, FM_SCHEDULE_COND_OT, 0);
  FM_REQUIRE(field, fm_last_error());
  Floats film;
  for (const double t : {0.2, 0.4, 0.6}) {
    ask(fm_field_velocity(field, side * side, nodes.data(), t, u.data(), nullptr));
    film.insert(film.end(), u.begin(), u.end());
  }
  fm_field_destroy(field);
  std::vector<int> ends(room), counts(2), born(40);
  ask(fm_streamlines(side, side, u.data(), box_, 0.3, 0.02, room, xy.data(), speed.data(),
                     ends.data(), counts.data()));
  keep("streamlines", xy, speed, ends, counts);
  Floats places(30 * 40 * 2);
  ask(fm_tracers(side, side, 3, film.data(), box_, 0.2, 0.6, 40, 30, 10, 0.02, 0, 4, places.data(),
                 born.data()));
  keep("tracers", places, born);
  Floats density(40 * 40);
  ask(fm_binned_density(n, moons_.data(), 40, 40, box_, 0.2, density.data()));
  const Doubles shares{0.5, 0.9};
  Doubles levels(2), ratios((side - 1) * (side - 1));
  ask(fm_mass_levels(40, 40, density.data(), box_, 2, shares.data(), levels.data()));
  keep("density", density, levels);
  Floats lines(2 * room);
  ask(fm_contours(40, 40, density.data(), box_, levels[0], room, lines.data(), ends.data(),
                  counts.data()));
  keep("contours", lines, counts);
  Floats moved = nodes;
  for (std::size_t i = 0; i < moved.size(); ++i) moved[i] += u[i];
  ask(fm_area_ratios(side, side, nodes.data(), moved.data(), ratios.data()));
  keep("areas", ratios);
}

} // namespace bits
