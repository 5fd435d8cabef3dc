// What grids and noises refuse of themselves, whoever calls them.
#include "catch.hpp"
#include "fm/ode/grid.hpp"
#include "fm/ode/sde.hpp"
#include "fm/path/times.hpp"

using namespace fm;

TEST_CASE("a grid has steps, finite ends, and a warp of the list that rises") {
  for (int n : {0, -1}) CHECK_THROWS_WITH(uniform_grid(0, 1, n), Catch::Contains("at least 1"));
  for (double end : {double(NAN), double(INFINITY)})
    CHECK_THROWS_WITH(grid_of(Warp::cosine, 1, 0, end, 4), Catch::Contains("finite"));
  for (double parameter : {0., -1., double(NAN), double(INFINITY)}) {
    CHECK_THROWS_WITH(grid_of(Warp::power, parameter, 0, 1, 4), Catch::Contains("positive"));
    CHECK_THROWS_WITH(grid_of(Warp::shift, parameter, 0, 1, 4), Catch::Contains("positive"));
  }
  for (int warp : {-1, 4, 99})
    CHECK_THROWS_WITH(grid_of(Warp(warp), 1, 0, 1, 4), Catch::Contains("unknown warp"));
  CHECK_THROWS_WITH(warped_grid(0, 1, 4, [](double) { return double(NAN); }),
                    Catch::Contains("one way"));
}

TEST_CASE("a way to sample times is one of the list") {
  Random random(1);
  for (int kind : {-1, 6, 99}) {
    const TimeSampler sampler{TimeSampling(kind), 0, 1};
    CHECK_THROWS_WITH(sample_times<float>(sampler, 4, random), Catch::Contains("unknown way"));
    CHECK_THROWS_WITH(time_density(sampler, 0.5), Catch::Contains("unknown way"));
  }
}

TEST_CASE("noise that fades has a strength of at least 0, inside [0, 1]") {
  for (double strength : {-1., double(NAN), double(INFINITY)})
    CHECK_THROWS_WITH(FadingNoise{strength}(0.5), Catch::Contains("strength"));
  for (double t : {-0.5, 1.5, double(NAN)})
    CHECK_THROWS_WITH(FadingNoise{1}(t), Catch::Contains("t lies in [0, 1]"));
  CHECK(FadingNoise{2}(0.75) == 1);
}
