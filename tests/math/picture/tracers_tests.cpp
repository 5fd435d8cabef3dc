#include "catch.hpp"
#include "fm/picture/mesh.hpp"
#include "fm/picture/tracers.hpp"

using namespace fm;

namespace {

const Box box{Point(-1, -1), Point(1, 3)};
Point turning(const Point& x, double) { return {-x[1], x[0]}; }
Point late(const Point&, double t) { return {t, 0}; }

Point place(const TracerFilm& film, int f, int i) {
  const std::size_t at = 2 * std::size_t(f * film.count + i);
  return {double(film.places[at]), double(film.places[at + 1])};
}
bool dropped(const TracerFilm& film, int f, int i) {
  return (f - film.born[std::size_t(i)]) % film.life == 0;
}

} // namespace

TEST_CASE("between two drops a tracer follows the field at the film's times") {
  const TracerFilm film = film_tracers(late, box, 40, 31, 10, 0, 1. / 30, false, 7);
  for (int i = 0; i < film.count; ++i)
    for (int f = 1; f < film.frames; ++f) {
      if (dropped(film, f, i)) continue;
      const Point moved = place(film, f, i) - place(film, f - 1, i);
      CHECK(moved[0] == Approx((f - 0.5) / 900).margin(1e-6)); // the midpoint rule, exact for t
      CHECK(std::fabs(moved[1]) < 1e-6);
    }
}

TEST_CASE("a film that loops goes on from its last frame to its first") {
  const double h = 0.05;
  const TracerFilm film = film_tracers(turning, box, 60, 24, 12, 0.4, h, true, 1);
  for (int i = 0; i < film.count; ++i)
    for (int f = 0; f < film.frames; ++f) {
      if (dropped(film, f, i)) continue;
      const Point before = place(film, (f + film.frames - 1) % film.frames, i),
                  x = place(film, f, i);
      // The midpoint rule turns by h and leaves the circle by h^4 / 8 of its radius.
      CHECK(x.norm() == Approx(before.norm()).epsilon(1e-5));
      CHECK(std::atan2(before[0] * x[1] - before[1] * x[0], before.dot(x)) ==
            Approx(h).epsilon(1e-3));
    }
}

TEST_CASE("drops are spread evenly over the box and over time, and a seed repeats them") {
  const int count = 2000, life = 16;
  const TracerFilm film = film_tracers(turning, box, count, 32, life, 0, 0.01, true, 5);
  std::vector<int> drops(life, 0);
  Point sum = Point::Zero();
  for (int i = 0; i < count; ++i) {
    const int born = film.born[std::size_t(i)];
    ++drops[std::size_t(born)];
    for (const int f : {born, born + life}) {
      CHECK(box.contains(place(film, f, i)));
      sum += place(film, f, i);
    }
    CHECK(place(film, born, i) != place(film, born + life, i));
  }
  for (const int n : drops) CHECK(n == count / life);
  // Uniform in the box: five standard errors of 4000 places, whose spreads are 2 and 4 over
  // sqrt(12).
  CHECK(sum[0] / 4000 == Approx(0).margin(5 * 2 / std::sqrt(12 * 4000.)));
  CHECK(sum[1] / 4000 == Approx(1).margin(5 * 4 / std::sqrt(12 * 4000.)));
  CHECK(film_tracers(turning, box, count, 32, life, 0, 0.01, true, 5).places == film.places);
  CHECK(film_tracers(turning, box, count, 32, life, 0, 0.01, true, 6).places != film.places);
}

TEST_CASE("a film of tracers refuses a loop that would jump") {
  CHECK_THROWS_WITH(film_tracers(turning, box, 5, 30, 16, 0, 0.01, true, 1),
                    Catch::Contains("whole number of lives"));
  CHECK_THROWS_WITH(film_tracers(turning, box, 0, 30, 15, 0, 0.01, true, 1),
                    Catch::Contains("needs a tracer"));
}

TEST_CASE("a linear map scales each cell of a mesh by its determinant; a folded one is negative") {
  const int nx = 5, ny = 4;
  Batch<float> nodes(nx * ny, 2);
  for (int j = 0; j < ny; ++j)
    for (int i = 0; i < nx; ++i) nodes.row(nx * j + i) << float(i), float(2 * j);
  for (const double area : cell_areas(nodes, nx, ny)) CHECK(area == Approx(2));
  Eigen::Matrix2f map, mirror;
  map << 1.5f, 0.25f, -0.5f, 0.75f;
  mirror << -1, 0, 0, 1;
  const Batch<float> moved = nodes * map.transpose(), folded = nodes * mirror;
  for (const double ratio : area_ratios(nodes, moved, nx, ny)) CHECK(ratio == Approx(1.25));
  for (const double ratio : area_ratios(nodes, folded, nx, ny)) CHECK(ratio == Approx(-1));
  CHECK_THROWS_WITH(area_ratios(Batch<float>::Zero(nx * ny, 2), nodes, nx, ny),
                    Catch::Contains("no area"));
  CHECK_THROWS_WITH(cell_areas(nodes, nx, ny + 1), Catch::Contains("nx x ny"));
}
