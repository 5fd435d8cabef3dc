#include "catch.hpp"
#include "fm/data/distributions.hpp"
#include "fm/measure/metrics.hpp"
#include "fm/measure/trajectories.hpp"

using namespace fm;

namespace {
Batch<double> draw(Distribution kind, Eigen::Index n, std::uint64_t seed) {
  Random random(seed);
  return sample<double>(kind, n, random);
}
Batch<double> moved(const Batch<double>& x, double dx, double dy) {
  Batch<double> y = x;
  y.col(0).array() += dx;
  y.col(1).array() += dy;
  return y;
}
} // namespace

TEST_CASE("a set moved by a is |a| away: W1, W2, Gaussian W2; sliced W2 sees |a| / sqrt(2)") {
  const Batch<double> x = draw(Distribution::moons, 200, 1), y = moved(x, 3, 4);
  CHECK(wasserstein_1(x, y) == Approx(5).epsilon(1e-5));
  CHECK(wasserstein_2(x, y) == Approx(5).epsilon(1e-6));
  CHECK(gaussian_wasserstein_2(fit_gaussian(x), fit_gaussian(y)) == Approx(5).epsilon(1e-9));
  Random random(2);
  CHECK(sliced_wasserstein_2(x, y, 4000, random) == Approx(5 / std::sqrt(2.)).epsilon(0.02));
  CHECK(wasserstein_2(x, x) == 0);
  CHECK(wasserstein_1(x, x) == 0);
  CHECK(sliced_wasserstein_2(x, x, 10, random) == 0);
}

TEST_CASE("W1 and W2 are metrics: symmetric, and no detour is shorter") {
  const Batch<double> a = draw(Distribution::moons, 100, 1), b = draw(Distribution::ring, 100, 2),
                      c = draw(Distribution::gaussian, 100, 3);
  for (auto* metric : {&wasserstein_1<double>, &wasserstein_2<double>}) {
    CHECK(metric(a, b) == Approx(metric(b, a)).epsilon(1e-5));
    CHECK(metric(a, b) <= metric(a, c) + metric(c, b) + 1e-5);
  }
  CHECK(wasserstein_1(a, b) <= wasserstein_2(a, b) + 1e-6); // Jensen
}

TEST_CASE("W2 between Gaussians: the closed form, also where they do not commute") {
  GaussianFit a{Eigen::Vector2d(0, 0), Eigen::Matrix2d::Identity()},
      b{Eigen::Vector2d(3, 4), 4 * Eigen::Matrix2d::Identity()};
  CHECK(gaussian_wasserstein_2(a, b) == Approx(std::sqrt(25. + 2)));
  a.covariance << 2, 1, 1, 1;
  b.covariance << 1, -0.5, -0.5, 3;
  // In two dimensions tr (AB)^1/2 = sqrt(tr AB + 2 sqrt(det AB)).
  const Eigen::Matrix2d ab = a.covariance * b.covariance;
  const double cross = std::sqrt(ab.trace() + 2 * std::sqrt(ab.determinant()));
  CHECK(gaussian_wasserstein_2(a, b) ==
        Approx(std::sqrt(25 + a.covariance.trace() + b.covariance.trace() - 2 * cross)));
}

TEST_CASE(
    "energy distance and MMD have mean 0 between equal distributions, and rise with the shift") {
  double energy = 0, kernel = 0;
  constexpr int repeats = 30;
  for (std::uint64_t k = 0; k < repeats; ++k) {
    const Batch<double> x = draw(Distribution::moons, 60, 2 * k),
                        y = draw(Distribution::moons, 60, 2 * k + 1);
    energy += energy_distance(x, y) / repeats;
    kernel += mmd(x, y, 1) / repeats;
  }
  CHECK(energy == Approx(0).margin(0.02));
  CHECK(kernel == Approx(0).margin(0.005));
  const Batch<double> x = draw(Distribution::moons, 200, 1), y = draw(Distribution::moons, 200, 2);
  double last_energy = energy_distance(x, y), last_kernel = mmd(x, y, 1);
  for (double shift : {0.5, 1., 2.}) {
    const double e = energy_distance(x, moved(y, shift, 0)), k = mmd(x, moved(y, shift, 0), 1);
    CHECK(e > last_energy);
    CHECK(k > last_kernel);
    last_energy = e, last_kernel = k;
  }
  // Far apart the energy distance is 2 |a| less what the sets spread.
  CHECK(energy_distance(x, moved(y, 1e4, 0)) == Approx(2e4).epsilon(1e-3));
  CHECK(median_distance(draw(Distribution::gaussian, 400, 4)) ==
        Approx(std::sqrt(4 * std::log(2))).epsilon(0.05));
}

TEST_CASE("biased estimates are of the sets as they are: at least 0, 0 for equal sets, by hand") {
  constexpr Statistic biased = Statistic::biased;
  for (std::uint64_t k = 0; k < 20; ++k) {
    const Batch<double> x = draw(Distribution::moons, 30, 2 * k),
                        y = draw(Distribution::moons, 20, 2 * k + 1);
    CHECK(energy_distance(x, y, biased) > 0);
    CHECK(mmd(x, y, 0.7, biased) > 0);
    CHECK(energy_distance(x, x, biased) == Approx(0).margin(1e-14));
    CHECK(mmd(x, x, 0.7, biased) == Approx(0).margin(1e-15));
  }
  // {0, 2} and {1}: 2 E|x - y| = 2, E|x - x'| = 1 over all four pairs, 0 of the single one.
  Batch<double> x(2, 1), y(1, 1);
  x << 0, 2;
  y << 1;
  CHECK(energy_distance(x, y, biased) == 1);
  const double near = std::exp(-0.5), far = std::exp(-2.);
  CHECK(mmd(x, y, 1, biased) == Approx((1 + far) / 2 + 1 - 2 * near).epsilon(1e-14));
  CHECK_THROWS_WITH(energy_distance(x, y), Catch::Contains("at least 2"));
  // Unbiased of two and two, by hand: |x - x'| = 2 and |y - y'| = 4, across 1, 3, 1, 3 .. = 2.
  Batch<double> z(2, 1);
  z << -1, 3;
  CHECK(energy_distance(x, z) == 2 * 2 - 2 - 4);
  CHECK(energy_distance(x, z, biased) == 2 * 2 - 1 - 2);
}

TEST_CASE("sliced W2 at given directions: along an axis the axis alone, and their mean square") {
  const Batch<double> x = draw(Distribution::moons, 80, 1), y = draw(Distribution::ring, 80, 2);
  Batch<double> axes(2, 2), first(1, 2), second(1, 2);
  axes << 3, 0, 0, -1e200; // of any length
  first = axes.row(0), second = axes.row(1);
  const double a = sliced_wasserstein_2(x, y, first), b = sliced_wasserstein_2(x, y, second);
  CHECK(a == Approx(wasserstein_2(Batch<double>(x.col(0)), Batch<double>(y.col(0)))).epsilon(1e-6));
  CHECK(sliced_wasserstein_2(x, y, axes) == Approx(std::sqrt((a * a + b * b) / 2)).epsilon(1e-14));
  CHECK(sliced_wasserstein_2(x, moved(x, 3, 4), axes) == Approx(5 / std::sqrt(2.)));
  // The random ones are such directions.
  Random random(5), again(5);
  Batch<double> drawn(7, 2);
  for (double& z : drawn.reshaped<Eigen::RowMajor>()) z = random.normal();
  CHECK(sliced_wasserstein_2(x, y, 7, again) ==
        Approx(sliced_wasserstein_2(x, y, drawn)).epsilon(1e-14));
  CHECK_THROWS_WITH(sliced_wasserstein_2(x, y, Batch<double>::Zero(1, 2)),
                    Catch::Contains("not 0"));
  CHECK_THROWS_WITH(sliced_wasserstein_2(x, y, Batch<double>::Ones(1, 3)),
                    Catch::Contains("coordinates"));
  CHECK_THROWS_WITH(sliced_wasserstein_2(x, y, Batch<double>(0, 2)), Catch::Contains("directions"));
}

TEST_CASE("the median distance is that of all rows, however they are sorted") {
  Random random(4);
  for (Eigen::Index n : {2, 999, 1000, 1001, 1999, 4000, 20000}) {
    INFO(n);
    Batch<double> line(n, 1); // in order, from 0 to 1: the median of |x - y| is 1 - sqrt(1/2)
    for (Eigen::Index i = 0; i < n; ++i) line(i, 0) = double(i) / double(n - 1);
    const double sorted = median_distance(line);
    if (n > 2) CHECK(sorted == Approx(1 - std::sqrt(0.5)).epsilon(0.01));
    if (n == 2) CHECK(sorted == 1);
    for (Eigen::Index i = n - 1; i > 0; --i)
      line.row(i).swap(line.row(Eigen::Index(random.below(std::uint32_t(i + 1)))));
    CHECK(median_distance(line) == Approx(sorted).epsilon(0.06));
  }
  // Three places, one after the other: of all pairs a third are at one place, and 4/9 are 10 apart.
  Batch<double> places(3000, 1);
  for (Eigen::Index i = 0; i < 3000; ++i) places(i, 0) = 10. * double(i / 1000);
  CHECK(median_distance(places) == 10);
  CHECK_THROWS_WITH(median_distance(Batch<double>(1, 2)), Catch::Contains("at least 2"));
}

TEST_CASE("every distance stands beside its floor, which falls with n and is not 0") {
  double before = 1e9;
  for (Eigen::Index n : {32, 128, 512}) {
    const Measured w = with_floor(wasserstein_2<double>, draw(Distribution::gaussian, n, 1),
                                  draw(Distribution::moons, n, 2), draw(Distribution::moons, n, 3));
    CHECK(w.value > w.floor);
    CHECK(w.floor > 0.05);
    CHECK(w.floor < before);
    before = w.floor;
  }
  const Batch<double> two = draw(Distribution::moons, 2, 1);
  CHECK_THROWS_WITH(with_floor(wasserstein_2<double>, draw(Distribution::ring, 3, 1), two, two),
                    Catch::Contains("same number"));
  CHECK_THROWS_WITH(mmd(two, two, 0), Catch::Contains("bandwidth"));
  CHECK_THROWS_WITH(energy_distance<double>(Batch<double>::Zero(1, 2), two),
                    Catch::Contains("at least 2"));
  CHECK_THROWS_WITH(wasserstein_2(two, Batch<double>(2, 3)), Catch::Contains("coordinates"));
}

namespace {
// n trajectories x(t) = f(i, t), at steps + 1 times.
template <class F> Trajectories<double> bundle(Eigen::Index n, int steps, F&& f) {
  Trajectories<double> t{uniform_grid(0, 1, steps), {}};
  for (double time : t.times) {
    Batch<double>& x = t.states.emplace_back(n, 2);
    for (Eigen::Index i = 0; i < n; ++i) x.row(i) = f(i, time).transpose();
  }
  return t;
}
} // namespace

TEST_CASE("straight lines at constant speed: straightness 0, no turning, length of the gap") {
  const auto lines =
      bundle(5, 10, [](Eigen::Index i, double t) { return Point(3 * t, 4 * t + double(i)); });
  CHECK(straightness(lines) == Approx(0).margin(1e-25));
  CHECK(total_curvature(lines) == Approx(0).margin(1e-6));
  CHECK(path_length(lines) == Approx(5));
  CHECK(crossings(lines) == 0);
}

TEST_CASE("a half circle turns by pi, is pi / 2 times its diameter long, and is not straight") {
  const auto arcs = bundle(3, 400, [](Eigen::Index i, double t) {
    const double a = std::numbers::pi * t;
    return Point(-std::cos(a), std::sin(a) + 5 * double(i));
  });
  CHECK(total_curvature(arcs) == Approx(std::numbers::pi).epsilon(0.01));
  CHECK(path_length(arcs) == Approx(std::numbers::pi).epsilon(1e-3));
  // E|2 - pi (sin, cos)|^2 over the arc = pi^2 - 4.
  CHECK(straightness(arcs) == Approx(std::numbers::pi * std::numbers::pi - 4).epsilon(1e-3));
}

TEST_CASE("steps of no length do not hide the turns after them") {
  const auto corner = bundle(1, 4, [](Eigen::Index, double t) {
    return Point(std::clamp(4 * t - 1, 0., 1.), std::clamp(4 * t - 2, 0., 1.));
  });
  CHECK(total_curvature(corner) == Approx(std::numbers::pi / 2));
}

TEST_CASE("a straight line at uneven speed does not turn, but is not straight in time") {
  const auto uneven =
      bundle(2, 200, [](Eigen::Index i, double t) { return Point(t * t, double(i)); });
  CHECK(straightness(uneven) == Approx(1. / 3).epsilon(1e-3)); // the integral of (1 - 2t)^2
  CHECK(total_curvature(uneven) == Approx(0).margin(1e-6));
}

TEST_CASE("crossings count the pairs that cross as drawn, once each") {
  // n lines from (0, i) to (1, n - 1 - i): every pair crosses, at different places.
  const auto fan = bundle(6, 7, [](Eigen::Index i, double t) {
    return Point(t, (1 - t) * double(i) + t * (double(5 - i) + 0.01 * double(i * i)));
  });
  CHECK(crossings(fan) == 15);
  const auto waves = bundle(2, 100, [](Eigen::Index i, double t) {
    return Point(t, i == 0 ? 0.0123 : std::sin(20 * t)); // many times, one pair
  });
  CHECK(crossings(waves) == 1);
  CHECK_THROWS_WITH(crossings(Trajectories<double>{{0}, {Batch<double>::Zero(1, 2)}}),
                    Catch::Contains("at least two"));
  // At a vertex of both, too: two straight lines in two steps.
  CHECK(crossings(bundle(2, 2, [](Eigen::Index i, double t) {
          return Point(2 * t - 1, (2 * t - 1) * (i == 0 ? 1 : -1));
        })) == 1);
  CHECK_THROWS_WITH(straightness(Trajectories<double>{
                        {0, 0}, {Batch<double>::Zero(1, 2), Batch<double>::Zero(1, 2)}}),
                    Catch::Contains("run one way"));
}

TEST_CASE("trajectories walked backward in time are as straight, as long and as bent") {
  auto there = bundle(3, 50, [](Eigen::Index i, double t) {
    return Point(t * t, std::sin(3 * t) + 0.1 * double(i));
  });
  Trajectories<double> back = there;
  std::reverse(back.times.begin(), back.times.end());
  std::reverse(back.states.begin(), back.states.end());
  CHECK(straightness(back) == Approx(straightness(there)));
  CHECK(path_length(back) == Approx(path_length(there)));
  CHECK(total_curvature(back) == Approx(total_curvature(there)));
  CHECK(crossings(back) == crossings(there));
}
