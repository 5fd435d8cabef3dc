#include "catch.hpp"
#include "fm/exact/floor.hpp"
#include "fm/exact/jacobian.hpp"

using namespace fm;

namespace {
GaussianMixture blobs(double x, double width) {
  Eigen::Matrix2d wide = width * width * Eigen::Matrix2d::Identity(), leaning = wide;
  leaning(0, 1) = leaning(1, 0) = width * width / 2;
  return {{{0.5, Point(x, 1.1), wide}, {0.3, Point(x, -1.2), leaning}, {0.2, Point(x, 0), wide}}};
}
const GaussianMixture source = blobs(-2, 0.4), target = blobs(1.5, 0.3);
const std::vector<Point> places{Point(-0.3, 0.2), Point(0.4, -0.7), Point(1, 1)};
} // namespace

TEST_CASE("components that are paired independently are independent mixtures") {
  const Eigen::Vector3d a(0.5, 0.3, 0.2);
  const CoupledMixtures product{source, target, a * a.transpose()};
  std::vector<double> w, v;
  for (double t : {0., 0.3, 0.8})
    for (const Point& x : places) {
      const Marginal m = mixture_marginal(product, CondOT{}, x, t, w),
                     n = mixture_marginal(source, target, CondOT{}, x, t, v);
      CHECK((m.velocity - n.velocity).norm() < 1e-13);
      CHECK((m.covariance - n.covariance).norm() < 1e-12);
      CHECK(m.log_density == Approx(n.log_density));
      CHECK(w == v);
    }
}

TEST_CASE("coupled mixtures: the density moves with the field, and its slope is the score") {
  constexpr double h = 1e-5;
  std::vector<double> w;
  for (double share : {0.3, 0.9, 1.}) {
    const CoupledMixtures ends = CoupledMixtures::between(source, target, share);
    const auto at = [&](const Point& x, double t) {
      return mixture_marginal(ends, Cosine{}, x, t, w);
    };
    const auto p = [&](const Point& x, double t) { return std::exp(at(x, t).log_density); };
    for (double t : {0.2, 0.6})
      for (const Point& x : places) {
        // d_t p + div(p u) = 0, with div(p u) = p div u + grad p . u
        const Marginal m = at(x, t);
        double size = 0, sum = (p(x, t + h) - p(x, t - h)) / (2 * h);
        size += std::fabs(sum);
        const Eigen::Matrix2d slope = mixture_jacobian(ends, Cosine{}, x, t);
        for (int j = 0; j < 2; ++j) {
          const Point e = h * Point::Unit(j);
          const double d_p = (p(x + e, t) - p(x - e, t)) / (2 * h);
          const Point d_u = (at(x + e, t).velocity - at(x - e, t).velocity) / (2 * h);
          CHECK((d_u - slope.col(j)).norm() < 1e-6 * (1 + d_u.norm()));
          CHECK(d_p == Approx(p(x, t) * m.score[j]).epsilon(1e-6).margin(1e-9));
          sum += d_u[j] * p(x, t) + d_p * m.velocity[j];
          size += std::fabs(d_u[j] * p(x, t)) + std::fabs(d_p * m.velocity[j]);
        }
        CHECK(std::fabs(sum) < 1e-6 * size);
      }
  }
}

TEST_CASE("coupled mixtures have the same ends whatever the coupling, and p_t of its pairs") {
  for (double share : {0., 0.5, 1.}) {
    const CoupledMixtures ends = CoupledMixtures::between(source, target, share);
    std::vector<double> w;
    for (const Point& x : places) {
      CHECK(mixture_marginal(ends, CondOT{}, x, 0, w).log_density ==
            Approx(log_density(source, x).value));
      CHECK(mixture_marginal(ends, CondOT{}, x, 1, w).log_density ==
            Approx(log_density(target, x).value));
      CHECK(mixture_marginal(ends, CondOT{}, x, 0.4, w).log_density ==
            Approx(log_density(mixture_at(ends, CondOT{}, 0.4), x).value));
    }
  }
}

TEST_CASE("optimal pairs of components do not cross, and the floor falls with every step to them") {
  const CoupledMixtures best = CoupledMixtures::between(source, target, 1);
  // Equal weights in the same order from top to bottom: each to its own.
  CHECK((best.joint - Eigen::Vector3d(0.5, 0.3, 0.2).asDiagonal().toDenseMatrix()).norm() < 1e-12);
  double before = irreducible_loss(source, target, CondOT{}, 16);
  for (double share : {0.25, 0.5, 0.75, 1.}) {
    const double floor =
        irreducible_loss(CoupledMixtures::between(source, target, share), CondOT{}, 16);
    CHECK(floor < before);
    before = floor;
  }
}

TEST_CASE("a coupling of components that does not keep their weights is refused") {
  const auto refused = [](const Eigen::MatrixXd& joint, const std::string& why) {
    std::vector<double> w;
    CHECK_THROWS_WITH(
        mixture_marginal(CoupledMixtures{source, target, joint}, CondOT{}, Point(0, 0), 0.5, w),
        Catch::Contains(why));
  };
  refused(Eigen::MatrixXd::Constant(3, 3, 1. / 9), "keeps the weights");
  refused(Eigen::MatrixXd::Constant(2, 3, 1. / 6), "a row a component");
  Eigen::MatrixXd negative = Eigen::Vector3d(0.5, 0.3, 0.2).asDiagonal();
  negative(0, 0) += 0.1, negative(1, 1) += 0.1, negative(0, 1) -= 0.1, negative(1, 0) -= 0.1;
  refused(negative, "none is negative");
  negative(0, 0) = std::nan("");
  refused(negative, "keeps the weights");
  for (double share : {-0.1, 1.1, std::nan("")})
    CHECK_THROWS_WITH(CoupledMixtures::between(source, target, share),
                      Catch::Contains("lies in [0, 1]"));
}
