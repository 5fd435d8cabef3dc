// What a network is trained on: schedules, couplings, weights, bases, labels, its own pairs.
#include "catch.hpp"
#include "fm/exact/floor.hpp"
#include "fm/measure/trajectories.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/train/trainer.hpp"
#include "fm/transport/reflow.hpp"
#include "moons.hpp"

using namespace fm;

TEST_CASE("under another schedule training reaches that schedule's floor", "[long]") {
  TrainerConfig config;
  config.schedule = AnySchedule::of(ScheduleKind::cosine, 0);
  Trainer<float> trainer(config, moons());
  const double reached = run_mean(trainer, 2000, 600);
  Random random(2);
  const Estimate floor =
      irreducible_loss(moons().points, config.source, config.schedule, 4000, random);
  CHECK(reached < 1.08 * floor.mean + 3 * floor.standard_error);
  CHECK(reached > 0.97 * floor.mean - 3 * floor.standard_error);
}

TEST_CASE("with optimal pairs the loss falls far below the independent floor", "[long]") {
  TrainerConfig config;
  config.coupling = MinibatchOT{};
  Trainer<float> trainer(config, moons());
  Random random(2);
  const Estimate floor = irreducible_loss(moons().points, config.source, CondOT{}, 2000, random);
  CHECK(run_mean(trainer, 400, 100) < 0.3 * floor.mean);
}

TEST_CASE("importance weights give the mean gradient of uniform times") {
  // The network stays where it is, so that the gradients of many batches can be averaged.
  const auto mean_gradient = [](TimeSampling kind, bool importance) {
    TrainerConfig config;
    config.network.hidden = {16};
    config.times = {kind, 0, 1.5};
    config.importance = importance;
    config.learning_rate = 1e-30;
    config.batch = 4096;
    Trainer<float> trainer(config, moons());
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(Eigen::Index(trainer.net().gradient().size()));
    for (int i = 0; i < 40; ++i) {
      trainer.step();
      sum += Eigen::Map<const Eigen::VectorXf>(trainer.net().gradient().data(), sum.size())
                 .cast<double>();
    }
    return Eigen::VectorXd(sum / 40);
  };
  const Eigen::VectorXd uniform = mean_gradient(TimeSampling::stratified, false),
                        weighted = mean_gradient(TimeSampling::mode, true),
                        not_weighted = mean_gradient(TimeSampling::mode, false);
  const double sampling = 0.03; // of 160,000 pairs, relative
  CHECK((weighted - uniform).norm() < sampling * uniform.norm());
  CHECK((not_weighted - uniform).norm() > 3 * sampling * uniform.norm());
}

TEST_CASE(
    "a base of points is the source; fixed pairs and reversed time are refused with a reason") {
  TrainerConfig config;
  config.network.hidden = {8};
  const Batch<float> one = Batch<float>::Constant(1, 2, 0.5f);
  Trainer<float> from_one(config, DataSet<float>{one, {}}, one); // u = 0 wherever it looks
  std::vector<float> losses(300);
  int done = 0;
  from_one.set_learning_rate(2e-2);
  REQUIRE(from_one.run(300, losses.data(), done) == TrainOutcome::ok);
  CHECK(losses.back() < 1e-3f);
  CHECK(from_one.independent_pairs());
  CHECK_FALSE(from_one.normal_source());
  CHECK_THROWS_WITH(Trainer<float>(config, moons(), Batch<float>(3, 1)),
                    Catch::Contains("number of coordinates"));
  config.coupling = MinibatchOT{};
  CHECK_THROWS_WITH(Trainer<float>(config, Pairs<float>{one, one, {}}),
                    Catch::Contains("coupled already"));
  config.batch = 20000;
  CHECK_THROWS_WITH(Trainer<float>(config, moons()), Catch::Contains("take smaller batches"));
  config.coupling = Independent{};
  config.schedule.reversed = true;
  CHECK_THROWS_WITH(Trainer<float>(config, moons()), Catch::Contains("noise at t = 0"));
}

TEST_CASE("importance weights leave the goal where it was, whatever times are trained on",
          "[long]") {
  TrainerConfig config;
  config.times = {TimeSampling::mode, 0, 1};
  config.importance = true;
  Trainer<float> trainer(config, moons());
  std::vector<float> losses(1200);
  int done = 0;
  REQUIRE(trainer.run(1200, losses.data(), done) == TrainOutcome::ok);
  // The learned field against the exact one, at times that are rarely drawn too.
  Random random(3);
  std::vector<double> w;
  const Batch<float> x = sample<float>(Distribution::gaussian, 200, random);
  double error = 0;
  for (double t : {0.1, 0.5}) {
    const Batch<float> v = trainer.velocity(x, t);
    for (Eigen::Index i = 0; i < x.rows(); ++i)
      error += (v.row(i).transpose().cast<double>() -
                point_set_marginal(moons().points, config.source, CondOT{},
                                   x.row(i).transpose().cast<double>(), t, w)
                    .velocity)
                   .squaredNorm();
  }
  CHECK(std::sqrt(error / 400) < 0.35);
}

TEST_CASE("guidance: with a class the network samples that class, and w = 0 leaves it out",
          "[long]") {
  TrainerConfig config;
  config.network.classes = 2;
  config.label_drop = 0.2;
  config.ema_decay = 0.99;
  Trainer<float> trainer(config, moons());
  run_mean(trainer, 1500, 1);
  constexpr int n = 200;
  Random random(4);
  const Batch<float> x_0 = sample<float>(Distribution::gaussian, n, random);
  const auto lower = [&](int label, double guidance) {
    const std::vector<int> classes(n, label);
    const auto v = [&](const Batch<float>& x, double t) {
      return trainer.velocity(x, t, classes, guidance);
    };
    const Batch<float> x = solve(tableau("heun"), v, x_0, 0, 1, 30);
    int count = 0;
    for (Eigen::Index i = 0; i < n; ++i)
      count += std::fabs(std::hypot(x(i, 0) - 1, x(i, 1) - 0.5f) - 2) <
               std::fabs(std::hypot(x(i, 0) + 1, x(i, 1) + 0.5f) - 2);
    return double(count) / n;
  };
  CHECK(lower(1, 1) > 0.9);
  CHECK(lower(0, 1) < 0.1);
  CHECK(lower(1, 0) == Approx(0.5).margin(0.2));
  CHECK_THROWS_WITH(Trainer<float>(config, DataSet<float>{moons().points, {}}),
                    Catch::Contains("needs data with labels"));
}

TEST_CASE("reflow straightens: trained on its own pairs, the flow is nearly straight", "[long]") {
  Trainer<float> first({}, moons());
  run_mean(first, 800, 1);
  constexpr int n = 2000;
  Random random(6);
  const auto v_of = [](Trainer<float>& trainer) {
    return [&trainer](const Batch<float>& x, double t) { return trainer.velocity(x, t); };
  };
  const Reflow reflow{v_of(first), tableau("heun"), 20};
  const Batch<float> x_0 = sample<float>(Distribution::gaussian, n, random);
  const Pairs<float> pairs = reflow(Pairs<float>{x_0, x_0, {}}, random);
  CHECK(pairs.x_0 == x_0);
  Trainer<float> second({}, pairs);
  run_mean(second, 800, 1);
  const auto bend = [&](Trainer<float>& trainer) {
    Trajectories<float> paths{uniform_grid(0, 1, 20), {x_0}};
    solve(tableau("heun"), v_of(trainer), x_0, paths.times,
          [&](int, double, const Batch<float>& x) {
            paths.states.push_back(x);
            return true;
          });
    return straightness(paths);
  };
  const double before = bend(first), after = bend(second);
  CHECK(after < 0.2 * before);
}
