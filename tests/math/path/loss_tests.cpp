#include "catch.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/path/loss.hpp"

using namespace fm;

TEST_CASE("conditional and marginal flow matching have the same gradient in expectation") {
  // Data: eight Gaussians, whose marginal velocity is known. Model: v = a x + b t + c for each
  // coordinate; its gradient is linear in the target, so both gradients can be estimated on the
  // same samples and compared.
  const GaussianMixture data = GaussianMixture::of(eight_gaussians_ring);
  const AffinePath<CondOT> path{};
  const double a = 0.3, b = -0.7, c = 0.2;
  constexpr int n = 40000;
  Random random(3);
  Eigen::Array3d sum = Eigen::Array3d::Zero(), squares = Eigen::Array3d::Zero();
  double worst_gap = 0;
  for (int i = 0; i < n; ++i) {
    const auto p0 = sample_point(Distribution::gaussian, random),
               p1 = sample_point(Distribution::eight_gaussians, random);
    const double t = random.uniform();
    const auto s = path.sample(Point(p0[0], p0[1]), Point(p1[0], p1[1]), t);
    const Point exact = mixture_marginal(data, path.schedule, s.x_t, t).velocity;
    const Point v = a * s.x_t + Point::Constant(b * t + c);
    const auto gradient = [&](const Point& target) -> Eigen::Array3d {
      const Point d = 2 * (v - target);
      return {d.dot(s.x_t), d.sum() * t, d.sum()};
    };
    const Eigen::Array3d difference = gradient(s.u_t) - gradient(exact);
    sum += difference;
    squares += difference.square();
    worst_gap = worse(worst_gap, difference.abs().maxCoeff());
  }
  const Eigen::Array3d mean = sum / n,
                       error = (squares / n - mean.square()).sqrt() / std::sqrt(double(n));
  for (int k = 0; k < 3; ++k) CHECK(std::fabs(mean[k]) < 4.5 * error[k]);
  CHECK(worst_gap > 1); // pair by pair they differ a lot; only the means agree
}

TEST_CASE("the loss is a mean of squares and its gradient is its derivative") {
  Random random(6);
  Batch<double> v(4, 2), u(4, 2);
  for (Eigen::Index i = 0; i < v.size(); ++i)
    v.data()[i] = random.normal(), u.data()[i] = random.normal();
  CHECK(cfm_loss(u, u) == 0);
  CHECK(cfm_loss(Batch<double>(u.array() + 3), u) == Approx(9));
  const Batch<double> g = cfm_loss_gradient(v, u);
  constexpr double h = 1e-6;
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    Batch<double> up = v, down = v;
    up.data()[i] += h;
    down.data()[i] -= h;
    CHECK(g.data()[i] == Approx((cfm_loss(up, u) - cfm_loss(down, u)) / (2 * h)).epsilon(1e-7));
  }
}

TEST_CASE("smooth L1 is quadratic inside beta, linear outside, and continuous between") {
  const double beta = 0.1;
  const auto at = [&](double e) { return weighted_smooth_l1(e, 0., 1., beta); };
  CHECK(at(0.05) == Approx(0.05 * 0.05 / 0.2));
  CHECK(at(-0.05) == at(0.05));
  CHECK(at(2) == Approx(2 - 0.05));
  CHECK(at(beta) == Approx(beta / 2));
  CHECK(at(beta + 1e-9) == Approx(at(beta - 1e-9)).epsilon(1e-6));
}

TEST_CASE("the end weight has mean 1 and vanishes at both ends") {
  Times<double> t(3);
  t << 0, 0.5, 1;
  const Times<double> w = end_weight(t);
  CHECK(w.mean() == Approx(1));
  CHECK(w[0] == 0);
  CHECK(w[2] == 0);
}

TEST_CASE("the loss by time is the loss, cut into slices") {
  Random random(2);
  constexpr int n = 500;
  Batch<double> v(n, 2), u(n, 2);
  Times<double> t(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    t[i] = i == 0 ? 1 : 0.75 * random.uniform();
    for (Eigen::Index j = 0; j < 2; ++j) v(i, j) = random.normal(), u(i, j) = v(i, j) + 2 * t[i];
  }
  const TimeBins bins = cfm_loss_by_time(v, u, t, 4);
  double sum = 0;
  int count = 0;
  for (std::size_t b = 0; b < 4; ++b) sum += bins.loss[b] * bins.count[b], count += bins.count[b];
  CHECK(count == n);
  CHECK(bins.count[3] == 1); // t = 1 belongs to the last slice
  CHECK(bins.loss[3] == Approx(4));
  CHECK(sum / n == Approx(cfm_loss(v, u)));
  CHECK(bins.loss[0] < bins.loss[1]);
  t[3] = 1.5;
  CHECK_THROWS_WITH(cfm_loss_by_time(v, u, t, 4), Catch::Contains("t lies in"));
}
