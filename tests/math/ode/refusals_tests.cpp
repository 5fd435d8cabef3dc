// What grids and noises refuse of themselves, whoever calls them.
#include "catch.hpp"
#include "fm/net/mlp.hpp"
#include "fm/ode/grid.hpp"
#include "fm/ode/plane_flows.hpp"
#include "fm/ode/sde.hpp"
#include "fm/ode/worked_example.hpp"
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

TEST_CASE("a plane flow is one of the list, and no stronger than a step can follow") {
  for (int kind : {-1, 5, 99}) CHECK_THROWS_WITH(plane_flow(kind, 1), Catch::Contains("unknown"));
  for (double strength : {-100.5, 1e9, double(NAN), double(INFINITY)})
    CHECK_THROWS_WITH(plane_flow(0, strength), Catch::Contains("-100 .. 100"));
  CHECK(plane_flow(2, -100).velocity(Point(0, 1), 0) == Point(-100, 0));
}

TEST_CASE("the worked example has no times from -1 on downwards, and a start that is a number") {
  for (double t : {-1., -2., double(NAN)}) {
    CHECK_THROWS_WITH(WorkedExample{}(2, t), Catch::Contains("above -1"));
    CHECK_THROWS_WITH(WorkedExample::exact(t), Catch::Contains("above -1"));
  }
  for (double start : {double(NAN), double(INFINITY)})
    CHECK_THROWS_WITH(WorkedExample::exact(0.5, start), Catch::Contains("finite"));
}

TEST_CASE("a network has at most 16 hidden layers") {
  MlpConfig config;
  config.hidden.assign(17, 8);
  CHECK_THROWS_WITH(Mlp<float>(config, 1), Catch::Contains("0 to 16 hidden layers"));
}
