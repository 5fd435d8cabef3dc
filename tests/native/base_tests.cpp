// Flows that begin at a Gaussian with the data's mean and covariance.
#include "check.hpp"
#include "eval/likelihood.hpp"
#include "program.hpp"
#include "publish/export.hpp"
#include "runs.hpp"
#include "sample/reflow.hpp"
#include "train/objective.hpp"

#include <numbers>

using namespace fm;
using namespace fm_test;

namespace {
Config informed() {
  Config c = tiny();
  c.base = "informed";
  return c;
}
// A network whose velocity is 0: what it samples is its base.
void make_still(VelocityNet net) {
  torch::NoGradGuard no_grad;
  net->out_conv->weight.zero_();
  net->out_conv->bias.zero_();
}
} // namespace

TEST_CASE("an informed base has the mean and the covariance of the pixels, and a way back") {
  const Mnist data = bars(200);
  const Base base = informed_base(data);
  torch::manual_seed(2);
  constexpr std::int64_t n = 20000;
  const torch::Tensor z = torch::randn({n, 1, 28, 28}), x = base.from_noise(z);
  const torch::Tensor pixels = to_unit(data.images).flatten(1).to(torch::kFloat64),
                      drawn = x.flatten(1).to(torch::kFloat64);
  const torch::Tensor c = torch::cov(pixels.t()), v = c.diagonal();
  // Six standard errors, of which 784 and half a million are tried; and the ridge.
  const double ridge = 4. / (255 * 255);
  CHECK(
      ((drawn.mean(0) - pixels.mean(0)).abs() <= 6 * ((v + ridge) / n).sqrt()).all().item<bool>());
  CHECK(((torch::cov(drawn.t()) - c).abs() <=
         6 * ((torch::outer(v, v) + c.square()) / n).sqrt() + 3 * ridge)
            .all()
            .item<bool>());
  // Rounding of 6e-8 of values up to 10, divided by one grey level.
  CHECK((base.to_noise(x) - z).abs().max().item<double>() < 2e-3);
  CHECK(torch::equal(Base().from_noise(z), z));
  CHECK_THROWS_WITH(base.from_noise(z.narrow(2, 0, 14)), Catch::Contains("dimensions"));
  CHECK_THROWS_WITH(informed_base(bars(1)), Catch::Contains("at least 2"));
  CHECK_THROWS_WITH(informed_base({data.images, data.labels, data.images}),
                    Catch::Contains("bring theirs"));
}

TEST_CASE("a run from an informed base: stopped, resumed to the bit, and sampled from that base") {
  const Folder folder;
  const Mnist data = bars(40);
  const auto whole = fresh(informed()), first = fresh(informed());
  REQUIRE(train(*whole, data, into(folder.path / "whole"), go_on));
  REQUIRE_FALSE(train(*first, data, into(folder.path / "parts", 4), go_on));
  const auto second = load_checkpoint(folder.path / "parts" / "checkpoint.ckpt");
  REQUIRE(second->base.informed());
  REQUIRE(train(*second, data, into(folder.path / "parts"), go_on));
  CHECK(same(whole->average, second->average));
  const auto other = fresh(tiny());
  REQUIRE(train(*other, data, into(folder.path / "other"), go_on));
  CHECK_FALSE(same(whole->average, other->average));

  // The same unit noise, in each base.
  Config c = informed();
  Batches with(data, c, informed_base(data)), without(data, c);
  const torch::Tensor z = without.draw(3, torch::kCPU).x_0;
  CHECK(torch::equal(with.draw(3, torch::kCPU).x_0, second->base.from_noise(z)));
  make_still(second->average);
  const torch::Tensor label = torch::zeros({5}, torch::kInt64);
  CHECK(torch::equal(sample_digits(second->flow(), label, {"euler", 2, 1, 8}),
                     second->base.from_noise(draw_noise(5, second->net->shape, 8))));
}

TEST_CASE("the likelihood under a still flow is that of its base") {
  const Mnist test = bars(10);
  const auto state = shaken_state();
  make_still(state->average);
  const Base base = informed_base(bars(100));
  const Likelihood found = bits_per_dimension({state->average, base}, test, 10, true, 3, 2);
  Batch<float> x(10, 784);
  const torch::Tensor pixels = to_unit(test.images);
  std::copy_n(pixels.data_ptr<float>(), x.size(), x.data());
  // Uniform noise of a level's width adds w^2 / 12 |L^-1|^2 / 2 to it, which is at most 1/24 a
  // pixel where the covariance is the ridge alone.
  const double bits =
      -double(base.log_density(x).mean()) / (784 * std::numbers::ln2) - std::log2(2. / 255);
  CHECK(found.bits > bits);
  CHECK(found.bits < bits + 1 / (24 * std::numbers::ln2) + 0.01);
}

TEST_CASE("what an informed base cannot do is refused in words") {
  const Folder folder;
  const std::string at = folder.path.string();
  write_mnist(folder.path, 160, 260);
  const std::string run = " --out " + at + "/run --data " + at;
  const Outcome o = fm_run("train --preset tiny --batch 8 --sample-every 0 --device cpu "
                           "--max-steps 1 --base informed" +
                           run);
  INFO(o.text);
  REQUIRE(o.status == 0);
  const std::string from = " --checkpoint " + at + "/run/checkpoint.ckpt --out " + at + "/out";
  const std::string pictures[] = {"sample --steps 1 --count 2", "interpolate --steps 1 --frames 2",
                                  "invert --steps 1 --count 2 --data " + at};
  for (const std::string& works : pictures) CHECK(fm_run(works + from).status == 0);
  fails_with("export --data " + at + from, "train with --base normal");
  fails_with("reflow --count 4" + from, "trained with --base normal");
  fails_with("train --base uniform" + run, "--base is normal or informed, not 'uniform'");
  Config c = informed();
  c.pairs = "a digest";
  CHECK_THROWS_WITH(check(c), Catch::Contains("leave one of the two out"));
}
