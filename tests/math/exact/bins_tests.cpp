#include "catch.hpp"
#include "fm/exact/bins.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/transport/coupling.hpp"

using namespace fm;

TEST_CASE("averages of pairs in bins tend to the exact field") {
  Random random(8);
  const Batch<float> data = sample<float>(Distribution::moons, 512, random);
  const AffinePath<CondOT> path{};
  constexpr int bins = 30;
  constexpr double half = 4.5, t = 0.4;
  const auto error = [&](Eigen::Index n) {
    Random draws(21);
    const auto pairs = draw_pairs<float>({data, {}}, Distribution::gaussian, n, draws);
    const auto at = path.sample(pairs.x_0, pairs.x_1, float(t));
    const BinAverage average = bin_average(at.x_t, at.u_t, bins, half);
    std::vector<double> w;
    double sum = 0, count = 0;
    for (Eigen::Index i = 0; i < bins * bins; ++i) {
      if (average.counts[i] == 0) continue;
      const Point centre((double(i % bins) + 0.5) * 2 * half / bins - half,
                         (double(i / bins) + 0.5) * 2 * half / bins - half);
      const Point u =
          point_set_marginal(data, Distribution::gaussian, path.schedule, centre, t, w).velocity;
      sum += average.counts[i] * (average.mean.row(i).transpose().cast<double>() - u).squaredNorm();
      count += average.counts[i];
    }
    return std::sqrt(sum / count);
  };
  const double coarse = error(1000), fine = error(100000);
  CHECK(coarse > 4 * fine); // a few pairs a bin: mostly their own disagreement
  CHECK(fine < 0.18);       // some hundred a bin, and what the field varies across one
}

TEST_CASE("points at the centres of squares fall one into each, in the same order") {
  for (int bins : {1, 2, 19}) {
    const Batch<float> x = bin_centres(bins, 4.2);
    REQUIRE(x.rows() == bins * bins);
    const BinAverage average = bin_average(x, x, bins, 4.2);
    CHECK((average.counts == 1).all());
    CHECK(average.mean == x);
  }
  CHECK(bin_centres(2, 1) == Batch<float>{{-0.5, -0.5}, {0.5, -0.5}, {-0.5, 0.5}, {0.5, 0.5}});
  CHECK_THROWS_AS(bin_centres(0, 1), Error);
  CHECK_THROWS_AS(bin_centres(2, 0), Error);
}

TEST_CASE("a point whose square rounds up to the border is counted in the last one") {
  Batch<float> x(1, 2);
  x << std::nextafter(8.f, 0.f), 0;
  const BinAverage average = bin_average(x, x, 30, std::nextafter(double(x(0, 0)), 9.));
  CHECK(average.counts.sum() == 1);
}
