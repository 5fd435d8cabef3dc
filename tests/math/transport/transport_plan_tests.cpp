#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/measure/metrics.hpp"
#include "fm/measure/weighted.hpp"

using namespace fm;

namespace {
Batch<double> normals(Eigen::Index n, Eigen::Index d, Random& random) {
  Batch<double> x(n, d);
  for (double& z : x.reshaped<Eigen::RowMajor>()) z = random.normal();
  return x;
}
std::vector<double> weights(Eigen::Index n, Random& random) {
  std::vector<double> w;
  for (Eigen::Index i = 0; i < n; ++i) w.push_back(random.below(4) == 0 ? 0 : random.uniform());
  w[0] = 1;
  return w;
}
std::vector<double> scaled(std::vector<double> w) {
  const double sum = std::accumulate(w.begin(), w.end(), 0.);
  for (double& x : w) x /= sum;
  return w;
}
Batch<double> squares(const Batch<double>& x, const Batch<double>& y) {
  Batch<double> c(x.rows(), y.rows());
  for (Eigen::Index i = 0; i < c.rows(); ++i)
    for (Eigen::Index j = 0; j < c.cols(); ++j) c(i, j) = (x.row(i) - y.row(j)).squaredNorm();
  return c;
}
} // namespace

TEST_CASE("a transport plan has its sums, and prices that prove its cost: weights, zeros, ties") {
  Random random(1);
  for (Eigen::Index n : {1, 2, 7, 40, 150})
    for (Eigen::Index m : {1, 3, 40, 90})
      for (int kind = 0; kind < 4; ++kind) {
        INFO(n << " x " << m << " kind " << kind);
        Batch<double> c = squares(normals(n, 2, random), normals(m, 2, random));
        if (kind == 1)
          for (double& x : c.reshaped()) x = double(random.below(4)) - 1;
        if (kind == 2) c *= 1e150;
        const std::vector<double> a = kind == 3 ? std::vector<double>{} : weights(n, random),
                                  b = kind == 3 ? std::vector<double>{} : weights(m, random);
        const TransportPlan t = transport_plan(c, a, b);
        const std::vector<double> supply = detail::normalised_weights(a, n),
                                  room = detail::normalised_weights(b, m);
        CHECK(t.plan.minCoeff() >= 0);
        double prices = 0, worst = 0;
        for (Eigen::Index i = 0; i < n; ++i) {
          worst = worse(worst, std::fabs(t.plan.row(i).sum() - supply[std::size_t(i)]));
          prices += supply[std::size_t(i)] * t.row_price[std::size_t(i)];
        }
        for (Eigen::Index j = 0; j < m; ++j) {
          worst = worse(worst, std::fabs(t.plan.col(j).sum() - room[std::size_t(j)]));
          prices += room[std::size_t(j)] * t.column_price[std::size_t(j)];
        }
        CHECK(worst <= 1e-15 * double(n + m));
        CHECK(t.cost == Approx((t.plan.array() * c.array()).sum()).epsilon(1e-13));
        const double largest = c.cwiseAbs().maxCoeff();
        worst = 0;
        for (Eigen::Index i = 0; i < n; ++i)
          for (Eigen::Index j = 0; j < m; ++j)
            worst = worse(worst,
                          t.row_price[std::size_t(i)] + t.column_price[std::size_t(j)] - c(i, j));
        CHECK(worst <= 1e-15 * largest * 4);
        CHECK(t.cost - prices <= t.gap);
        CHECK(t.gap <= 1e-11 * largest);
      }
}

TEST_CASE("equal weights of equal sizes are the assignment; a point in two halves is the same") {
  Random random(2);
  const Batch<double> x = normals(60, 3, random), y = normals(60, 3, random);
  CHECK(transport_plan(squares(x, y)).cost == Approx(assign(squares(x, y)).cost / 60));
  CHECK(weighted_wasserstein_2(x, {}, y, {}) == Approx(wasserstein_2(x, y)).epsilon(1e-6));
  CHECK(weighted_wasserstein_1(x, {}, y, {}) == Approx(wasserstein_1(x, y)).epsilon(1e-12));
  Batch<double> twice(120, 3);
  twice << x, x;
  CHECK(weighted_wasserstein_2(twice, {}, y, {}) ==
        Approx(weighted_wasserstein_2(x, {}, y, {})).epsilon(1e-12));
  // Weights as points many times over: 2 : 1 is two points and one.
  const Batch<double> few = x.topRows(2), three = y.topRows(3);
  Batch<double> split(3, 3);
  split << few.row(0), few.row(0), few.row(1);
  CHECK(weighted_wasserstein_1(few, {2, 1}, three, {}) ==
        Approx(wasserstein_1(split, three)).epsilon(1e-12));
  CHECK(weighted_wasserstein_2(x, {}, x.topRows(30).eval(), {}) > 0);
}

TEST_CASE("on the line by quantiles: golden values by hand, and as in the plane") {
  Batch<double> x(3, 1), y(2, 1);
  x << 4, 0, 1;
  y << 5, 1;
  // Halves at 1 and 5 against thirds at 0, 1, 4: 1/3 of 1, 1/6 of 0, 1/6 of 4, 1/3 of 1.
  CHECK(weighted_wasserstein_1(x, {}, y, {}) == Approx(1 / 3. + 4 / 6. + 1 / 3.).epsilon(1e-14));
  CHECK(weighted_wasserstein_2(x, {}, y, {}) ==
        Approx(std::sqrt(1 / 3. + 16 / 6. + 1 / 3.)).epsilon(1e-14));
  // |F - G| under the line: weights 1 : 3 at 0 and 1 against all at 2.
  Batch<double> two(2, 1), one(1, 1);
  two << 0, 1;
  one << 2;
  CHECK(weighted_wasserstein_1(two, {1, 3}, one, {7}) == Approx(0.25 * 2 + 0.75).epsilon(1e-14));
  Random random(3);
  const Batch<double> a = normals(50, 1, random), b = normals(31, 1, random);
  const std::vector<double> p = weights(50, random), q = weights(31, random);
  Batch<double> flat_a(50, 2), flat_b(31, 2);
  flat_a << a, Eigen::VectorXd::Ones(50);
  flat_b << b, Eigen::VectorXd::Ones(31);
  CHECK(weighted_wasserstein_1(a, p, b, q) ==
        Approx(weighted_wasserstein_1(flat_a, p, flat_b, q)).epsilon(1e-12));
  CHECK(weighted_wasserstein_2(a, p, b, q) ==
        Approx(weighted_wasserstein_2(flat_a, p, flat_b, q)).epsilon(1e-12));
  CHECK(weighted_wasserstein_2(a, p, a, scaled(p)) <= 1e-7);
}

TEST_CASE("what has no plan is refused: no weight, a negative one, one missing, too many pairs") {
  const Batch<double> c = Batch<double>::Ones(2, 3);
  CHECK_THROWS_WITH(transport_plan(c, {0, 0}), Catch::Contains("above 0"));
  CHECK_THROWS_WITH(transport_plan(c, {1, -1}), Catch::Contains("at least 0"));
  CHECK_THROWS_WITH(transport_plan(c, {1}), Catch::Contains("one weight a point"));
  CHECK_THROWS_WITH(transport_plan(Batch<double>(0, 3)), Catch::Contains("empty"));
  CHECK_THROWS_WITH(transport_plan(Batch<double>::Constant(2, 2, NAN)), Catch::Contains("finite"));
  CHECK_THROWS_WITH(
      weighted_wasserstein_1<float>(Batch<float>::Zero(513, 2), {}, Batch<float>::Zero(512, 2), {}),
      Catch::Contains("2^18"));
}
