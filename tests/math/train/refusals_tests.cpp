// What a trainer refuses of itself, whoever calls it.
#include "catch.hpp"
#include "fm/train/trainer.hpp"
#include "moons.hpp"

using namespace fm;

namespace {
TrainerConfig small() {
  TrainerConfig config;
  config.network.hidden = {8};
  config.batch = 8;
  return config;
}
} // namespace

TEST_CASE("labels are as many as the points, with classes or without") {
  TrainerConfig config = small();
  DataSet<float> data = moons();
  data.label.assign(std::size_t(data.points.rows()) + 1, 0);
  const auto refused = Catch::Contains("one label a row");
  CHECK_THROWS_WITH(Trainer<float>(config, data), refused);
  config.network.classes = 2;
  CHECK_THROWS_WITH(Trainer<float>(config, data), refused);
  data.label.assign(3, 0); // fewer: the batches would read past them
  CHECK_THROWS_WITH(Trainer<float>(config, data), refused);
  const Batch<float> two = Batch<float>::Ones(2, 2);
  CHECK_THROWS_WITH(Trainer<float>(config, Pairs<float>{two, two, {0}}), refused);
}

TEST_CASE("noise of the plane is no source of data in space") {
  TrainerConfig config = small();
  config.network.dim = 3;
  const DataSet<float> space{Batch<float>::Ones(4, 3), {}};
  CHECK_THROWS_WITH(Trainer<float>(config, space), Catch::Contains("bring a base"));
  const Batch<float> base = Batch<float>::Zero(4, 3);
  Trainer<float> with_base(config, space, base);
  CHECK(std::isfinite(with_base.step()));
  Trainer<float> on_pairs(config, Pairs<float>{base, space.points, {}});
  CHECK(std::isfinite(on_pairs.step()));
}

TEST_CASE("a learned velocity is asked for inside [0, 1], and with a scale that is a number") {
  TrainerConfig config = small();
  config.network.classes = 2;
  DataSet<float> data = moons();
  data.label.assign(std::size_t(data.points.rows()), 1);
  Trainer<float> trainer(config, data);
  const Batch<float> x = Batch<float>::Ones(2, 2);
  for (double t : {-0.5, 1.5, double(NAN)}) {
    CHECK_THROWS_WITH(trainer.velocity(x, t), Catch::Contains("t lies in [0, 1]"));
    CHECK_THROWS_WITH(trainer.linearise(x, t), Catch::Contains("t lies in [0, 1]"));
  }
  const std::vector<int> classes{0, 1};
  CHECK_THROWS_WITH(trainer.velocity(x, 0.5, classes, NAN), Catch::Contains("guidance"));
  CHECK_THROWS_WITH(trainer.velocity(x, 0.5, classes, INFINITY), Catch::Contains("guidance"));
}

TEST_CASE("a schedule's parameter out of range is no schedule to train under") {
  TrainerConfig config = small();
  for (double sigma_min : {-0.1, 1., double(NAN)}) {
    config.schedule = {CondOT{sigma_min}};
    CHECK_THROWS_WITH(Trainer<float>(config, moons()), Catch::Contains("sigma_min lies in"));
  }
  config.schedule = {Polynomial{0.5}};
  CHECK_THROWS_WITH(Trainer<float>(config, moons()), Catch::Contains("degree"));
  config.schedule = {VariancePreserving{3, 1}};
  CHECK_THROWS_WITH(Trainer<float>(config, moons()), Catch::Contains("beta"));
}
