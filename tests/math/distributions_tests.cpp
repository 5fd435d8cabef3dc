#include "catch.hpp"
#include "fm/distributions.hpp"

using namespace fm;

namespace {
const Distribution all[] = {Distribution::gaussian, Distribution::uniform,
                            Distribution::moons,    Distribution::eight_gaussians,
                            Distribution::ring,     Distribution::checkerboard};
}

TEST_CASE("each density integrates to 1, and the samples follow it") {
  constexpr double half = 8, cell = 0.02;
  constexpr int n = 40000;
  for (Distribution kind : all) {
    if (!has_density(kind)) continue;
    INFO(distribution_names[std::size_t(kind)]);
    // Total mass, and the mass of one region that is lopsided for all of them, on a grid.
    const auto inside = [](double x, double y) { return x > 0.3 && y < x; };
    double total = 0, region = 0;
    for (double x = -half + cell / 2; x < half; x += cell)
      for (double y = -half + cell / 2; y < half; y += cell) {
        const double p = std::exp(log_density(kind, x, y)) * cell * cell;
        total += p;
        if (inside(x, y)) region += p;
      }
    CHECK(total ==
          Approx(1).margin(0.012)); // the checkerboard's and the square's edges on the grid
    Random random(11);
    const auto points = sample<double>(kind, n, random);
    double hits = 0;
    for (Eigen::Index i = 0; i < n; ++i) hits += inside(points(i, 0), points(i, 1));
    CHECK(hits / n == Approx(region).margin(0.012 + 4 * std::sqrt(0.25 / n)));
  }
}

TEST_CASE("all are centred on 0 within the noise of the sample") {
  constexpr int n = 20000;
  for (Distribution kind : all) {
    INFO(distribution_names[std::size_t(kind)]);
    Random random(2);
    const auto points = sample<double>(kind, n, random);
    const double spread = std::sqrt(points.squaredNorm() / n);
    CHECK(points.colwise().mean().norm() < 5 * spread / std::sqrt(double(n)));
    CHECK(points.allFinite());
  }
}

TEST_CASE("moons are two half circles of radius 2, each half of the points") {
  Random random(4);
  const auto points = sample<double>(Distribution::moons, 4000, random);
  int upper = 0;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const double x = points(i, 0), y = points(i, 1);
    const double to_upper = std::fabs(std::hypot(x + 1, y + 0.5) - 2),
                 to_lower = std::fabs(std::hypot(x - 1, y - 0.5) - 2);
    CHECK(std::min(to_upper, to_lower) < 6 * moon_noise);
    upper += to_upper < to_lower;
  }
  CHECK(upper == Approx(2000).margin(5 * std::sqrt(1000.) +
                                     60)); // where they come close a few are miscounted
}

TEST_CASE("moons refuse to give a density, with a reason") {
  CHECK_THROWS_WITH(log_density(Distribution::moons, 0, 0),
                    Catch::Contains("choose another source"));
}
