// Calls for what pictures are made of.
#pragma once

#include "call.hpp"

namespace fuzz {

inline void add_pictures(Calls& calls) {
  calls["fm_streamlines"] = [](Script& s, Live&) {
    const int nx = s.count(5), ny = s.count(5), room = s.count(60);
    const float* u = s.floats(product(nx, ny, 2));
    const double* box = s.box();
    float *xy = s.floats(product(room, 2)), *speed = s.floats(room);
    int* ends = s.ints(room);
    // Not the finest: they are allowed, and take seconds under sanitizers.
    const double wanted = s.one_in(4) ? s.number() : 1,
                 separation = wanted > 0 && wanted < 1 ? 1 : wanted;
    const double length = separation * (4 + s.below(60)) / 100;
    return fm_streamlines(nx, ny, u, box, separation, length, room, xy, speed, ends, s.ints(2));
  };
  calls["fm_tracers"] = [](Script& s, Live&) {
    const int nx = s.count(5), ny = s.count(5), nt = s.count(3), count = s.count(6),
              frames = s.count(6);
    const float* u =
        s.floats(nx < 99 && ny < 99 && nt < 99 && nx > 0 && ny > 0 ? product(nt, ny * nx, 2) : 0);
    const double* box = s.box();
    float* places = s.floats(product(frames, count, 2));
    int* born = s.ints(count);
    return fm_tracers(nx, ny, nt, u, box, 0, s.time(), count, frames, s.count(4), s.number(),
                      s.flag(), s.seed(), places, born);
  };
  calls["fm_binned_density"] = [](Script& s, Live&) {
    const int n = s.count(), nx = s.count(6), ny = s.count(6);
    const float* x = s.floats(product(n, 2));
    const double* box = s.box();
    return fm_binned_density(n, x, nx, ny, box, s.number(), s.floats(product(nx, ny)));
  };
  calls["fm_mass_levels"] = [](Script& s, Live&) {
    const int nx = s.count(6), ny = s.count(6), count = s.count(3);
    float* density = s.floats(product(nx, ny));
    for (std::ptrdiff_t i = 0; density && i < product(nx, ny); ++i)
      density[i] = density[i] < 0 ? -density[i] : density[i];
    const double* box = s.box();
    const double* shares = s.rising(count, 0.9);
    return fm_mass_levels(nx, ny, density, box, count, shares, s.doubles(count));
  };
  calls["fm_contours"] = [](Script& s, Live&) {
    const int nx = s.count(6), ny = s.count(6), room = s.count(60);
    const float* heights = s.floats(product(nx, ny));
    const double* box = s.box();
    float* xy = s.floats(product(room, 2));
    int* ends = s.ints(room);
    return fm_contours(nx, ny, heights, box, s.number(), room, xy, ends, s.ints(2));
  };
  calls["fm_area_ratios"] = [](Script& s, Live&) {
    const int nx = s.count(6), ny = s.count(6);
    const float *before = s.floats(product(nx, ny, 2)), *after = s.floats(product(nx, ny, 2));
    return fm_area_ratios(nx, ny, before, after,
                          s.doubles(nx > 0 && ny > 0 ? product(nx - 1, ny - 1) : 0));
  };
}

} // namespace fuzz
