#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/picture/contours.hpp"

using namespace fm;

namespace {

const Box box{Point(-4, -4), Point(4, 4)};

double mass(const Raster& r) {
  double sum = 0;
  for (const float v : r.values) sum += double(v);
  return sum * r.cell_area();
}

Batch<float> normal_points(int n, double spread) {
  Random random(3);
  Batch<float> x(n, 2);
  for (Eigen::Index i = 0; i < x.size(); ++i) x.data()[i] = float(spread * random.normal());
  return x;
}

template <class F> Raster raster_of(int n, F&& f) {
  Raster r{n, n, box, {}};
  const double cell = 8. / n;
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i)
      r.values.push_back(float(f(-4 + (i + 0.5) * cell, -4 + (j + 0.5) * cell)));
  return r;
}

Raster gaussian(int n, double spread) {
  return raster_of(n, [=](double x, double y) {
    return std::exp(-(x * x + y * y) / (2 * spread * spread)) / (2 * M_PI * spread * spread);
  });
}

} // namespace

TEST_CASE(
    "a density integrates to the share of the points in the box, however much it is blurred") {
  const Batch<float> points = normal_points(5000, 2.5); // a fifth of them outside
  int inside = 0;
  for (Eigen::Index i = 0; i < points.rows(); ++i)
    inside += box.contains(points.row(i).cast<double>().transpose());
  for (const double bandwidth : {0., 0.1, 0.5, 3.})
    CHECK(mass(binned_density(points, 128, 96, box, bandwidth)) ==
          Approx(inside / 5000.).epsilon(1e-5)); // sums of floats
}

TEST_CASE("one point becomes a Gaussian of the bandwidth's spread") {
  Batch<float> point(1, 2);
  point << 0.5f, -1.f;
  const double s = 0.4;
  const Raster r = binned_density(point, 160, 160, box, s);
  double mean[2] = {0, 0}, square[2] = {0, 0};
  for (int j = 0; j < 160; ++j)
    for (int i = 0; i < 160; ++i) {
      const double p = double(r.values[std::size_t(160 * j + i)]) * r.cell_area();
      const double at[2] = {-4 + (i + 0.5) * 0.05 - 0.5, -4 + (j + 0.5) * 0.05 + 1};
      for (int d = 0; d < 2; ++d) {
        mean[d] += p * at[d];
        square[d] += p * at[d] * at[d];
      }
    }
  for (int d = 0; d < 2; ++d) {
    CHECK(std::fabs(mean[d]) < 0.0251); // the point counts at its cell's centre
    // The kernel ends at 4 spreads, beyond which lies 0.0011 of the variance.
    CHECK(square[d] - mean[d] * mean[d] == Approx(s * s).epsilon(0.0015));
  }
}

TEST_CASE("the density of many points is their law's, blurred") {
  const int n = 200000;
  const double spread = 0.9, s = 0.2, total = spread * spread + s * s;
  const Raster r = binned_density(normal_points(n, spread), 64, 64, box, s),
               exact = gaussian(64, std::sqrt(total));
  // The variance of the estimate is p / (n 4 pi s^2) at most; 5 of its roots, and the cell's own
  // width adds h^2 / 12 to the variance of each coordinate.
  const double peak = 1 / (2 * M_PI * total);
  const double noise = 5 * std::sqrt(peak / (n * 4 * M_PI * s * s)), wider = 0.125 * 0.125 / 12;
  for (std::size_t k = 0; k < r.values.size(); ++k)
    CHECK(r.values[k] == Approx(double(exact.values[k])).margin(noise + peak * wider / total));
}

TEST_CASE("a density refuses what has none") {
  CHECK_THROWS_WITH(binned_density(Batch<float>(0, 2), 8, 8, box, 0.1),
                    Catch::Contains("at least one point"));
  CHECK_THROWS_WITH(binned_density(normal_points(3, 1), 1, 8, box, 0.1), Catch::Contains("cells"));
  CHECK_THROWS_WITH(binned_density(normal_points(3, 1), 8, 8, box, -1),
                    Catch::Contains("bandwidth"));
  CHECK_THROWS_WITH(levels_of_mass(raster_of(4, [](double, double) { return 0.; }), {0.5}),
                    Catch::Contains("without mass"));
}

TEST_CASE("the level around a share of a Gaussian's mass is a circle of the right radius") {
  const double spread = 0.8;
  const int n = 128;
  const Raster r = gaussian(n, spread);
  const std::vector<double> shares{0.1, 0.5, 0.9};
  const std::vector<double> levels = levels_of_mass(r, shares);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const double radius = spread * std::sqrt(-2 * std::log(1 - shares[k])), cell = 8. / n;
    const Polylines lines = contours(r, levels[k]);
    REQUIRE(lines.ends.size() == 1);
    CHECK(lines.points.front() == lines.points.back());
    // Between cells the height is taken as linear: h^2 / 8 of its curvature over its slope, which
    // is about 1 / radius. And the cells above the level are as many as a circle's area, but for
    // the lattice points near its edge: some 16 of them, at radii of up to 30 cells.
    const double error = cell * cell / (8 * radius) + 16 * cell * cell / (2 * M_PI * radius);
    for (const Point& p : lines.points) CHECK(p.norm() == Approx(radius).margin(error));
  }
}
