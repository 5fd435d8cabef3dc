#include "catch.hpp"
#include "fm/data/distributions.hpp"
#include "fm/transport/assign_points.hpp"

using namespace fm;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

double brute_force(const Batch<double>& c) {
  std::vector<int> p(std::size_t(c.rows()));
  std::iota(p.begin(), p.end(), 0);
  double best = infinity;
  do {
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) sum += c(Eigen::Index(i), p[i]);
    best = std::min(best, sum);
  } while (std::next_permutation(p.begin(), p.end()));
  return best;
}

// A permutation, its cost as stated, prices that lie below every cost, and a gap that proves it.
template <class S> void check_certificate(const Batch<S>& c, const Assignment& a, double relative) {
  const Eigen::Index n = c.rows();
  std::vector<int> sorted = a.column_of_row;
  std::sort(sorted.begin(), sorted.end());
  double sum = 0, prices = 0, largest = 0, worst = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    REQUIRE(sorted[std::size_t(i)] == int(i));
    const double paid = double(c(i, a.column_of_row[std::size_t(i)]));
    sum += paid;
    largest = std::max(largest, std::fabs(paid));
    prices += a.row_price[std::size_t(i)] + a.column_price[std::size_t(i)];
    for (Eigen::Index j = 0; j < n; ++j)
      worst = worse(worst,
                    a.row_price[std::size_t(i)] + a.column_price[std::size_t(j)] - double(c(i, j)));
  }
  const double scale = largest * double(n) + 1e-300;
  CHECK(a.cost == Approx(sum).margin(1e-12 * scale));
  CHECK(worst <= 1e-6 * largest + 1e-300);
  CHECK(std::fabs(a.gap - (sum - prices)) <= 1e-9 * scale);
  CHECK(a.gap <= relative * std::fabs(sum) + 1e-12 * scale);
}

template <class F> Batch<double> costs(Eigen::Index n, F&& f) {
  Batch<double> c(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) c(i, j) = f(i, j);
  return c;
}
} // namespace

TEST_CASE(
    "the assignment equals brute force for n up to 7: smooth, tied, negative, forbidden, float") {
  Random random(1);
  for (Eigen::Index n = 0; n <= 7; ++n)
    for (int kind = 0; kind < 5; ++kind)
      for (int repeat = 0; repeat < (n == 7 ? 3 : 12); ++repeat) {
        INFO("n " << n << " kind " << kind);
        const Batch<double> c = costs(n, [&](Eigen::Index i, Eigen::Index j) {
          if (kind == 0) return random.uniform();
          if (kind == 1) return double(random.below(3));
          if (kind == 2) return 1e6 * (random.uniform() - 0.7);
          if (kind == 3) return i == j || random.below(2) == 0 ? random.uniform() : infinity;
          return double((i * j) % 3) * 1e-12;
        });
        const double best = n == 0 ? 0 : brute_force(c);
        const Assignment a = assign(c);
        CHECK(a.cost == Approx(best).epsilon(1e-12).margin(1e-18));
        if (n > 0) check_certificate(c, a, 1e-12);
        const Batch<float> f = c.cast<float>();
        CHECK(assign(f).cost ==
              Approx(n == 0 ? 0 : brute_force(f.cast<double>())).epsilon(1e-6).margin(1e-18));
      }
}

TEST_CASE("for large n the prices prove the optimum: geometry, ties, duplicates, structure") {
  constexpr Eigen::Index n = 200;
  Random random(2);
  for (int kind = 0; kind < 6; ++kind) {
    INFO(kind);
    const Batch<double> c = costs(n, [&](Eigen::Index i, Eigen::Index j) {
      if (kind == 0) return random.uniform();
      if (kind == 1) return double(random.below(10));
      if (kind == 2) return 3.;
      if (kind == 3) return double(i) * double(j);
      if (kind == 4) return std::fabs(double(i - j));
      return (i * 7 + j * 13) % 17 == 0 || i == j ? random.uniform() : infinity;
    });
    check_certificate(c, assign(c), 1e-12);
  }
  const Batch<double> huge = costs(n, [&](auto i, auto j) { return 1e200 * double(i * j % 97); });
  check_certificate(huge, assign(huge), 1e-12);
}

TEST_CASE(
    "point sets: the optimum within 1e-6, near and far, with duplicates, in many dimensions") {
  constexpr Eigen::Index n = 256;
  Random random(3);
  const Batch<double> x = sample<double>(Distribution::gaussian, n, random),
                      y = sample<double>(Distribution::moons, n, random);
  const auto squared = [](const Batch<double>& a, const Batch<double>& b) {
    return costs(a.rows(), [&](Eigen::Index i, Eigen::Index j) {
      return (a.row(i) - b.row(j)).squaredNorm();
    });
  };
  const auto exact = [&](const Batch<double>& a, const Batch<double>& b) {
    return assign(squared(a, b));
  };
  const Assignment near = assign_points(x, y);
  check_certificate(squared(x, y), near, 1e-6);
  CHECK(near.cost == Approx(exact(x, y).cost).epsilon(1e-6));
  CHECK(near.gap <= 1e-6 * near.cost);
  // Far means: the same pairs cost what the shift adds.
  Batch<double> far = y;
  far.col(0).array() += 1e5;
  double moved = 0;
  const Assignment shifted = assign_points(x, far);
  for (Eigen::Index i = 0; i < n; ++i)
    moved += (x.row(i) - y.row(shifted.column_of_row[std::size_t(i)])).squaredNorm();
  CHECK(moved == Approx(near.cost).epsilon(1e-6));
  CHECK(shifted.cost == Approx(exact(x, far).cost).epsilon(1e-12));
  check_certificate(squared(x, far), shifted, 1e-6);
  // Each point of a few, many times over; and a set against itself.
  Batch<double> repeated = x;
  for (Eigen::Index i = 0; i < n; ++i) repeated.row(i) = x.row(i % 5);
  CHECK(assign_points(repeated, y).cost == Approx(exact(repeated, y).cost).epsilon(1e-6));
  Batch<double> shuffled = x;
  for (Eigen::Index i = 0; i < n; ++i) shuffled.row(i) = x.row((i * 37 + 11) % n);
  CHECK(assign_points(x, shuffled).cost == Approx(0).margin(1e-20));
  const Assignment to_one = assign_points(x, Batch<double>(Batch<double>::Ones(n, 2)));
  CHECK(to_one.gap <= 1e-6 * to_one.cost);
  // Far more coordinates than the direct costs are taken for.
  Batch<double> wide_x(100, 40), wide_y(100, 40);
  for (Eigen::Index i = 0; i < wide_x.size(); ++i)
    wide_x.data()[i] = random.normal(), wide_y.data()[i] = 3 + random.normal();
  CHECK(assign_points(wide_x, wide_y).cost == Approx(exact(wide_x, wide_y).cost).epsilon(1e-6));
  const Batch<float> fx = wide_x.cast<float>(), fy = wide_y.cast<float>();
  const Batch<float> d = squared_distances(fx, fy);
  CHECK(double(d(3, 5)) == Approx((fx.row(3) - fy.row(5)).squaredNorm()).epsilon(1e-4));
}

TEST_CASE("no points, one point; sets that do not match; numbers that are not") {
  CHECK(assign(Batch<double>(0, 0)).column_of_row.empty());
  CHECK(assign(Batch<float>(Batch<float>::Constant(1, 1, 7))).cost == 7);
  CHECK(assign_points(Batch<float>(0, 2), Batch<float>(0, 2)).cost == 0);
  CHECK(assign_points<double>(Batch<double>::Zero(1, 2), Batch<double>::Ones(1, 2)).cost ==
        Approx(2));
  CHECK_THROWS_WITH(assign(Batch<double>(2, 3)), Catch::Contains("square"));
  CHECK_THROWS_WITH(assign_points(Batch<float>(2, 2), Batch<float>(3, 2)),
                    Catch::Contains("as many"));
  Batch<double> c = Batch<double>::Ones(3, 3);
  c(1, 1) = NAN;
  CHECK_THROWS_WITH(assign(c), Catch::Contains("a cost is a number"));
  c(1, 1) = -infinity;
  CHECK_THROWS_WITH(assign(c), Catch::Contains("a cost is a number"));
  c << infinity, 1, 1, infinity, 1, 1, infinity, 1, 1; // nobody may have column 0
  CHECK_THROWS_WITH(assign(c), Catch::Contains("no assignment is allowed"));
  c << 1, 1, 1, infinity, infinity, infinity, 1, 1, 1;
  CHECK_THROWS_WITH(assign(c), Catch::Contains("no assignment is allowed"));
  c.setConstant(infinity);
  CHECK_THROWS_WITH(assign(c), Catch::Contains("every pair is forbidden"));
  CHECK_THROWS_WITH(assign_points(c, c), Catch::Contains("not finite"));
}

TEST_CASE("row reduction gives up on ties at once, and on a price war after 4 n moves") {
  // How often it reads a row, after every row has tried its best column.
  const auto moves = [](int n, auto&& cost_of) {
    detail::Augmenter<float> augmenter(n);
    const auto width = std::size_t(detail::Augmenter<float>::padded(n));
    std::vector<float> costs(std::size_t(n) * width, std::numeric_limits<float>::infinity());
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) costs[std::size_t(i) * width + std::size_t(j)] = cost_of(i, j);
    long reads = 0;
    const auto row = [&](int i) { return ++reads, &costs[std::size_t(i) * width]; };
    const std::vector<int> left = augmenter.take_free(row);
    reads = 0;
    augmenter.reduce(row, left);
    return reads;
  };
  CHECK(moves(8, [](int, int) { return 1.f; }) == 7); // once for each row that is left
  // Three rows want two columns, and outbid each other by tenths up to the price of the third.
  const float bids[3][2] = {{0, 0.3f}, {0.1f, 0}, {0, 0.05f}};
  CHECK(moves(3, [&](int i, int j) { return j == 2 ? 1e5f : bids[i][j]; }) == 12);
}
