// The certificate of an assignment of points, held against costs in long double.
#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/measure/metrics.hpp"

using namespace fm;

namespace {
using Long = long double;
using Costs = std::vector<std::vector<Long>>;

Costs squared(const Batch<double>& x, const Batch<double>& y) {
  Costs c(std::size_t(x.rows()), std::vector<Long>(std::size_t(y.rows()), 0));
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < y.rows(); ++j)
      for (Eigen::Index k = 0; k < x.cols(); ++k) {
        const Long gap = Long(x(i, k)) - Long(y(j, k));
        c[std::size_t(i)][std::size_t(j)] += gap * gap;
      }
  return c;
}

// The least cost, by shortest augmenting paths on the whole matrix.
Long least_cost(const Costs& c) {
  const std::size_t n = c.size(), none = n;
  const Long infinity = std::numeric_limits<Long>::infinity();
  std::vector<Long> u(n, 0), v(n + 1, 0);
  std::vector<std::size_t> row_of(n + 1, none);
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<Long> reach(n, infinity);
    std::vector<std::size_t> from(n, n);
    std::vector<char> done(n + 1, 0);
    std::size_t column = n;
    row_of[n] = i;
    while (row_of[column] != none) {
      done[column] = 1;
      const std::size_t row = row_of[column];
      Long step = infinity;
      std::size_t next = n;
      for (std::size_t j = 0; j < n; ++j) {
        if (done[j]) continue;
        const Long slack = c[row][j] - u[row] - v[j];
        if (slack < reach[j]) reach[j] = slack, from[j] = column;
        if (reach[j] < step) step = reach[j], next = j;
      }
      for (std::size_t j = 0; j < n; ++j)
        if (done[j])
          u[row_of[j]] += step, v[j] -= step;
        else
          reach[j] -= step;
      u[i] += step;
      column = next;
    }
    while (column != n) row_of[column] = row_of[from[column]], column = from[column];
  }
  Long sum = 0;
  for (std::size_t j = 0; j < n; ++j) sum += c[row_of[j]][j];
  return sum;
}

// What the header states: gap proves the cost, and prices exceed no cost by more than rounding.
void check_proof(const Batch<double>& x, const Batch<double>& y, bool far) {
  const Costs c = squared(x, y);
  const Long unit = 0x1p-52L * Long(x.cols() + 8);
  const Assignment a = assign_points(x, y);
  const std::size_t n = c.size();
  std::vector<char> taken(n, 0);
  Long paid = 0, prices = 0, worst = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto j = std::size_t(a.column_of_row[i]);
    REQUIRE(!taken[j]);
    taken[j] = 1;
    paid += c[i][j];
    prices += Long(a.row_price[i]) + Long(a.column_price[i]);
  }
  const Eigen::RowVectorXd centre_x = x.colwise().mean(), centre_y = y.colwise().mean();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const Long u = a.row_price[i], v = a.column_price[j];
      Long scale = c[i][j] + std::fabs(u) + std::fabs(v);
      if (far) // around which the sets are taken
        scale += Long((x.row(Eigen::Index(i)) - centre_x).squaredNorm()) +
                 Long((y.row(Eigen::Index(j)) - centre_y).squaredNorm());
      const Long excess = u + v - c[i][j];
      if (!(excess <= unit * scale)) worst = std::max(worst, excess / scale);
    }
  CHECK(double(worst) == 0);
  CHECK(double(std::fabs(Long(a.cost) - paid)) <= 0x1p-50 * double(n) * a.cost);
  CHECK(double(paid - prices) <= a.gap);
  CHECK(double(paid - least_cost(c)) <= a.gap);
  CHECK(a.gap >= 0);
  CHECK(a.gap <= 1e-6 * a.cost);
}

Batch<double> normals(Eigen::Index n, Eigen::Index d, Random& random) {
  Batch<double> x(n, d);
  for (Eigen::Index i = 0; i < x.size(); ++i) x.data()[i] = random.normal();
  return x;
}
} // namespace

TEST_CASE("an outlier far from all does not cost the others their optimum, in any dimension") {
  Random random(5);
  Batch<double> x = normals(64, 9, random), y = normals(64, 9, random);
  x.row(7).setConstant(1e6);
  y.row(40).setConstant(1e6);
  const double best = double(least_cost(squared(x, y)));
  const Assignment a = assign_points(x, y);
  CHECK(a.cost == Approx(best).epsilon(1e-6));
  CHECK(a.cost - a.gap <= best * (1 + 1e-14));
  CHECK(wasserstein_2(x, y) == Approx(std::sqrt(best / 64)).epsilon(1e-6));
}

TEST_CASE("prices prove the cost of point sets: every dimension, every scale, outliers, far, "
          "repeated") {
  for (Eigen::Index d : {1, 2, 3, 8, 9, 16, 64, 784})
    for (double scale : {1e-150, 1e-12, 1., 1e12, 1e150})
      for (int kind = 0; kind < 8; ++kind) {
        const Eigen::Index n = d > 64 ? 20 : 48;
        Random random(std::uint64_t(100 * d + kind));
        Batch<double> x = normals(n, d, random), y = normals(n, d, random);
        const auto outlier = [&](double where) {
          x.row(3) = Eigen::RowVectorXd::Constant(d, where) + x.row(3);
          y.row(n / 2) = Eigen::RowVectorXd::Constant(d, where) + y.row(n / 2);
        };
        if (kind == 1) outlier(1e6);
        if (kind == 2) x.row(n - 1).array() += 1e6; // of one set alone
        if (kind == 3)                              // a few places, many times over
          for (Eigen::Index i = 0; i < n; ++i) x.row(i) = x.row(i % 5), y.row(i) = y.row(i % 7);
        if (kind == 4) x.array() += 1e5, y.array() += 1e5; // together
        if (kind == 5) y.array() += 1e6;                   // apart
        if (kind == 6) outlier(scale > 1e12 ? 1e2 : 1e100);
        if (kind == 7) x.topRows(n / 2).array() += 1e7, y.bottomRows(n / 2).array() += 1e7;
        if (scale > 1e12 && (kind == 2 || kind == 5)) continue; // the cost itself overflows
        INFO("d " << d << " scale " << scale << " kind " << kind);
        check_proof(x * scale, y * scale, kind == 5);
      }
}

TEST_CASE("a cost that stands for a forbidden pair does not cost the others their digits") {
  constexpr Eigen::Index n = 40;
  for (double instead : {1e6, 1e12, 1e30, 1e300}) {
    INFO(instead);
    Random random(9);
    Batch<double> c(n, n);
    for (double& value : c.reshaped()) value = random.uniform();
    for (Eigen::Index i = 0; i < n; ++i) c(i, (3 * i + 1) % n) = instead;
    Costs exact(n, std::vector<Long>(n));
    for (Eigen::Index i = 0; i < n; ++i)
      for (Eigen::Index j = 0; j < n; ++j) exact[std::size_t(i)][std::size_t(j)] = Long(c(i, j));
    const double best = double(least_cost(exact));
    const Assignment a = assign(c);
    CHECK(a.cost == Approx(best).epsilon(1e-14));
    CHECK(a.gap <= 1e-12 * best);
    CHECK(a.gap >= a.cost - best);
  }
}
