#include "catch.hpp"
#include "fm/data/cloud.hpp"
#include "fm/data/density.hpp"

using namespace fm;

namespace {
std::vector<Distribution> all() {
  std::vector<Distribution> kinds;
  for (std::size_t k = 0; k < distribution_names.size(); ++k) kinds.push_back(Distribution(k));
  return kinds;
}
}

TEST_CASE("each density integrates to 1, and the samples follow it") {
  constexpr double half = 8, cell = 0.02;
  constexpr int n = 40000;
  for (Distribution kind : all()) {
    if (!has_density(kind)) continue;
    INFO(distribution_names[std::size_t(kind)]);
    // Total mass, and the mass of one region that is lopsided for all of them, on a grid.
    const auto inside = [](double x, double y) { return x > 0.3 && y < x; };
    double total = 0, region = 0;
    for (double x = -half + cell / 2; x < half; x += cell)
      for (double y = -half + cell / 2; y < half; y += cell) {
        const double p = std::exp(log_density(kind, Point(x, y)).value) * cell * cell;
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

TEST_CASE(
    "all but the swiss roll are centred on 0 within the noise of the sample, and fit the view") {
  constexpr int n = 20000;
  for (Distribution kind : all()) {
    INFO(distribution_names[std::size_t(kind)]);
    Random random(2);
    const auto points = sample<double>(kind, n, random);
    const double spread = std::sqrt(points.squaredNorm() / n);
    if (kind != Distribution::swiss_roll)
      CHECK(points.colwise().mean().norm() < 5 * spread / std::sqrt(double(n)));
    CHECK(points.allFinite());
    CHECK((points.cwiseAbs().rowwise().maxCoeff().array() < 4.5).cast<double>().mean() > 0.999);
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
    CHECK(std::min(to_upper, to_lower) < 6 * thin_noise);
    upper += to_upper < to_lower;
  }
  CHECK(upper == Approx(2000).margin(5 * std::sqrt(1000.) +
                                     60)); // where they come close a few are miscounted
}

TEST_CASE("moons refuse to give a density, with a reason") {
  CHECK_THROWS_WITH(log_density(Distribution::moons, Point(0, 0)),
                    Catch::Contains("choose another source"));
}

TEST_CASE("the gradient of a log density is its derivative") {
  constexpr double h = 1e-6;
  GaussianMixture slanted = GaussianMixture::of({3, 1, 0.5});
  slanted.components[1].covariance << 0.9, -0.4, -0.4, 0.3;
  for (const Point& x : {Point(0.3, -0.2), Point(1.1, 2.4), Point(-2.3, 0.9)}) {
    const auto check = [&](auto&& p) {
      for (int j = 0; j < 2; ++j) {
        Point e = Point::Zero();
        e[j] = h;
        const double slope = (p(x + e).value - p(x - e).value) / (2 * h);
        CHECK(p(x).gradient[j] == Approx(slope).epsilon(1e-6).margin(1e-6));
      }
    };
    check([&](const Point& y) { return log_density(slanted, y); });
    for (Distribution kind : all())
      if (has_density(kind) && log_density(kind, x).value > -1e6) {
        INFO(distribution_names[std::size_t(kind)]);
        check([&](const Point& y) { return log_density(kind, y); });
      }
  }
}

TEST_CASE("far from the circles their density is tiny, not nothing; at their centre, finite") {
  const LogDensity far = log_density(Distribution::circles, Point(30, 0));
  CHECK(std::isfinite(log_density(Distribution::circles, Point(0, 0)).value));
  CHECK(far.value == Approx(-(27.2 * 27.2) / 0.02).epsilon(1e-3));
  CHECK(far.gradient[0] == Approx(-2720).epsilon(1e-3));
}

TEST_CASE("labels are the classes, and do not change the points") {
  for (Distribution kind : all()) {
    INFO(distribution_names[std::size_t(kind)]);
    Random a(5), b(5);
    const DataSet<double> set = sample_set<double>(kind, 3000, a);
    CHECK((set.points - sample<double>(kind, 3000, b)).norm() == 0);
    std::vector<int> count(std::size_t(classes_of(kind)), 0);
    for (int label : set.label) ++count.at(std::size_t(label));
    for (int c : count)
      CHECK(c == Approx(3000. / classes_of(kind)).margin(5 * std::sqrt(3000. / classes_of(kind))));
  }
}

TEST_CASE("a Gaussian mixture is sampled with its weights, means and covariances") {
  GaussianMixture g = GaussianMixture::of({2, 2, 0.3});
  g.components[0].weight = 0.25, g.components[1].weight = 0.75;
  g.components[1].covariance << 0.5, 0.2, 0.2, 0.1;
  g.require_valid();
  constexpr int n = 40000;
  Random random(1);
  const Batch<double> x = sample<double>(g, n, random);
  Eigen::RowVector2d mean = Eigen::RowVector2d::Zero();
  int second = 0;
  for (Eigen::Index i = 0; i < n; ++i)
    if (x(i, 0) < 0) mean += x.row(i), ++second;
  CHECK(second == Approx(0.75 * n).margin(5 * std::sqrt(n * 0.19) + 0.003 * n));
  mean /= second;
  Eigen::Matrix2d cov = Eigen::Matrix2d::Zero();
  for (Eigen::Index i = 0; i < n; ++i)
    if (x(i, 0) < 0) cov += (x.row(i) - mean).transpose() * (x.row(i) - mean) / second;
  CHECK((cov - g.components[1].covariance).norm() < 0.03);
  g.components[0].weight = 0.5;
  CHECK_THROWS_WITH(g.require_valid(), Catch::Contains("sum to 1"));
  g.components[0].weight = 0.25;
  g.components[0].covariance << 1, 2, 2, 1;
  CHECK_THROWS_WITH(g.require_valid(), Catch::Contains("semidefinite"));
}

TEST_CASE("a picture is sampled where it is dark, and its density integrates to 1") {
  const std::vector<float> darkness{0, 1, 0, 0, 3, 0}; // 3 wide, 2 high
  const Picture picture(3, 2, darkness, 3);            // a pixel is 2 x 2
  constexpr int n = 20000;
  Random random(2);
  const Batch<double> x = sample<double>(picture, n, random);
  CHECK(x.col(0).cwiseAbs().maxCoeff() <= 1);
  CHECK(x.col(1).cwiseAbs().maxCoeff() <= 2);
  CHECK((x.col(1).array() < 0).count() == Approx(0.75 * n).margin(5 * std::sqrt(n * 0.19)));
  CHECK(std::exp(picture.log_density({0.5, -1})) == Approx(0.75 / 4));
  CHECK(std::exp(picture.log_density({0.5, 1})) == Approx(0.25 / 4));
  CHECK(std::exp(picture.log_density({2.5, 1})) == 0);
  CHECK(std::exp(picture.log_density({9, 9})) == 0);
  CHECK_THROWS_WITH(Picture(2, 1, std::vector<float>{0, 0}, 1), Catch::Contains("empty"));
  CHECK_THROWS_WITH(Picture(2, 1, std::vector<float>{0, -1}, 1), Catch::Contains("at least 0"));
}

TEST_CASE("a drawing is sampled along its strokes, by length") {
  Batch<float> points(5, 2);
  points << 0, 0, 3, 0, 3, 1, -2, -2, -2, -2; // an L of length 4, and a dot
  const Drawing drawing(points, std::vector<int>{3, 5}, 0);
  constexpr int n = 20000;
  Random random(3);
  const Batch<double> x = sample<double>(drawing, n, random);
  int upright = 0, dots = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    if (x(i, 0) == -2) {
      ++dots;
      continue;
    }
    CHECK((x(i, 1) == 0 || x(i, 0) == 3));
    upright += x(i, 1) > 0;
  }
  CHECK(upright == Approx(n / 4.).margin(5 * std::sqrt(n * 0.19)));
  CHECK(dots < 30);
  // A pen that rests adds no weight.
  Batch<float> resting = Batch<float>::Zero(502, 2);
  resting(501, 0) = 1;
  const Batch<double> rest =
      sample<double>(Drawing(resting, std::vector<int>{502}, 0), 1000, random);
  CHECK(rest.col(0).mean() == Approx(0.5).margin(0.05));
  CHECK_THROWS_WITH(Drawing(points, std::vector<int>{3}, 0), Catch::Contains("last stroke"));
  CHECK_THROWS_WITH(Drawing(Batch<float>(0, 2), std::vector<int>{}, 0), Catch::Contains("empty"));
}
