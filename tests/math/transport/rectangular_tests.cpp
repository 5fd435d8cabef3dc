#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/transport/rectangular.hpp"

using namespace fm;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

// The least cost of giving each row a column of its own, by trying all.
double least(const Batch<double>& c, Eigen::Index row = 0, unsigned taken = 0) {
  if (row == c.rows()) return 0;
  double best = infinity;
  for (Eigen::Index j = 0; j < c.cols(); ++j)
    if (!(taken >> j & 1)) best = std::min(best, c(row, j) + least(c, row + 1, taken | 1u << j));
  return best;
}

void check(const Batch<double>& c, const Assignment& a) {
  const bool tall = c.rows() > c.cols();
  REQUIRE(a.column_of_row.size() == std::size_t(c.rows()));
  REQUIRE(a.row_price.size() == std::size_t(c.rows()));
  REQUIRE(a.column_price.size() == std::size_t(c.cols()));
  std::vector<int> owners(std::size_t(c.cols()), 0);
  double paid = 0, prices = 0, size = 0;
  int matched = 0;
  for (Eigen::Index i = 0; i < c.rows(); ++i) {
    const int j = a.column_of_row[std::size_t(i)];
    prices += a.row_price[std::size_t(i)];
    size += std::fabs(a.row_price[std::size_t(i)]);
    if (tall) CHECK(a.row_price[std::size_t(i)] <= 0);
    if (j < 0) continue;
    ++matched;
    REQUIRE(++owners[std::size_t(j)] == 1);
    paid += c(i, j);
  }
  CHECK(matched == std::min(c.rows(), c.cols()));
  for (double v : a.column_price) {
    prices += v;
    size += std::fabs(v);
    if (!tall) CHECK(v <= 0);
  }
  double worst = 0;
  for (Eigen::Index i = 0; i < c.rows(); ++i)
    for (Eigen::Index j = 0; j < c.cols(); ++j)
      if (c(i, j) < infinity)
        worst =
            worse(worst, a.row_price[std::size_t(i)] + a.column_price[std::size_t(j)] - c(i, j));
  CHECK(worst <= 1e-14 * (size + std::fabs(paid)));
  CHECK(a.cost == Approx(paid).epsilon(1e-14));
  CHECK(paid - prices <= a.gap + 1e-15 * size);
  CHECK(a.gap <= 1e-12 * (std::fabs(paid) + size));
}
} // namespace

TEST_CASE("a rectangular assignment equals trying all, with its proof, lying and standing") {
  Random random(1);
  for (Eigen::Index n = 0; n <= 5; ++n)
    for (Eigen::Index m = std::max<Eigen::Index>(n, 1); m <= 7; ++m)
      for (int kind = 0; kind < 4; ++kind) {
        INFO(n << " x " << m << " kind " << kind);
        Batch<double> c(n, m);
        for (double& x : c.reshaped())
          x = kind == 0   ? random.uniform()
              : kind == 1 ? double(random.below(3))
              : kind == 2 ? 1e6 * (random.uniform() - 0.7)
                          : (random.below(3) == 0 ? infinity : random.uniform());
        if (kind == 3)
          for (Eigen::Index i = 0; i < n; ++i) c(i, i) = random.uniform();
        const double best = least(c);
        const Assignment lying = assign_rectangular(c),
                         standing = assign_rectangular(Batch<double>(c.transpose()));
        CHECK(lying.cost == Approx(best).epsilon(1e-12).margin(1e-15));
        CHECK(standing.cost == Approx(best).epsilon(1e-12).margin(1e-15));
        check(c, lying);
        check(c.transpose(), standing);
      }
}

TEST_CASE("few of many: the proof holds for larger sets, and what has no assignment is refused") {
  Random random(2);
  Batch<double> c(30, 200);
  for (double& x : c.reshaped()) x = random.uniform();
  check(c, assign_rectangular(c));
  CHECK(assign_rectangular(Batch<float>(c.cast<float>())).cost ==
        Approx(assign_rectangular(c).cost).epsilon(1e-5));
  CHECK_THROWS_WITH(assign_rectangular(Batch<double>(Batch<double>::Constant(2, 3, infinity))),
                    Catch::Contains("every pair is forbidden"));
  c.row(3).setConstant(infinity);
  CHECK_THROWS_WITH(assign_rectangular(c), Catch::Contains("no assignment is allowed"));
  c(3, 3) = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(assign_rectangular(c), Catch::Contains("a cost is a number"));
}
