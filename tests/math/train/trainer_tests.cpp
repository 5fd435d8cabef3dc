#include "catch.hpp"
#include "fm/exact/floor.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/train/trainer.hpp"
#include "moons.hpp"

#include <cstring>

using namespace fm;

TEST_CASE("training reaches the floor that the closed form gives, and not less", "[long]") {
  constexpr int steps = 3000;
  TrainerConfig config;
  Trainer<float> trainer(config, moons());
  std::vector<float> losses(steps);
  int done = 0;
  REQUIRE(trainer.run(steps, losses.data(), done) == TrainOutcome::ok);
  CHECK(done == steps);
  CHECK(trainer.steps() == steps);
  Random random(2);
  const Estimate floor = irreducible_loss(moons().points, config.source, CondOT{}, 4000, random);
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

TEST_CASE("a learning rate that is too large is taken back to the last good state", "[long]") {
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

TEST_CASE("whenever a bad update comes, the state that is kept is from before it", "[long]") {
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

TEST_CASE("a rare enormous target is not taken for divergence") {
  // Under linear VP a time within 2e-5 of 1 lifts one batch's loss over all bounds.
  TrainerConfig config;
  config.network.hidden = {32};
  config.schedule = AnySchedule::of(ScheduleKind::linear_vp, 0);
  Trainer<float> trainer(config, moons());
  std::vector<float> losses(1200);
  int done = 0;
  CHECK(trainer.run(1200, losses.data(), done) == TrainOutcome::ok);
  CHECK(*std::max_element(losses.begin(), losses.end()) > 20 * losses[0]);
}

TEST_CASE("a trainer refuses data that it cannot learn from") {
  CHECK_THROWS_AS(Trainer<float>({}, DataSet<float>{Batch<float>(0, 2), {}}), Error);
  DataSet<float> bad = moons();
  bad.points(3, 1) = std::numeric_limits<float>::quiet_NaN();
  CHECK_THROWS_WITH(Trainer<float>({}, bad), Catch::Contains("not finite"));
}

namespace {
// FNV-1a of the weights' bits.
std::uint64_t fingerprint(const std::vector<float>& x) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (float v : x) hash = (hash ^ __builtin_bit_cast(std::uint32_t, v)) * 1099511628211ULL;
  return hash;
}
} // namespace

TEST_CASE("a seed trains the same network everywhere, to the bit") {
  // Frozen; this test runs natively and in WebAssembly.
  TrainerConfig config;
  Trainer<float> trainer(config, moons());
  run_mean(trainer, 200, 1);
  CHECK(fingerprint(trainer.net().parameters()) == 0x737225ca395ab61e);
  config.coupling = MinibatchOT{};
  config.times = {TimeSampling::logit_normal, 0, 1};
  config.network.activation = Activation::tanh;
  config.network.residual = true;
  config.max_norm = 1, config.weight_decay = 0.01, config.ema_decay = 0.99;
  Trainer<float> other(config, moons());
  run_mean(other, 100, 1);
  CHECK(fingerprint(other.net().parameters()) == 0xaa55556a8b5a395a);
}

TEST_CASE("averaged weights are used for the velocity, and leave training as it was") {
  TrainerConfig plain, averaged;
  averaged.ema_decay = 0.9;
  Trainer<float> a(plain, moons()), b(averaged, moons());
  run_mean(a, 100, 1), run_mean(b, 50, 1);
  const Batch<float> x = Batch<float>::Ones(1, 2);
  const Batch<float> before = b.velocity(x, 0.5);
  run_mean(b, 50, 1);
  CHECK(a.net().parameters() == b.net().parameters());
  CHECK(a.velocity(x, 0.5) != b.velocity(x, 0.5));
  CHECK(before != b.velocity(x, 0.5));
}
