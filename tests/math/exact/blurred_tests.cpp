#include "catch.hpp"
#include "fm/exact/coupled_gaussians.hpp"
#include "fm/exact/fields.hpp"

using namespace fm;

namespace {
Eigen::Matrix2d leaning(double scale) {
  return (Eigen::Matrix2d() << 1.2, 0.5, 0.5, 0.7).finished() * scale;
}
const GaussianMixture data{{{0.6, Point(1.2, 0.4), leaning(0.2)},
                            {0.4, Point(-0.6, 1.1), 0.05 * Eigen::Matrix2d::Identity()}}};
const std::vector<Point> places{Point(0.3, 0.2), Point(1.4, 0.9), Point(-0.9, 1)};
} // namespace

TEST_CASE("a blurred copy: the density moves with the field, and its slope is the score") {
  constexpr double h = 1e-5;
  std::vector<double> w;
  const auto holds = [&](const auto& schedule) {
    const Blurred<std::decay_t<decltype(schedule)>> blurred{schedule, 0.7};
    const auto at = [&](const Point& x, double t) {
      return blurred_marginal(data, blurred, x, t, w);
    };
    const auto p = [&](const Point& x, double t) { return std::exp(at(x, t).log_density); };
    for (double t : {0.15, 0.5, 0.9})
      for (const Point& x : places) {
        // d_t p + div(p u) = 0
        double sum = (p(x, t + h) - p(x, t - h)) / (2 * h), size = std::fabs(sum);
        for (int j = 0; j < 2; ++j) {
          const Point e = h * Point::Unit(j);
          const double flux =
              (p(x + e, t) * at(x + e, t).velocity[j] - p(x - e, t) * at(x - e, t).velocity[j]) /
              (2 * h);
          CHECK((p(x + e, t) - p(x - e, t)) / (2 * h) ==
                Approx(p(x, t) * at(x, t).score[j]).epsilon(1e-6).margin(1e-9));
          sum += flux, size += std::fabs(flux);
        }
        CHECK(std::fabs(sum) < 1e-6 * size);
      }
  };
  holds(CondOT{});
  holds(Cosine{});
}

TEST_CASE("a blurred copy begins as the data's law, wider, and ends as the data's law") {
  std::vector<double> w;
  const Blurred<CondOT> blurred{{}, 0.5};
  GaussianMixture wider = data;
  for (Gaussian& g : wider.components) g.covariance += 0.25 * Eigen::Matrix2d::Identity();
  for (const Point& x : places) {
    CHECK(blurred_marginal(data, blurred, x, 0, w).log_density ==
          Approx(log_density(wider, x).value));
    CHECK(blurred_marginal(data, blurred, x, 1, w).log_density ==
          Approx(log_density(data, x).value));
  }
}

TEST_CASE("a blurred copy of one Gaussian is a pair of Gaussians whose cross-covariance is the "
          "data's") {
  const Point mean(0.8, -0.3);
  const double width = 0.6;
  const Eigen::Matrix2d c = leaning(0.4), wide = c + width * width * Eigen::Matrix2d::Identity();
  const CoupledGaussians pairs({mean, wide}, {mean, c}, c);
  std::vector<double> w;
  for (double t : {0., 0.3, 0.8, 1.})
    for (const Point& x : places) {
      const Marginal m = blurred_marginal({{{1, mean, c}}}, Blurred<CondOT>{{}, width}, x, t, w);
      const LinearField field = pairs.at(t);
      CHECK((m.velocity - field(x)).norm() < 1e-12);
      CHECK((m.covariance - field.covariance).norm() < 1e-12);
      CHECK(((1 - t) * m.noise + t * m.data - x).norm() < 1e-12);
    }
}

TEST_CASE("a blurred copy: nothing is left to learn without blur, and more the wider it is") {
  std::vector<double> w;
  for (double t : {0., 0.4, 1.})
    for (const Point& x : places) {
      const Marginal m = blurred_marginal(data, Blurred<CondOT>{}, x, t, w);
      CHECK(m.velocity.norm() == 0);
      CHECK((m.data - x).norm() < 1e-12);
    }
  CHECK(irreducible_loss(data, Blurred<CondOT>{}, 6) == 0);
  double before = 0;
  for (double width : {0.1, 0.4, 1.2}) {
    const double left = irreducible_loss(data, Blurred<CondOT>{{}, width}, 12);
    CHECK(left > 2 * before);
    before = left;
  }
  // One round Gaussian: E Var(width z | x_t), width^2 c / (c + s^2 width^2) over s in [0, 1].
  const double c = 0.3, width = 0.9;
  const GaussianMixture round{{{1, Point(1, 0), c * Eigen::Matrix2d::Identity()}}};
  CHECK(irreducible_loss(round, Blurred<CondOT>{{}, width}, 20) ==
        Approx(width * std::sqrt(c) * std::atan(width / std::sqrt(c))).epsilon(1e-12));
}

TEST_CASE("a blurred copy's field is refused what it cannot be") {
  const AnySchedule straight{CondOT{}};
  CHECK_THROWS_WITH(BlurredField(data, -0.1, straight), Catch::Contains("width of a blur"));
  CHECK_THROWS_WITH(BlurredField(data, std::nan(""), straight), Catch::Contains("width of a blur"));
  CHECK_THROWS_WITH(BlurredField(data, 0.5, AnySchedule{LinearVP{}}),
                    Catch::Contains("no bounded velocity"));
  CHECK_THROWS_AS(BlurredField(GaussianMixture{}, 0.5, straight), Error);
  BlurredField field(data, 0.5, straight);
  CHECK_FALSE(field.from_normal());
  Batch<float> x(1, 2);
  x << 0.3f, 0.2f;
  float log_p = 0;
  const Marginal m = field.at(places[0], 0.5);
  CHECK(field.velocity(x, 0.5, &log_p)(0, 1) == Approx(m.velocity[1]));
  CHECK(log_p == Approx(m.log_density));
}
