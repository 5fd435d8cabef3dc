#include "catch.hpp"
#include "fm/picture/sampled_field.hpp"

using namespace fm;

namespace {

// What interpolation reproduces to rounding: linear in each of x, y and t.
Point trilinear(const Point& x, double t) {
  return {1 + 2 * x[0] - x[1] + 0.5 * x[0] * x[1] * t, t - x[0] * x[1]};
}

SampledField sampled(int nx, int ny, int nt) {
  SampledField f{
      nx, ny, nt, {Point(-1, 0), Point(2, 3)}, 0.25, 0.75, Batch<float>(nx * ny * nt, 2)};
  for (int k = 0, row = 0; k < nt; ++k)
    for (int j = 0; j < ny; ++j)
      for (int i = 0; i < nx; ++i, ++row) {
        const Point at(-1 + 3. * i / (nx - 1), 3. * j / (ny - 1));
        const double t = nt == 1 ? 0 : 0.25 + 0.5 * k / (nt - 1);
        f.values.row(row) = trilinear(at, t).transpose().cast<float>();
      }
  return f;
}

} // namespace

TEST_CASE("a sampled field is exact where the field is linear in x, y and t") {
  const SampledField f = sampled(4, 7, 3);
  f.require_valid();
  for (const double t : {0.25, 0.3, 0.5, 0.62, 0.75})
    for (const Point& x : {Point(-1, 0), Point(2, 3), Point(0.3, 1.7), Point(1.99, 0.01)})
      CHECK((f(x, t) - trilinear(x, t)).norm() < 1e-5); // of floats as large as 10
}

TEST_CASE("with one time a sampled field stands still") {
  const SampledField f = sampled(5, 5, 1);
  CHECK((f(Point(0.3, 1.7), 0) - trilinear(Point(0.3, 1.7), 0)).norm() < 1e-5);
  CHECK(f(Point(0.3, 1.7), 0.9) == f(Point(0.3, 1.7), 0));
}

TEST_CASE("beyond its edges a sampled field has the value at the nearest edge") {
  const SampledField f = sampled(4, 4, 2);
  CHECK(f(Point(-9, 1), 0.5) == f(Point(-1, 1), 0.5));
  CHECK(f(Point(1, 99), 0.5) == f(Point(1, 3), 0.5));
  CHECK(f(Point(1, 1), 0) == f(Point(1, 1), 0.25));
  CHECK(f(Point(1, 1), 2) == f(Point(1, 1), 0.75));
}

TEST_CASE("a sampled field says what it lacks") {
  SampledField f = sampled(4, 4, 2);
  f.values(3, 1) = NAN;
  CHECK_THROWS_WITH(f.require_valid(), Catch::Contains("not finite"));
  f = sampled(4, 4, 2);
  f.nx = 5;
  CHECK_THROWS_WITH(f.require_valid(), Catch::Contains("one velocity a node"));
  f = sampled(4, 4, 2);
  f.box.high = f.box.low;
  CHECK_THROWS_WITH(f.require_valid(), Catch::Contains("has an area"));
  f = sampled(4, 4, 2);
  f.t_1 = f.t_0;
  CHECK_THROWS_WITH(f.require_valid(), Catch::Contains("run forward"));
}
