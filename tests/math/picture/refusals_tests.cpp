// What pictures refuse of themselves, whoever calls them.
#include "catch.hpp"
#include "fm/picture/contours.hpp"
#include "fm/picture/density.hpp"
#include "fm/picture/sampled_field.hpp"

using namespace fm;

namespace {
const Box unit{Point(0, 0), Point(1, 1)};
Raster raster(int nx, int ny, std::vector<float> values, const Box& box = unit) {
  return {nx, ny, box, std::move(values)};
}
} // namespace

TEST_CASE("a raster that is none has neither contours nor levels") {
  const auto both = [](const Raster& r, const char* why) {
    CHECK_THROWS_WITH(contours(r, 0.5), Catch::Contains(why));
    CHECK_THROWS_WITH(levels_of_mass(r, {0.5}), Catch::Contains(why));
  };
  both(raster(2, 2, {1, 2, 3}), "one value a cell");
  both(raster(1, 2, {1, 2}), "2 x 2");
  both(raster(-2, -2, {1, 2, 3, 4}), "2 x 2");
  both(raster(2, 2, {1, NAN, 3, 4}), "finite");
  both(raster(2, 2, {1, INFINITY, 3, 4}), "finite");
  both(raster(2, 2, {1, 2, 3, 4}, Box{Point(0, 0), Point(0, 1)}), "has an area");
  CHECK_THROWS_WITH(contours(raster(2, 2, {1, 2, 3, 4}), NAN), Catch::Contains("level"));
  CHECK_THROWS_WITH(levels_of_mass(raster(2, 2, {1, -2, 3, 4}), {0.5}),
                    Catch::Contains("at least 0"));
}

TEST_CASE("a density is of points of the plane, and a sampled field's times are finite") {
  CHECK_THROWS_WITH(binned_density(Batch<float>::Ones(3, 1), 4, 4, unit, 0.1),
                    Catch::Contains("the plane"));
  SampledField f{2, 2, 2, unit, 0, INFINITY, Batch<float>::Ones(8, 2)};
  CHECK_THROWS_WITH(f.require_valid(), Catch::Contains("times"));
  f.t_0 = -INFINITY, f.t_1 = 1;
  CHECK_THROWS_WITH(f.require_valid(), Catch::Contains("times"));
}
