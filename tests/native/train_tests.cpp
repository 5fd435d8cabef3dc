#include "check.hpp"
#include "fm/base/require.hpp"
#include "runs.hpp"
#include "sample/sample.hpp"
#include "train/measure.hpp"
#include "train/objective.hpp"

using namespace fm;
using namespace fm_test;

TEST_CASE("2N steps = N steps, a checkpoint, and N more, to the bit") {
  const Folder folder;
  const Mnist data = bars(40);
  const auto whole = fresh(tiny());
  REQUIRE(train(*whole, data, into(folder.path / "whole"), go_on));
  CHECK(whole->step == 10);
  const auto first = fresh(tiny());
  REQUIRE_FALSE(train(*first, data, into(folder.path / "parts", 4), go_on));
  const auto second = load_checkpoint(folder.path / "parts" / "checkpoint.ckpt");
  CHECK(second->step == 4);
  REQUIRE(train(*second, data, into(folder.path / "parts"), go_on));
  CHECK(same(whole->net, second->net));
  CHECK(same(whole->average, second->average));
  CHECK(whole->loss == second->loss);
  // And another seed is another run.
  Config other = tiny();
  other.seed = 5;
  const auto different = fresh(other);
  train(*different, data, into(folder.path / "other"), go_on);
  CHECK_FALSE(same(whole->net, different->net));
}

TEST_CASE("a trapezoid's run does not know its end before the end begins") {
  const Mnist data = bars(80);
  const Folder folder;
  Config c = tiny();
  c.lr_schedule = "trapezoid";
  c.epochs = 4;
  const auto shorter = fresh(c);
  c.epochs = 8;
  const auto longer = fresh(c);
  train(*shorter, data, into(folder.path / "a", 28), go_on); // of 40 and of 80 steps
  train(*longer, data, into(folder.path / "b", 28), go_on);
  CHECK(same(shorter->net, longer->net));
  train(*shorter, data, into(folder.path / "a", 2), go_on);
  train(*longer, data, into(folder.path / "b", 2), go_on);
  CHECK_FALSE(same(shorter->net, longer->net));
}

TEST_CASE("both losses go down") {
  const Mnist data = bars(80);
  for (const std::string loss : {"mse", "smooth-l1"}) {
    INFO(loss);
    const Folder folder;
    Config c = tiny(loss);
    c.epochs = 12;
    const auto state = fresh(c);
    torch::NoGradGuard no_grad;
    const Draw draw = Batches(data, c).draw(0, torch::kCPU);
    const double before = objective(state->net, draw, c).item<double>();
    {
      torch::AutoGradMode grad(true);
      REQUIRE(train(*state, data, into(folder.path), go_on));
    }
    CHECK(objective(state->net, draw, c).item<double>() < 0.6 * before);
  }
}

TEST_CASE("an epoch shows each image once; labels are dropped at the stated rate") {
  const Mnist data = bars(1000);
  Config c = tiny();
  c.batch = 100;
  c.label_drop = 0.2;
  torch::Tensor sum = torch::zeros({1, 28, 28});
  double dropped = 0;
  Batches batches(data, c);
  for (std::int64_t step = 0; step < 10; ++step) {
    const Draw draw = batches.draw(step, torch::kCPU);
    sum += draw.x_1.sum(0);
    dropped += (draw.label == no_label).sum().item<double>();
    CHECK(draw.t.min().item<double>() >= c.t_margin);
    CHECK(draw.t.max().item<double>() <= 1 - c.t_margin);
  }
  CHECK((sum - to_unit(data.images).sum(0)).abs().max().item<double>() < 1e-2);
  CHECK(dropped / 1000 == Approx(0.2).margin(5 * std::sqrt(0.16 / 1000)));
}

TEST_CASE("every schedule and coupling trains; a coupling makes pairs near, and class-wise keeps "
          "the labels of the noise as they fell") {
  const Mnist data = bars(400);
  const auto distance = [&](const std::string& coupling) {
    Config c = tiny();
    c.batch = 100;
    c.coupling = coupling;
    c.label_drop = 0;
    Batches batches(data, c), again(data, c);
    Draw draw = batches.draw(0, torch::kCPU);
    draw = batches.draw(1, torch::kCPU); // drawn ahead
    CHECK(torch::equal(draw.x_1, again.draw(1, torch::kCPU).x_1));
    // Each image is its class's bar, so a label that has left its image is seen.
    for (std::int64_t i = 0; i < 100; ++i) {
      const std::int64_t label = draw.label[i].item<std::int64_t>();
      const auto same = (data.labels == label).nonzero()[0].item<std::int64_t>();
      CHECK((draw.x_1[i] - to_unit(data.images[same])).abs().max().item<double>() < 0.1);
    }
    return (draw.x_1 - draw.x_0).square().flatten(1).sum(1).mean().item<double>();
  };
  const double independent = distance("independent"), ot = distance("minibatch-ot"),
               by_class = distance("classwise-ot");
  CHECK(ot < by_class);
  CHECK(by_class <= independent);
  CHECK(ot < 0.99 * independent);

  for (const std::string_view schedule : schedule_names) {
    INFO(schedule);
    const Folder folder;
    Config c = tiny();
    c.schedule = schedule;
    c.coupling = "classwise-ot";
    c.times = "logit-normal";
    const auto state = fresh(c);
    REQUIRE_FALSE(train(*state, bars(80), into(folder.path, 3), go_on));
    CHECK(std::isfinite(state->loss));
  }
}

TEST_CASE("loss by time: its mean is the test loss, and the best network is kept") {
  const Examples data = bars(80), test = bars(500);
  const Folder folder;
  Config c = tiny();
  c.epochs = 1;
  const auto state = fresh(c);
  TrainOptions options = into(folder.path);
  options.sample_every = 4;
  options.test = &test;
  REQUIRE(train(*state, data, options, go_on));
  const auto best = load_checkpoint(folder.path / "best.ckpt");
  CHECK(best->best == Approx(test_loss(best->average, test, c, torch::kCPU)));
  CHECK(best->best == state->best);
  CHECK(load_checkpoint(folder.path / "checkpoint.ckpt")->best == state->best);
  // Velocities of a network of zeros are off by x_1 - x_0: the same at all times.
  for (torch::Tensor& p : state->average->parameters()) p.zero_();
  const auto loss = loss_by_time(state->average, test, c, torch::kCPU);
  for (const double one : loss) CHECK(one == Approx(loss[0]).epsilon(0.1));
}

TEST_CASE(
    "a loss that is not finite stops with step and seed, and never replaces a good checkpoint") {
  const Folder folder;
  Config c = tiny();
  c.lr = 1e30;
  c.lr_schedule = "constant";
  CHECK_THROWS_WITH(train(*fresh(c), bars(80), into(folder.path), go_on),
                    Catch::Contains("seed 4") && Catch::Contains("lower --lr") &&
                        Catch::Contains("no checkpoint had been written"));
  const auto good = fresh(c);
  save_checkpoint(folder.path / "checkpoint.ckpt", *good);
  const std::string before = read(folder.path / "checkpoint.ckpt");
  TrainOptions every = into(folder.path);
  every.checkpoint_every = 1; // due right after the update that breaks the weights
  CHECK_THROWS_WITH(train(*good, bars(80), every, go_on), Catch::Contains("lower --lr"));
  const auto kept = load_checkpoint(folder.path / "checkpoint.ckpt");
  for (const torch::Tensor& p : kept->net->parameters()) CHECK(p.isfinite().all().item<bool>());
  CHECK(before.size() > 0);
}

TEST_CASE("a run goes from one device to another and back") {
  if (!torch::cuda::is_available()) {
    skip_because("a run on a CUDA device: there is none");
    return;
  }
  const Folder folder;
  const auto state = fresh(tiny());
  TrainOptions on_gpu = into(folder.path, 2);
  on_gpu.device = torch::kCUDA;
  train(*state, bars(40), on_gpu, go_on);
  const auto back = load_checkpoint(folder.path / "checkpoint.ckpt");
  CHECK(back->net->parameters()[0].device().is_cpu());
  CHECK_FALSE(train(*back, bars(40), into(folder.path, 2), go_on));
  CHECK(back->step == 4);
}

TEST_CASE("checkpoints: missing, damaged, unwritable") {
  const Folder folder;
  CHECK_THROWS_WITH(load_checkpoint(folder.path / "none.ckpt"), Catch::Contains("no checkpoint"));
  write(folder.path / "bad.ckpt", "this is not a checkpoint");
  CHECK_THROWS_WITH(load_checkpoint(folder.path / "bad.ckpt"),
                    Catch::Contains("not a checkpoint of this trainer"));
  const auto state = fresh(tiny());
  write(folder.path / "file", "kept");
  CHECK_THROWS_WITH(save_checkpoint(folder.path / "file" / "x.ckpt", *state),
                    Catch::Contains("cannot write"));
  CHECK(read(folder.path / "file") == "kept");
}

TEST_CASE("settings out of range are refused by their flag's name") {
  const auto refused = [](auto&& change, const std::string& flag) {
    Config c;
    change(c);
    CHECK_THROWS_WITH(check(c), Catch::Contains(flag));
  };
  CHECK_NOTHROW(check(Config()));
  refused([](Config& c) { c.preset = "huge"; }, "--preset");
  refused([](Config& c) { c.loss = "l3"; }, "--loss");
  refused([](Config& c) { c.precision = "fp16"; }, "--precision");
  refused([](Config& c) { c.lr_schedule = "steps"; }, "--lr-schedule");
  refused([](Config& c) { c.schedule = "linear"; }, "linear-vp or cosine, not 'linear'");
  refused([](Config& c) { c.coupling = "sinkhorn"; }, "minibatch-ot or classwise-ot");
  refused([](Config& c) { c.times = "beta"; }, "--times");
  refused([](Config& c) { c.schedule = "cosine", c.sigma_min = 0.1; }, "--sigma-min belongs to");
  refused([](Config& c) { c.lr = 0; }, "--lr");
  refused([](Config& c) { c.sigma_min = 1; }, "--sigma-min");
  refused([](Config& c) { c.label_drop = 1.5; }, "--label-drop");
  refused([](Config& c) { c.batch = 0; }, "--batch");
}

TEST_CASE("sampling: guidance 1 is the plain field, w mixes the two; a seed repeats") {
  torch::manual_seed(1);
  VelocityNet net(UNetShape{16, 2});
  torch::NoGradGuard no_grad;
  const torch::Tensor x = torch::randn({3, 1, 28, 28}), label = torch::tensor({1L, 5L, 9L}),
                      none = torch::full_like(label, no_label);
  const torch::Tensor with = guided_velocity(net, x, 0.4, label, 1),
                      without = guided_velocity(net, x, 0.4, label, 0);
  CHECK(torch::equal(without, guided_velocity(net, x, 0.4, none, 1)));
  CHECK(torch::allclose(guided_velocity(net, x, 0.4, label, 3), without + 3 * (with - without),
                        1e-5, 1e-6));
  const SampleOptions options{"heun", 3, 2, 7};
  CHECK(torch::equal(sample_digits(net, label, options), sample_digits(net, label, options)));
  const Folder folder;
  save_grid(folder.path / "grid.png", x.clamp(-1, 1), 2);
  CHECK(read(folder.path / "grid.png").substr(1, 3) == "PNG");
}
