// Particles that show a field, not a law: dropped anywhere in the box, carried for a short life,
// and dropped anew. Where they gather means nothing; how they move is the field.
#pragma once

#include "fm/base/random.hpp"
#include "fm/ode/solve.hpp"
#include "fm/picture/sampled_field.hpp"

#include <vector>

namespace fm {

// A film of tracers: frame f is at time t_0 + f h. A film that loops shows frame 0 after its last.
struct TracerFilm {
  int count, frames, life;   // a tracer lives for `life` frames
  std::vector<float> places; // frames x count x 2
  std::vector<int> born;     // count: a tracer is dropped anew at frames born, born + life, ..
};

// v(x, t) is the velocity. The drops are spread evenly over time, so that as many are young at one
// frame as at any other. A looping film (of a field that stands still) needs a whole number of
// lives. The same seed drops the same tracers. Throws fm::Error otherwise.
template <class Velocity>
TracerFilm film_tracers(const Velocity& v, const Box& box, int count, int frames, int life,
                        double t_0, double h, bool loops, std::uint64_t seed) {
  box.require_valid();
  FM_REQUIRE(count >= 1 && life >= 2 && frames >= 2,
             "a film of tracers needs a tracer, two frames, and a life of two frames");
  FM_REQUIRE(!loops || frames % life == 0, "a film that loops takes a whole number of lives");
  FM_REQUIRE(std::isfinite(t_0) && std::isfinite(h), "the times of a film are finite");
  TracerFilm film{count, frames, life,
                  std::vector<float>(2 * std::size_t(count) * std::size_t(frames)),
                  std::vector<int>(std::size_t(count))};
  const Tableau& method = tableau("midpoint");
  for (int i = 0; i < count; ++i) {
    Random random(seed, std::uint64_t(i));
    const auto drop = [&]() -> Point {
      const double x = random.uniform(), y = random.uniform();
      return box.low + box.size().cwiseProduct(Point(x, y));
    };
    const int born = int(std::int64_t(i) * life / count);
    film.born[std::size_t(i)] = born;
    // A looping film starts with a birth; another one with tracers of every age.
    const int first = loops ? born : 0;
    Point x = drop();
    for (int k = 0; k < frames; ++k) {
      const int f = (first + k) % frames;
      const double t = t_0 + h * f;
      if (k > 0 && (f - born) % life == 0)
        x = drop();
      else if (k > 0)
        x = step(method, v, x, t - h, h);
      const std::size_t at = 2 * (std::size_t(f) * std::size_t(count) + std::size_t(i));
      film.places[at] = float(x[0]);
      film.places[at + 1] = float(x[1]);
    }
  }
  return film;
}

} // namespace fm
