#include "catch.hpp"
#include "fm/transport/coupling.hpp"

#include <numeric>

using namespace fm;

namespace {
constexpr Regularisation in_costs = Regularisation::absolute;
// How often row i of x_0 met row j of x_1, over many draws of one batch whose rows of both sides
// were first put into the given order.
Batch<double> met(const Pairs<double>& batch, const std::vector<int>& order,
                  const SinkhornCoupling& coupling, int draws, std::uint64_t seed) {
  const Eigen::Index n = batch.x_0.rows();
  Pairs<double> pairs = batch;
  for (Eigen::Index i = 0; i < n; ++i) {
    pairs.x_0.row(i) = batch.x_0.row(order[std::size_t(i)]);
    pairs.x_1.row(i) = batch.x_1.row(order[std::size_t(i)]);
    pairs.label.resize(std::size_t(n));
    pairs.label[std::size_t(i)] = order[std::size_t(i)];
  }
  Random random(seed);
  Batch<double> count = Batch<double>::Zero(n, n);
  for (int k = 0; k < draws; ++k) {
    const Pairs<double> drawn = coupling(pairs, random);
    for (Eigen::Index i = 0; i < n; ++i)
      count(order[std::size_t(i)], drawn.label[std::size_t(i)]) += 1;
  }
  return count;
}
Pairs<double> small_batch(Eigen::Index n) {
  Random random(31);
  return {sample<double>(Distribution::gaussian, n, random),
          sample<double>(Distribution::moons, n, random),
          {}};
}
} // namespace

TEST_CASE("pairs meet as often as the plan says, in whatever order the rows stand", "[long]") {
  constexpr Eigen::Index n = 6;
  constexpr int draws = 20000;
  const Pairs<double> batch = small_batch(n);
  const SinkhornCoupling coupling{{0.6, 1e-9, 10000, in_costs}};
  Batch<double> cost(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j)
      cost(i, j) = (batch.x_0.row(i) - batch.x_1.row(j)).squaredNorm();
  const Batch<double> plan = sinkhorn(cost, coupling.options).plan;
  std::vector<int> order(n);
  std::iota(order.begin(), order.end(), 0);
  for (int way = 0; way < 3; ++way) {
    INFO("order " << way);
    const Batch<double> count = met(batch, order, coupling, draws, 5);
    // Each count is binomial; of 36 the largest is beyond 4.5 deviations once in 4000 times.
    double worst = 0, chi_square = 0;
    for (Eigen::Index i = 0; i < n; ++i)
      for (Eigen::Index j = 0; j < n; ++j) {
        const double p = double(n) * plan(i, j), z = count(i, j) - draws * p;
        worst = worse(worst, std::fabs(z) / std::sqrt(draws * p * (1 - p) + 1));
        chi_square += z * z / (draws * p + 1);
      }
    CHECK(worst < 4.5);
    CHECK(chi_square < 80);
    if (way == 0) std::reverse(order.begin(), order.end());
    if (way == 1) order = {3, 0, 5, 1, 4, 2};
  }
}

TEST_CASE("a permutation itself, a uniform plan, and a plan that is not quite one") {
  Random random(6);
  Batch<double> only = Batch<double>::Zero(5, 5);
  const int to[] = {2, 0, 4, 1, 3};
  for (int i = 0; i < 5; ++i) only(i, to[i]) = 0.2;
  CHECK(draw_permutation(only, random) == std::vector<int>(to, to + 5));
  for (Eigen::Index n : {1, 2, 7, 64}) {
    Batch<double> plan = Batch<double>::Constant(n, n, 1 / double(n * n));
    plan(0, 0) *= 1.01; // the sums are off by a hundredth
    double fixed = 0;
    for (int k = 0; k < 400; ++k) {
      std::vector<int> columns = draw_permutation(plan, random);
      for (std::size_t i = 0; i < columns.size(); ++i) fixed += columns[i] == int(i);
      std::sort(columns.begin(), columns.end());
      for (std::size_t i = 0; i < columns.size(); ++i) REQUIRE(columns[i] == int(i));
    }
    // One expected point that stays, of variance about 1.
    if (n > 1) CHECK(fixed / 400 == Approx(1).margin(0.25));
  }
  CHECK(draw_permutation(Batch<double>(0, 0), random).empty());
  CHECK_THROWS_WITH(draw_permutation(Batch<double>::Zero(2, 3), random), Catch::Contains("square"));
  CHECK_THROWS_WITH(draw_permutation(Batch<double>::Constant(2, 2, NAN), random),
                    Catch::Contains("at least 0"));
}

TEST_CASE("a batch that Sinkhorn did not finish says so, and keeps every row") {
  const Pairs<double> batch = small_batch(40);
  Random random(8);
  const Pairs<double> done = SinkhornCoupling{{0.5, 1e-3, 1000, in_costs}}(batch, random);
  CHECK(done.converged);
  const Pairs<double> cut = SinkhornCoupling{{1e-3, 1e-9, 2, in_costs}}(batch, random);
  CHECK(!cut.converged);
  CHECK(cut.x_0 == batch.x_0);
  CHECK(MinibatchOT{}(batch, random).converged);
}
