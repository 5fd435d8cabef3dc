// The flat weights: one layout, one pass, two precisions; and runs that begin at published ones.
#include "check.hpp"
#include "publish/export.hpp"
#include "runs.hpp"
#include "train/objective.hpp"
#include "train/start.hpp"

using namespace fm;
using namespace fm_test;

TEST_CASE("bfloat16: masters in float, resumed to the bit, and the loss falls as in float") {
  const Folder folder;
  const Mnist data = bars(40);
  Config half = tiny();
  half.precision = "bf16";
  const auto whole = fresh(half), first = fresh(half);
  CHECK(whole->net->in_conv->weight.scalar_type() == torch::kBFloat16);
  CHECK(whole->average->in_conv->weight.scalar_type() == torch::kFloat32);
  REQUIRE(train(*whole, data, into(folder.path / "whole"), go_on));
  REQUIRE_FALSE(train(*first, data, into(folder.path / "parts", 4), go_on));
  const auto second = load_checkpoint(folder.path / "parts" / "checkpoint.ckpt");
  REQUIRE(train(*second, data, into(folder.path / "parts"), go_on));
  CHECK(torch::equal(whole->weights.state().masters, second->weights.state().masters));
  CHECK(same(whole->average, second->average));
  Config full = tiny();
  full.precision = "fp32";
  const auto other = fresh(full);
  REQUIRE(train(*other, data, into(folder.path / "full"), go_on));
  CHECK(whole->loss == Approx(other->loss).epsilon(0.02)); // ten steps of rounding by 2^-9
  CHECK(fresh(tiny())->config.precision != "auto");
}

TEST_CASE("one pass over flat weights is torch's AdamW and the moving average, layer by layer") {
  Config config = tiny();
  config.precision = "fp32"; // as torch's
  const auto state = fresh(config);
  VelocityNet plain(state->config.shape()), average(state->config.shape());
  copy_weights(plain, state->net);
  copy_weights(average, state->net);
  torch::optim::AdamW adam(plain->parameters(),
                           torch::optim::AdamWOptions(2e-3).weight_decay(0.03));
  const Mnist data = bars(40);
  Batches batches(data, state->config);
  for (int k = 0; k < 12; ++k) {
    const Draw draw = batches.draw(k % 5, torch::kCPU);
    adam.zero_grad();
    objective(plain, draw, state->config).backward();
    // The same gradients for both, or rounding would part them.
    const auto from = plain->parameters(), to = state->net->parameters();
    for (std::size_t i = 0; i < to.size(); ++i) to[i].mutable_grad().copy_(from[i].grad());
    adam.step();
    state->weights.step(k + 1, 2e-3, 0.03, 0.1);
    torch::NoGradGuard no_grad;
    const auto means = average->parameters(), ours = state->average->parameters();
    for (std::size_t i = 0; i < to.size(); ++i) {
      means[i].lerp_(from[i], 0.1);
      // 12 steps of 2e-3, each off by some roundings of 6e-8 of itself.
      CHECK(torch::allclose(to[i], from[i], 1e-5, 1e-7));
      CHECK(torch::allclose(ours[i], means[i], 1e-5, 1e-7));
    }
  }
}

TEST_CASE("a third scale begins as nothing: the start of a run is the network that it is given") {
  const Folder folder;
  const auto small = fresh(tiny());
  small->step = 1;
  export_weights(*small, bars(500), folder.path, "tiny");
  const std::string bytes = published(folder.path, "tiny");
  Config c = tiny();
  c.preset = "small";
  CHECK_THROWS_WITH(begin_from(*fresh(c), bytes), Catch::Contains("has shape"));
  CHECK_THROWS_WITH(begin_from(*small, bytes), Catch::Contains("fresh"));
  c.preset = "shallow";
  const auto narrow = fresh(c);
  narrow->step = 1;
  export_weights(*narrow, bars(500), folder.path, "shallow");
  c.preset = "small";
  c.seed = 9;
  c.precision = "fp32"; // in bfloat16 the network is the rounded one of its average
  const auto grown = fresh(c);
  begin_from(*grown, published(folder.path, "shallow"));
  CHECK(same(grown->net, grown->average));
  torch::NoGradGuard no_grad;
  for (torch::Tensor& p : narrow->average->parameters()) p.copy_(p.to(torch::kFloat16));
  const torch::Tensor x = torch::randn({2, 1, 28, 28}), t = torch::tensor({0.2f, 0.7f}),
                      label = torch::tensor({3L, 10L});
  CHECK(torch::equal(grown->average->forward(x, t, label), narrow->average->forward(x, t, label)));
}
