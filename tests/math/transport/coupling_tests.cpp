#include "catch.hpp"
#include "fm/transport/coupling.hpp"
#include "fm/transport/reflow.hpp"

using namespace fm;

namespace {
constexpr Regularisation in_costs = Regularisation::absolute;
Pairs<double> drawn(Eigen::Index n, std::uint64_t seed) {
  Random random(seed);
  const DataSet<double> data = sample_set<double>(Distribution::moons, 4096, random);
  return draw_pairs(data, Distribution::gaussian, n, random);
}
// Rows of data with their labels, in an order that does not depend on the pairing.
std::vector<std::array<double, 3>> rows_of(const Pairs<double>& p) {
  std::vector<std::array<double, 3>> rows;
  for (Eigen::Index i = 0; i < p.x_1.rows(); ++i)
    rows.push_back({p.x_1(i, 0), p.x_1(i, 1), double(p.label[std::size_t(i)])});
  std::sort(rows.begin(), rows.end());
  return rows;
}
const std::vector<AnyCoupling>& couplings() {
  static const std::vector<AnyCoupling> all{Independent{}, MinibatchOT{}, ClasswiseOT{},
                                            SinkhornCoupling{{0.05, 1e-4, 2000, in_costs}}};
  return all;
}
} // namespace

TEST_CASE("every coupling keeps the noise as it was, and every data row with its label, once") {
  const Pairs<double> before = drawn(64, 1);
  Random random(2);
  for (const AnyCoupling& coupling : couplings()) {
    INFO(coupling_names[coupling.index()]);
    const Pairs<double> after = couple(coupling, before, random);
    CHECK(after.x_0 == before.x_0);
    CHECK(rows_of(after) == rows_of(before));
    Pairs<double> none{Batch<double>(0, 2), Batch<double>(0, 2), {}};
    CHECK(couple(coupling, none, random).x_0.rows() == 0);
    if (coupling.index() == 2) continue; // needs labels
    Pairs<double> unlabelled = before;
    unlabelled.label.clear();
    CHECK(couple(coupling, unlabelled, random).label.empty());
  }
}

TEST_CASE("the cost falls from independent through Sinkhorn to optimal; class-wise lies between") {
  double cost[4] = {};
  Random random(3);
  for (int repeat = 0; repeat < 10; ++repeat)
    for (std::size_t k = 0; k < 4; ++k)
      cost[k] +=
          mean_pair_cost(couple(couplings()[k], drawn(128, std::uint64_t(repeat)), random)) / 10;
  CHECK(cost[1] < cost[2]);
  CHECK(cost[2] < 0.7 * cost[0]);
  CHECK(cost[1] < cost[3]);
  CHECK(cost[3] < 0.5 * cost[0]);
}

TEST_CASE("class-wise OT keeps each row's label where it was drawn; minibatch OT does not") {
  const Pairs<double> before = drawn(200, 6);
  Random random(7);
  CHECK(ClasswiseOT{}(before, random).label == before.label);
  CHECK(MinibatchOT{}(before, random).label != before.label);
  // So noise and label stay independent: the noise of one class has mean 0.
  Point classwise = Point::Zero(), minibatch = Point::Zero();
  int count = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto a = ClasswiseOT{}(drawn(200, seed), random),
               b = MinibatchOT{}(drawn(200, seed), random);
    for (std::size_t i = 0; i < 200; ++i) {
      if (a.label[i] == 0) classwise += a.x_0.row(Eigen::Index(i)).transpose(), ++count;
      if (b.label[i] == 0) minibatch += b.x_0.row(Eigen::Index(i)).transpose();
    }
  }
  CHECK((classwise / count).norm() < 5 / std::sqrt(double(count)));
  CHECK((minibatch / count).norm() > 0.3);
  Pairs<double> unlabelled = before;
  unlabelled.label.clear();
  CHECK_THROWS_WITH(ClasswiseOT{}(unlabelled, random), Catch::Contains("needs a label"));
}

TEST_CASE("Sinkhorn's coupling tends to the optimal one as eps falls, to the independent one as it "
          "grows") {
  const Pairs<double> before = drawn(64, 8);
  Random random(9);
  const auto cost = [&](double eps) {
    double sum = 0;
    for (int i = 0; i < 20; ++i)
      sum += mean_pair_cost(SinkhornCoupling{{eps, 1e-3, 300, in_costs}}(before, random)) / 20;
    return sum;
  };
  const double best = mean_pair_cost(MinibatchOT{}(before, random));
  CHECK(cost(1e-4) < 1.05 * best);
  CHECK(cost(1e-4) >= best * (1 - 1e-9));
  double independent = 0;
  for (Eigen::Index i = 0; i < 64; ++i)
    independent += (before.x_1.rowwise() - before.x_0.row(i)).squaredNorm() / (64 * 64);
  CHECK(cost(1e4) == Approx(independent).epsilon(0.1));
}

TEST_CASE("couplings refuse what has no pairs: other sizes, labels too few, numbers that are not") {
  const Pairs<double> good = drawn(16, 12);
  Random random(1);
  for (const AnyCoupling& coupling : couplings()) {
    INFO(coupling_names[coupling.index()]);
    Pairs<double> bad = good;
    bad.x_1.conservativeResize(15, 2);
    CHECK_THROWS_WITH(couple(coupling, bad, random), Catch::Contains("as many"));
    bad = good;
    bad.label.pop_back(); // class-wise transport has words of its own
    CHECK_THROWS_WITH(couple(coupling, bad, random), Catch::Contains("label"));
    bad = good;
    bad.x_0(3, 1) = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(couple(coupling, bad, random), Catch::Contains("not finite"));
  }
  Pairs<double> wide{Batch<double>::Zero(3, 2), Batch<double>::Zero(3, 3), {}};
  CHECK_THROWS_WITH(mean_pair_cost(wide), Catch::Contains("coordinates"));
  const Pairs<double> many = drawn(2049, 13);
  CHECK_THROWS_WITH(couple(couplings()[3], many, random), Catch::Contains("2048"));
  const DataSet<double> data = sample_set<double>(Distribution::moons, 8, random);
  CHECK_THROWS_WITH(draw_pairs(data, Distribution::gaussian, -1, random),
                    Catch::Contains("at least 0"));
  CHECK_THROWS_WITH(draw_rows(Batch<double>(0, 2), 3, random), Catch::Contains("no points"));
  Batch<double> base = Batch<double>::Zero(4, 2);
  base(2, 1) = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(draw_pairs(data, Distribution::gaussian, 8, random, base),
                    Catch::Contains("base are finite"));
  DataSet<double> torn = data;
  torn.points.setConstant(std::numeric_limits<double>::quiet_NaN());
  CHECK_THROWS_WITH(draw_pairs(torn, Distribution::gaussian, 8, random),
                    Catch::Contains("not finite"));
}

TEST_CASE("distances in a float's precision refuse what is not finite, in any dimension") {
  for (Eigen::Index d : {2, 40}) {
    Batch<float> x = Batch<float>::Ones(6, d), y = x;
    y(4, 1) = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH(squared_distances(x, y), Catch::Contains("not finite"));
    CHECK_THROWS_WITH(squared_distances(y, x), Catch::Contains("not finite"));
  }
}

TEST_CASE("reflow carries each noise along the flow and leaves labels alone") {
  const Pairs<double> before = drawn(16, 10);
  Random random(1);
  const auto v = [](const Batch<double>& x, double) -> Batch<double> { return x; };
  const Pairs<double> after = Reflow{v, tableau("rk4"), 50}(before, random);
  CHECK(after.x_0 == before.x_0);
  CHECK(after.label == before.label);
  CHECK((after.x_1 - std::exp(1.) * before.x_0).norm() < 1e-6);
}

TEST_CASE(
    "Sinkhorn: both marginals, a cost above the optimum that falls to it, and no NaN at tiny eps") {
  const Pairs<double> p = drawn(40, 11);
  const Batch<double> c = squared_distances(p.x_0, p.x_1).cast<double>();
  const double best = assign(c).cost / 40;
  double before = 1e9;
  for (double eps : {10., 1., 0.1, 0.01, 1e-3, 1e-6}) {
    INFO(eps);
    const Transport t = sinkhorn(c, {eps, 1e-8, 3000, in_costs});
    CHECK(t.plan.allFinite());
    CHECK(t.plan.minCoeff() >= 0);
    if (t.converged) {
      CHECK(t.marginal_error < 1e-6);
      CHECK((t.plan.rowwise().sum().array() - 1. / 40).abs().maxCoeff() < 1e-7);
      CHECK(t.cost > best - 1e-7);
      CHECK(t.cost <= before + 1e-7);
      before = t.cost;
    }
    CHECK((t.converged || eps < 0.05));
    CHECK(t.iterations > 0);
  }
  CHECK(sinkhorn(c, {0.01, 1e-8, 3000, in_costs}).cost == Approx(best).epsilon(0.05));
  // Out of iterations on the way, at a larger eps whose marginals happen to be good, is not
  // converged.
  const Transport full = sinkhorn(c, {0.01, 1e-2, 3000, in_costs});
  REQUIRE(full.converged);
  for (int iterations = 1; iterations < full.iterations; ++iterations)
    CHECK_FALSE(sinkhorn(c, {0.01, 1e-2, iterations, in_costs}).converged);
  // Below the rounding of the costs nothing can be fitted, and it says so.
  for (double eps : {1e-12, 1e-14, 1e-16, 1e-18}) {
    const Transport t = sinkhorn(c, {eps, 1e-6, 3000, in_costs});
    INFO(eps << ": " << t.marginal_error);
    CHECK((!t.converged || t.marginal_error <= 1.01e-6));
  }
  CHECK(!sinkhorn(c, {1e-18, 1e-6, 3000, in_costs}).converged);
  const Transport cut = sinkhorn(c, {0.01, 1e-12, 3, in_costs});
  CHECK(!cut.converged);
  CHECK(cut.iterations == 3);
  CHECK(cut.marginal_error > 1e-6);
  // Not square: rows sum to 1/n, columns to 1/m.
  const Transport wide = sinkhorn(Batch<double>(c.topRows(10)), {0.5, 1e-8, 20000, in_costs});
  CHECK((wide.plan.colwise().sum().array() - 1. / 40).abs().maxCoeff() < 1e-7);
  CHECK_THROWS_WITH(sinkhorn(c, {0, 1e-8, 10, in_costs}), Catch::Contains("exact assignment"));
  CHECK_THROWS_WITH(sinkhorn(Batch<double>(0, 3), {}), Catch::Contains("at least one point"));
  CHECK_THROWS_WITH(sinkhorn(Batch<double>::Constant(2, 2, NAN), {}), Catch::Contains("finite"));
}

TEST_CASE("Sinkhorn's plan does not depend on the unit of length, unless eps is said to") {
  const Pairs<double> p = drawn(40, 11);
  const Batch<double> c = squared_distances(p.x_0, p.x_1).cast<double>();
  const Transport small = sinkhorn(c, {}), large = sinkhorn(1e6 * c, {});
  REQUIRE(small.converged);
  CHECK((small.plan - large.plan).cwiseAbs().maxCoeff() < 1e-9);
  CHECK(large.cost == Approx(1e6 * small.cost).epsilon(1e-9));
  CHECK(large.regularisation == Approx(1e6 * small.regularisation));
  // Nor on what is added to all costs, nor much on one point far away.
  CHECK((sinkhorn((c.array() + 7).matrix(), {}).plan - small.plan).cwiseAbs().maxCoeff() < 1e-9);
  Batch<double> far = c;
  far.row(0).array() += 1e9;
  CHECK(sinkhorn(far, {}).regularisation < 1.2 * small.regularisation);
  const Transport fixed = sinkhorn(c, {0.3, 1e-8, 10000, in_costs});
  CHECK(fixed.regularisation == 0.3);
  CHECK((sinkhorn(1e6 * c, {0.3e6, 1e-8, 10000, in_costs}).plan - fixed.plan).norm() < 1e-9);
  CHECK(sinkhorn(Batch<double>::Constant(3, 4, 5), {}).plan.isApproxToConstant(1. / 12));
  // Pairs, too: points a thousand times as far apart are paired alike.
  Pairs<double> scaled = p;
  scaled.x_0 *= 1024, scaled.x_1 *= 1024;
  Random one(3), other(3);
  CHECK(SinkhornCoupling{}(p, one).x_1 * 1024 == SinkhornCoupling{}(scaled, other).x_1);
}
