#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/measure/gaussian_map.hpp"

using namespace fm;

namespace {
Eigen::MatrixXd turned(Eigen::Index d, std::uint64_t seed) { // a rotation
  Random random(seed);
  Eigen::MatrixXd q(d, d);
  for (Eigen::Index k = 0; k < d; ++k) {
    Eigen::VectorXd column(d);
    for (double& z : column) z = random.normal();
    for (int twice = 0; twice < 2; ++twice)
      for (Eigen::Index l = 0; l < k; ++l) column -= q.col(l).dot(column) * q.col(l);
    q.col(k) = column.normalized();
  }
  return q;
}
GaussianFit centred_gaussian(const Eigen::MatrixXd& covariance) {
  return {Eigen::VectorXd::Zero(covariance.rows()), covariance};
}
Eigen::MatrixXd with_variances(const Eigen::MatrixXd& q, const Eigen::VectorXd& variances) {
  const Eigen::MatrixXd c = q * variances.asDiagonal() * q.transpose();
  return (c + c.transpose()) / 2;
}
} // namespace

TEST_CASE("W2 of Gaussians of nearly equal widths is the difference of the widths") {
  for (Eigen::Index d : {1, 2, 5})
    for (double more : {1e-3, 1e-6, 1e-9}) {
      INFO("d " << d << ", wider by " << more);
      const Eigen::MatrixXd one = Eigen::MatrixXd::Identity(d, d);
      const double wider = (1 + more) * (1 + more);
      // The covariance itself holds the width to 1e-16.
      const double expected = std::sqrt(double(d)) * more, digits = 1e-15 / more + 1e-12;
      CHECK(gaussian_wasserstein_2(centred_gaussian(one), centred_gaussian(one * wider)) ==
            Approx(expected).epsilon(digits));
      Eigen::VectorXd variances(d);
      for (Eigen::Index k = 0; k < d; ++k) variances[k] = 1. / double(1 + k);
      const Eigen::MatrixXd c = with_variances(turned(d, 3), variances);
      CHECK(gaussian_wasserstein_2(centred_gaussian(c), centred_gaussian(c * wider)) ==
            Approx(more * std::sqrt(c.trace())).epsilon(10 * digits));
      CHECK(gaussian_wasserstein_2(centred_gaussian(c), centred_gaussian(c)) <= 2e-15);
    }
}

TEST_CASE("W2 of Gaussians that are flat: in one line, across, and a point") {
  Eigen::Matrix2d along, across, none = Eigen::Matrix2d::Zero();
  along << 4, 0, 0, 0;
  across << 0, 0, 0, 9;
  const auto distance = [](const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
    return gaussian_wasserstein_2(centred_gaussian(a), centred_gaussian(b));
  };
  CHECK(distance(along, across) == Approx(std::sqrt(4. + 9)).epsilon(1e-14));
  CHECK(distance(along, 4 * along) == Approx(2).epsilon(1e-14));
  CHECK(distance(along, none) == Approx(2).epsilon(1e-14));
  CHECK(distance(none, none) == 0);
  // Widths a millionth of the widest count with all their digits.
  const Eigen::MatrixXd q = turned(2, 5);
  CHECK(distance(Eigen::Vector2d(1, 1e-12).asDiagonal(), Eigen::Vector2d(1, 4e-12).asDiagonal()) ==
        Approx(1e-6).epsilon(1e-8));
  CHECK(distance(with_variances(q, Eigen::Vector2d(1, 1e-6)),
                 with_variances(q, Eigen::Vector2d(1, 4e-6))) == Approx(1e-3).epsilon(1e-8));
}

TEST_CASE("W2 of Gaussians in five dimensions: symmetric, as in another frame, and E|x - T x|^2") {
  const Eigen::MatrixXd q = turned(5, 7), r = turned(5, 8);
  Eigen::VectorXd a(5), b(5);
  a << 3, 1, 0.5, 0.2, 0.01;
  b << 2, 2, 1, 0.1, 0.3;
  const Eigen::MatrixXd A = with_variances(q, a), B = with_variances(r, b);
  const double there = gaussian_wasserstein_2(centred_gaussian(A), centred_gaussian(B));
  CHECK(gaussian_wasserstein_2(centred_gaussian(B), centred_gaussian(A)) ==
        Approx(there).epsilon(1e-13));
  const Eigen::MatrixXd s = turned(5, 9), A_s = s * A * s.transpose(), B_s = s * B * s.transpose();
  CHECK(gaussian_wasserstein_2(centred_gaussian((A_s + A_s.transpose()) / 2),
                               centred_gaussian((B_s + B_s.transpose()) / 2)) ==
        Approx(there).epsilon(1e-13));
  // tr A + tr B - 2 tr (A^1/2 B A^1/2)^1/2, with the roots by Newton's iteration.
  const auto root = [](const Eigen::MatrixXd& m) {
    Eigen::MatrixXd y = m, z = Eigen::MatrixXd::Identity(5, 5); // Denman and Beavers 1976
    for (int k = 0; k < 60; ++k) {
      const auto inverse = [](const Eigen::MatrixXd& w) { // by Gauss and Jordan
        Eigen::MatrixXd both(5, 10);
        both << w, Eigen::MatrixXd::Identity(5, 5);
        for (Eigen::Index p = 0; p < 5; ++p) {
          both.row(p) /= double(both(p, p));
          for (Eigen::Index o = 0; o < 5; ++o)
            if (o != p) both.row(o) -= double(both(o, p)) * both.row(p);
        }
        return Eigen::MatrixXd(both.rightCols(5));
      };
      const Eigen::MatrixXd next = (y + inverse(z)) / 2;
      z = (z + inverse(y)) / 2;
      y = next;
    }
    return y;
  };
  const Eigen::MatrixXd half = root(A), cross = root(half * B * half);
  CHECK(there == Approx(std::sqrt(A.trace() + B.trace() - 2 * cross.trace())).epsilon(1e-9));
}

TEST_CASE("a Gaussian is fitted to finite points and compared when it is one") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                   infinity = std::numeric_limits<double>::infinity();
  Batch<double> x(3, 2);
  x << 0, 1, 2, 3, 1, 5;
  const GaussianFit good = fit_gaussian(x);
  for (double bad : {nan, infinity}) {
    Batch<double> y = x;
    y(1, 0) = bad;
    CHECK_THROWS_WITH(fit_gaussian(y), Catch::Contains("not finite"));
    CHECK_THROWS_WITH(fit_gaussian(Batch<float>(y.cast<float>())), Catch::Contains("not finite"));
    GaussianFit b = good;
    b.mean[1] = bad;
    CHECK_THROWS_WITH(gaussian_wasserstein_2(good, b), Catch::Contains("finite"));
    b = good;
    b.covariance(0, 0) = bad;
    CHECK_THROWS_WITH(gaussian_wasserstein_2(b, good), Catch::Contains("finite"));
  }
  GaussianFit b = good;
  b.covariance(0, 1) += 1;
  CHECK_THROWS_WITH(gaussian_wasserstein_2(good, b), Catch::Contains("symmetric"));
  b.covariance << 1, 2, 2, 1;
  CHECK_THROWS_WITH(gaussian_wasserstein_2(good, b), Catch::Contains("negative variance"));
  b.covariance.setIdentity(3, 3);
  CHECK_THROWS_WITH(gaussian_wasserstein_2(good, b), Catch::Contains("covariance"));
  CHECK_THROWS_WITH(fit_gaussian(Batch<double>(x.topRows(1))), Catch::Contains("2 points"));
}

TEST_CASE(
    "the map between two Gaussians: symmetric, no turn, carries one to the other, at W2's cost") {
  Random random(12);
  for (Eigen::Index d : {1, 2, 5})
    for (int kind = 0; kind < 3; ++kind) {
      INFO("d " << d << " kind " << kind);
      Eigen::VectorXd of_a(d), of_b(d), mean_a(d), mean_b(d);
      for (Eigen::Index k = 0; k < d; ++k) {
        of_a[k] = 0.1 + random.uniform(), of_b[k] = 0.1 + 3 * random.uniform();
        mean_a[k] = random.normal(), mean_b[k] = random.normal();
        if (kind == 1 && k > 0) of_b[k] = 0; // a flat target
        if (kind == 2) of_a[k] = std::pow(0.1, double(k));
      }
      const GaussianFit a{mean_a, with_variances(turned(d, 20), of_a)},
          b{mean_b, with_variances(turned(d, 21), of_b)};
      const GaussianMap t = gaussian_map(a, b);
      CHECK(t(mean_a).isApprox(mean_b, 1e-13));
      CHECK(t.linear == t.linear.transpose());
      CHECK(detail::spectrum(t.linear).values.minCoeff() >= -1e-9 * t.linear.norm());
      const Eigen::MatrixXd carried = t.linear * a.covariance * t.linear.transpose();
      CHECK((carried - b.covariance).norm() <= 1e-10 * b.covariance.norm());
      // E|x - T x|^2 = |m_a - m_b|^2 + tr (T - 1) A (T - 1)
      const Eigen::MatrixXd moved = t.linear - Eigen::MatrixXd::Identity(d, d);
      const double cost =
          (mean_a - mean_b).squaredNorm() + (moved * a.covariance * moved.transpose()).trace();
      CHECK(std::sqrt(cost) == Approx(gaussian_wasserstein_2(a, b)).epsilon(1e-10));
    }
  // By hand: widths 1 and 2 across, 3 and 1 along.
  const GaussianFit a{Eigen::Vector2d(1, 0), Eigen::Vector2d(1, 9).asDiagonal()},
      b{Eigen::Vector2d(0, 5), Eigen::Vector2d(4, 1).asDiagonal()};
  const GaussianMap t = gaussian_map(a, b);
  CHECK(t(Eigen::Vector2d(2, 3)).isApprox(Eigen::Vector2d(2, 6), 1e-14));
  Batch<double> rows(2, 2);
  rows << 2, 3, 1, 0;
  CHECK(t.of_rows(rows).row(0).isApprox(Eigen::RowVector2d(2, 6), 1e-14));
  CHECK(t.of_rows(rows).row(1).isApprox(Eigen::RowVector2d(0, 5), 1e-14));
  const GaussianFit flat{Eigen::Vector2d(0, 0), Eigen::Vector2d(1, 0).asDiagonal()};
  CHECK_THROWS_WITH(gaussian_map(flat, b), Catch::Contains("flat"));
  CHECK(gaussian_map(flat, flat)(Eigen::Vector2d(3, 0)).isApprox(Eigen::Vector2d(3, 0)));
}
