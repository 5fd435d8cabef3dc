// The C interface of pictures hands on what the headers say: the same numbers, argument by
// argument.
#include "../../wasm/api.h"
#include "catch.hpp"
#include "fm/picture/contours.hpp"
#include "fm/picture/density.hpp"
#include "fm/picture/mesh.hpp"
#include "fm/picture/streamlines.hpp"
#include "fm/picture/tracers.hpp"

using namespace fm;

namespace {

const double corners[4] = {-1, -2, 2, 1};
const Box box{Point(-1, -2), Point(2, 1)};
constexpr int nx = 5, ny = 4, nt = 3;

SampledField some_field() {
  SampledField f{nx, ny, nt, box, 0.25, 0.75, Batch<float>(nx * ny * nt, 2)};
  Random random(9);
  for (Eigen::Index i = 0; i < f.values.size(); ++i) f.values.data()[i] = float(random.normal());
  return f;
}
SampledField first_time(SampledField f) {
  f.nt = 1;
  f.values.conservativeResize(nx * ny, 2);
  return f;
}
Raster some_raster() {
  Random random(2);
  Raster r{nx, ny, box, {}};
  for (int i = 0; i < nx * ny; ++i) r.values.push_back(float(random.uniform()));
  return r;
}
void check_lines(const Polylines& expected, const std::vector<float>& xy,
                 const std::vector<int>& ends, const int* counts) {
  REQUIRE(std::size_t(counts[0]) == expected.points.size());
  REQUIRE(std::size_t(counts[1]) == expected.ends.size());
  CHECK(std::equal(expected.ends.begin(), expected.ends.end(), ends.begin()));
  for (std::size_t i = 0; i < expected.points.size(); ++i) {
    CHECK(xy[2 * i] == float(expected.points[i][0]));
    CHECK(xy[2 * i + 1] == float(expected.points[i][1]));
  }
}

} // namespace

TEST_CASE("interface: streamlines and their speed") {
  const SampledField v = first_time(some_field());
  constexpr int room = 2000;
  std::vector<float> xy(2 * room), speed(room);
  std::vector<int> ends(room);
  int counts[2];
  REQUIRE(fm_streamlines(nx, ny, v.values.data(), corners, 0.4, 0.05, room, xy.data(), speed.data(),
                         ends.data(), counts) == 0);
  const Polylines expected = evenly_spaced_streamlines(v, box, {0.4, 0.05});
  REQUIRE(expected.ends.size() > 3);
  check_lines(expected, xy, ends, counts);
  for (std::size_t i = 0; i < expected.points.size(); ++i)
    CHECK(speed[i] == float(v(expected.points[i]).norm()));
  CHECK(fm_streamlines(nx, ny, v.values.data(), corners, 0.4, 0.05, 7, xy.data(), speed.data(),
                       ends.data(), counts) == -1);
  CHECK_THAT(fm_last_error(), Catch::Contains("give them room"));
}

TEST_CASE("interface: films of tracers") {
  const SampledField v = some_field();
  std::vector<float> places(2 * 6 * 20);
  std::vector<int> born(6);
  REQUIRE(fm_tracers(nx, ny, nt, v.values.data(), corners, 0.25, 0.75, 6, 20, 10, 0.02, 0, 4,
                     places.data(), born.data()) == 0);
  const TracerFilm film = film_tracers(v, box, 6, 20, 10, 0.25, 0.02, false, 4);
  CHECK(places == film.places);
  CHECK(born == film.born);
  REQUIRE(fm_tracers(nx, ny, nt, v.values.data(), corners, 0.25, 0.75, 6, 20, 10, 0.02, 1, 4,
                     places.data(), born.data()) == 0);
  CHECK(places == film_tracers(v, box, 6, 20, 10, 0.25, 0.02, true, 4).places);
}

TEST_CASE("interface: densities, their levels and their contours") {
  const Batch<float> points = some_field().values;
  std::vector<float> out(nx * ny);
  REQUIRE(fm_binned_density(int(points.rows()), points.data(), nx, ny, corners, 0.3, out.data()) ==
          0);
  CHECK(out == binned_density(points, nx, ny, box, 0.3).values);
  const Raster r = some_raster();
  const double shares[2] = {0.3, 0.8};
  double levels[2];
  REQUIRE(fm_mass_levels(nx, ny, r.values.data(), corners, 2, shares, levels) == 0);
  const std::vector<double> expected = levels_of_mass(r, {0.3, 0.8});
  CHECK(levels[0] == expected[0]);
  CHECK(levels[1] == expected[1]);
  std::vector<float> xy(2 * 4 * nx * ny);
  std::vector<int> ends(4 * nx * ny);
  int counts[2];
  REQUIRE(fm_contours(nx, ny, r.values.data(), corners, 0.5, 4 * nx * ny, xy.data(), ends.data(),
                      counts) == 0);
  check_lines(contours(r, 0.5), xy, ends, counts);
}

TEST_CASE("interface: the areas of a mesh") {
  const Batch<float> before = first_time(some_field()).values, after = 2 * before;
  std::vector<double> ratios((nx - 1) * (ny - 1));
  REQUIRE(fm_area_ratios(nx, ny, before.data(), after.data(), ratios.data()) == 0);
  CHECK(ratios == area_ratios(before, after, nx, ny));
}
