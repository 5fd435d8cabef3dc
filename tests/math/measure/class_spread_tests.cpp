#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/measure/class_spread.hpp"

#include <numeric>

using namespace fm;

TEST_CASE("the spread of a class is the mean squared distance of its pairs, and only of its own") {
  constexpr Eigen::Index n = 40, d = 3;
  Random random(5);
  Batch<double> x(n, d);
  std::vector<int> labels(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    labels[std::size_t(i)] = int(i % 3);
    for (Eigen::Index j = 0; j < d; ++j) x(i, j) = double(i % 3) * 100 + random.normal();
  }
  double sum = 0;
  for (int c = 0; c < 3; ++c) {
    double squares = 0;
    int pairs = 0;
    for (Eigen::Index i = c; i < n; i += 3)
      for (Eigen::Index j = c; j < n; j += 3)
        if (i != j) squares += (x.row(i) - x.row(j)).squaredNorm(), ++pairs;
    sum += squares / pairs / 3;
  }
  const double spread = class_spread(x, std::span<const int>(labels));
  CHECK(spread == Approx(sum).epsilon(1e-9)); // sums of some 40 doubles near 200
  // Twice the larger cloud, four times the spread; moved, the same.
  CHECK(class_spread(Batch<double>(2 * x.array() + 7), std::span<const int>(labels)) ==
        Approx(4 * spread).epsilon(1e-9));
  // A class of one point has no pair, and does not count.
  labels.back() = 9;
  CHECK(std::isfinite(class_spread(x, std::span<const int>(labels))));
  std::iota(labels.begin(), labels.end(), 0);
  CHECK_THROWS_WITH(class_spread(x, std::span<const int>(labels)), Catch::Contains("no class"));
  x(3, 1) = std::nan("");
  CHECK_THROWS_WITH(class_spread(x, std::span<const int>(labels)), Catch::Contains("not finite"));
}
