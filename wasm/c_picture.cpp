// The mathematics of pictures.
#include "border.hpp"

#include "fm/picture/contours.hpp"
#include "fm/picture/density.hpp"
#include "fm/picture/mesh.hpp"
#include "fm/picture/streamlines.hpp"
#include "fm/picture/tracers.hpp"

using namespace fm;
using namespace fm::border;

namespace {

SampledField field_of(int nx, int ny, int nt, const float* u, const double* box, double t_0,
                      double t_1) {
  FM_REQUIRE(nx >= 2 && ny >= 2 && nt >= 1 && nx <= 1024 && ny <= 1024 && nt <= 1024,
             "a grid has 2 to 1024 nodes along x and y, and 1 to 1024 times");
  FM_REQUIRE(std::int64_t(nx) * ny * nt <= most, "a grid has at most 4194304 nodes");
  SampledField f{nx, ny, nt, box_of(box), t_0, t_1, points_of(nx * ny * nt, u)};
  f.require_valid();
  return f;
}

Raster raster_of(int nx, int ny, const float* heights, const double* box) {
  FM_REQUIRE(nx >= 2 && ny >= 2 && nx <= 1024 && ny <= 1024,
             "a raster has 2 to 1024 cells along x and along y");
  require_buffer(std::int64_t(nx) * ny, heights);
  return {nx, ny, box_of(box), std::vector<float>(heights, heights + nx * ny)};
}

// counts: how many points and how many lines.
void write_lines(const Polylines& lines, int room, float* xy, int* ends, int* counts) {
  require_buffer(room, xy);
  require_buffer(room, ends);
  require_buffer(2, counts);
  FM_REQUIRE(lines.points.size() <= std::size_t(room), "the lines have " +
                                                           std::to_string(lines.points.size()) +
                                                           " points: give them room for as many");
  for (const Point& p : lines.points) {
    *xy++ = float(p[0]);
    *xy++ = float(p[1]);
  }
  std::copy(lines.ends.begin(), lines.ends.end(), ends);
  counts[0] = int(lines.points.size());
  counts[1] = int(lines.ends.size());
}

} // namespace

int fm_streamlines(int nx, int ny, const float* u, const double* box, double separation,
                   double step_length, int room, float* xy, float* speed, int* ends,
                   int* counts) noexcept {
  return status([&] {
    require_buffer(room, speed);
    const SampledField v = field_of(nx, ny, 1, u, box, 0, 1);
    const Polylines lines = evenly_spaced_streamlines(v, v.box, {separation, step_length});
    write_lines(lines, room, xy, ends, counts);
    for (std::size_t i = 0; i < lines.points.size(); ++i)
      speed[i] = float(v(lines.points[i]).norm());
  });
}

int fm_tracers(int nx, int ny, int nt, const float* u, const double* box, double t_0, double t_1,
               int count, int frames, int life, double h, int loops, uint32_t seed, float* places,
               int* born) noexcept {
  return status([&] {
    require_buffer(std::int64_t(count) * frames, places);
    require_buffer(count, born);
    const SampledField v = field_of(nx, ny, nt, u, box, t_0, t_1);
    const TracerFilm film = film_tracers(v, v.box, count, frames, life, t_0, h, loops != 0, seed);
    std::copy(film.places.begin(), film.places.end(), places);
    std::copy(film.born.begin(), film.born.end(), born);
  });
}

int fm_binned_density(int n, const float* x, int nx, int ny, const double* box, double bandwidth,
                      float* out) noexcept {
  return status([&] {
    const Raster density = binned_density(points_of(n, x), nx, ny, box_of(box), bandwidth);
    require_buffer(std::int64_t(nx) * ny, out);
    std::copy(density.values.begin(), density.values.end(), out);
  });
}

int fm_mass_levels(int nx, int ny, const float* density, const double* box, int count,
                   const double* shares, double* levels) noexcept {
  return status([&] {
    require_buffer(count, shares);
    require_buffer(count, levels);
    const std::vector<double> out = levels_of_mass(raster_of(nx, ny, density, box),
                                                   std::vector<double>(shares, shares + count));
    std::copy(out.begin(), out.end(), levels);
  });
}

int fm_contours(int nx, int ny, const float* heights, const double* box, double level, int room,
                float* xy, int* ends, int* counts) noexcept {
  return status([&] {
    write_lines(contours(raster_of(nx, ny, heights, box), level), room, xy, ends, counts);
  });
}

int fm_area_ratios(int nx, int ny, const float* before, const float* after,
                   double* ratios) noexcept {
  return status([&] {
    FM_REQUIRE(nx >= 2 && ny >= 2 && nx <= 1024 && ny <= 1024,
               "a mesh has 2 to 1024 nodes along x and along y");
    require_buffer(std::int64_t(nx) * ny, ratios);
    const std::vector<double> out =
        area_ratios(points_of(nx * ny, before), points_of(nx * ny, after), nx, ny);
    std::copy(out.begin(), out.end(), ratios);
  });
}
