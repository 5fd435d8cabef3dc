#include "catch.hpp"
#include "fm/mixture.hpp"
#include "fm/trainer.hpp"

#include <cstring>

using namespace fm;

namespace {
Batch<float> moons() {
  Random random(1);
  return sample<float>(Distribution::moons, 1024, random);
}
double mean(const std::vector<float>& x, std::size_t from) {
  double sum = 0;
  for (std::size_t i = from; i < x.size(); ++i) sum += double(x[i]);
  return sum / double(x.size() - from);
}
} // namespace

TEST_CASE("training reaches the floor that the closed form gives, and not less") {
  constexpr int steps = 3000;
  TrainerConfig config;
  Trainer<float> trainer(config, moons());
  std::vector<float> losses(steps);
  int done = 0;
  REQUIRE(trainer.run(steps, losses.data(), done) == TrainOutcome::ok);
  CHECK(done == steps);
  CHECK(trainer.steps() == steps);
  Random random(2);
  const Estimate floor = irreducible_loss(moons(), config.source, CondOT{}, 4000, random);
  const double reached = mean(losses, steps - 1000);
  CHECK(losses[0] > 1.4 * floor.mean);
  CHECK(reached < 1.06 * floor.mean + 3 * floor.standard_error);
  CHECK(reached > 0.97 * floor.mean - 3 * floor.standard_error);
}

TEST_CASE("two runs with one seed agree to the bit; another seed differs") {
  const auto weights = [](std::uint64_t seed, int pieces) {
    TrainerConfig config;
    config.seed = seed;
    Trainer<float> trainer(config, moons());
    std::vector<float> losses(60);
    int done = 0;
    for (int i = 0; i < pieces; ++i) trainer.run(60 / pieces, losses.data(), done);
    return trainer.net().parameters();
  };
  const auto a = weights(5, 1), b = weights(5, 6), c = weights(6, 1);
  CHECK(std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0);
  CHECK(a != c);
}

TEST_CASE("a learning rate that is too large is taken back to the last good state") {
  TrainerConfig config;
  Trainer<float> trainer(config, moons());
  std::vector<float> losses(400);
  int done = 0;
  REQUIRE(trainer.run(120, losses.data(), done) == TrainOutcome::ok);
  trainer.set_learning_rate(10);
  CHECK(trainer.run(400, losses.data(), done) == TrainOutcome::diverged);
  CHECK(done < 400);
  CHECK(trainer.steps() >= 100);
  for (float w : trainer.net().parameters()) REQUIRE(std::isfinite(w));
  trainer.set_learning_rate(1e-3);
  REQUIRE(trainer.run(400, losses.data(), done) == TrainOutcome::ok);
  CHECK(mean(losses, 300) < 2.3);
  CHECK_THROWS_AS(trainer.set_learning_rate(-1), Error);
}

TEST_CASE("whenever a bad update comes, the state that is kept is from before it") {
  for (int when = 45; when <= 55; ++when) {
    INFO(when);
    Trainer<float> trainer({}, moons());
    std::vector<float> losses(200);
    int done = 0;
    trainer.run(when, losses.data(), done);
    trainer.set_learning_rate(1e38);
    trainer.run(1, losses.data(), done); // its own loss is still that of the weights before it
    trainer.set_learning_rate(1e-3);
    trainer.run(200, losses.data(), done);
    REQUIRE(trainer.run(20, losses.data(), done) == TrainOutcome::ok);
    CHECK(losses[0] < 4);
  }
}

TEST_CASE("a trainer refuses data that it cannot learn from") {
  CHECK_THROWS_AS(Trainer<float>({}, Batch<float>(0, 2)), Error);
  Batch<float> bad = moons();
  bad(3, 1) = std::numeric_limits<float>::quiet_NaN();
  CHECK_THROWS_WITH(Trainer<float>({}, bad), Catch::Contains("not finite"));
}
