#include "catch.hpp"
#include "fm/picture/contours.hpp"

using namespace fm;

namespace {

template <class F> Raster raster_of(int nx, int ny, F&& f) {
  Raster r{nx, ny, {Point(-1, -1), Point(1, 1)}, {}};
  for (int j = 0; j < ny; ++j)
    for (int i = 0; i < nx; ++i)
      r.values.push_back(float(f(-1 + (i + 0.5) * 2. / nx, -1 + (j + 0.5) * 2. / ny)));
  return r;
}

bool closed(const Polylines& p, std::size_t line) {
  const int from = line == 0 ? 0 : p.ends[line - 1];
  return p.points[std::size_t(from)] == p.points[std::size_t(p.ends[line] - 1)];
}

} // namespace

TEST_CASE("the contour of a plane is one straight line from border to border") {
  const Polylines p =
      contours(raster_of(20, 30, [](double x, double y) { return x + 2 * y; }), 0.3);
  REQUIRE(p.ends.size() == 1);
  CHECK(!closed(p, 0));
  for (const Point& x : p.points) CHECK(x[0] + 2 * x[1] == Approx(0.3).margin(1e-6)); // floats
  CHECK(std::fabs(p.points.front()[0] - p.points.back()[0]) > 1.8);
}

TEST_CASE("a ring of height has a line inside and a line outside") {
  const auto ring = [](double x, double y) {
    return std::exp(-50 * std::pow(std::hypot(x, y) - 0.5, 2));
  };
  const Polylines p = contours(raster_of(100, 100, ring), std::exp(-0.5));
  REQUIRE(p.ends.size() == 2);
  for (std::size_t line = 0; line < 2; ++line) CHECK(closed(p, line));
  // Where the height is e^-0.5 its curvature is 0, and what is left is of third order in the cell.
  for (const Point& x : p.points) CHECK(std::fabs(std::fabs(x.norm() - 0.5) - 0.1) < 2e-4);
}

TEST_CASE("each edge between a higher and a lower node is passed once, in steps of one cell") {
  const auto bumpy = [](double x, double y) {
    return std::sin(9 * x + 1) * std::cos(7 * y) + 0.3 * x * y;
  };
  const Raster r = raster_of(60, 40, bumpy);
  const double level = 0.1, diagonal = std::hypot(2. / 60, 2. / 40);
  const Polylines p = contours(r, level);
  int crossed = 0;
  const auto above = [&](int i, int j) {
    return double(r.values[std::size_t(60 * j + i)]) > level;
  };
  for (int j = 0; j < 40; ++j)
    for (int i = 0; i < 60; ++i) {
      crossed += i + 1 < 60 && above(i, j) != above(i + 1, j);
      crossed += j + 1 < 40 && above(i, j) != above(i, j + 1);
    }
  int passed = int(p.points.size());
  std::size_t k = 0;
  for (std::size_t line = 0; line < p.ends.size(); ++line) {
    passed -= closed(p, line);
    for (++k; k < std::size_t(p.ends[line]); ++k)
      CHECK((p.points[k] - p.points[k - 1]).norm() <= diagonal);
  }
  CHECK(passed == crossed);
}

TEST_CASE("at a saddle the middle of the cell says which side hangs together") {
  Raster r{2, 2, {Point(0, 0), Point(1, 1)}, {1, -0.9f, -0.9f, 1}};
  for (const double level : {0., 0.1}) { // the middle is at 0.05: above, then below
    const Polylines p = contours(r, level);
    REQUIRE(p.ends == std::vector<int>{2, 4});
    // Each line cuts one corner off: a low one, when the high ones hang together.
    for (const int k : {0, 2}) {
      const Point middle =
          (p.points[std::size_t(k)] + p.points[std::size_t(k) + 1]) / 2 - Point(0.5, 0.5);
      CHECK((middle[0] * middle[1] < 0) == (level < 0.05));
    }
  }
}

TEST_CASE("contours need finite values, as many as the raster has cells") {
  Raster r = raster_of(4, 4, [](double x, double) { return x; });
  CHECK(contours(r, 9).ends.empty());
  r.values[5] = INFINITY;
  CHECK_THROWS_WITH(contours(r, 0), Catch::Contains("finite"));
  r.values.pop_back();
  CHECK_THROWS_WITH(contours(r, 0), Catch::Contains("2 x 2"));
}
