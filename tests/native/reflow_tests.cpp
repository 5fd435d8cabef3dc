// Pairs that a trained flow makes, as a file and as what a run learns.
#include "check.hpp"
#include "fm/base/require.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"
#include "program.hpp"
#include "runs.hpp"
#include "sample/reflow.hpp"
#include "train/objective.hpp"

#include <nlohmann/json.hpp>
#include <set>

using namespace fm;
using namespace fm_test;

TEST_CASE("a reflow pair is a noise and where the flow takes it, with its label") {
  const auto state = shaken_state();
  const SampleOptions options{"heun", 3, 1.5, 9, 0};
  const Examples pairs = reflow_pairs(state->average, options, 254);
  CHECK(torch::equal(pairs.label, torch::arange(254, torch::kInt64).remainder(11)));
  const auto last = pairs.part(250, 4); // of a batch of its own
  const torch::Tensor there =
      carry(state->average, last.x_0.to(torch::kFloat32), last.label, options, 0, 1).clamp(-1, 1);
  CHECK((there - last.x_1.to(torch::kFloat32)).abs().max().item<float>() < 1e-3f);
  CHECK_FALSE(torch::equal(pairs.x_0[0], pairs.x_0[250]));

  const Examples read = read_pairs(pairs_file(pairs));
  CHECK(torch::equal(read.x_0, pairs.x_0));
  CHECK(torch::equal(read.x_1, pairs.x_1));
  CHECK(torch::equal(read.label, pairs.label));
  const std::string bytes = pairs_file(pairs);
  CHECK_THROWS_AS(read_pairs(bytes.substr(0, bytes.size() - 2)), Error);
  CHECK_THROWS_WITH(pairs_file(Examples(bars(2))), Catch::Contains("no noise"));
  const Examples strange{pairs.x_1, pairs.label + 1, pairs.x_0};
  CHECK_THROWS_WITH(read_pairs(pairs_file(strange)), Catch::Contains("a label is not"));
}

TEST_CASE("a run on pairs draws them whole, at the times that its Euler steps look at") {
  const torch::Tensor x = torch::rand({20, 1, 28, 28}).to(torch::kFloat16);
  const Examples pairs{x, torch::arange(20, torch::kInt64).remainder(11), -x};
  Config c = tiny();
  c.label_drop = 1;
  c.euler_steps = 4;
  Batches batches(pairs, c);
  std::set<float> times;
  for (std::int64_t step = 0; step < 8; ++step) {
    const Draw draw = batches.draw(step, torch::kCPU);
    CHECK(torch::equal(draw.x_0, -draw.x_1));
    for (std::int64_t i = 0; i < c.batch; ++i) {
      const auto same = (pairs.x_1 == draw.x_1[i]).flatten(1).all(1).nonzero();
      CHECK(draw.label[i].item<int>() == int(same.item<std::int64_t>() % 11));
      times.insert(draw.t[i].item<float>());
    }
  }
  CHECK(times == std::set<float>{0, 0.25f, 0.5f, 0.75f});
}

TEST_CASE("a straighter network from the program: pairs, a run on them, its weights") {
  const Folder folder;
  const std::string at = folder.path.string();
  save_checkpoint(folder.path / "first.ckpt", *shaken_state());
  const auto works = [&](const std::string& arguments) {
    const Outcome o = fm_run(arguments);
    INFO(arguments << "\n" << o.text);
    CHECK(o.status == 0);
  };
  const std::string pairs = " --pairs " + at + "/pairs.safetensors";
  works("reflow --checkpoint " + at + "/first.ckpt --steps 1 --count 300 --out " + at +
        "/pairs.safetensors");
  const std::string run =
      "train --preset tiny --batch 8 --max-steps 2 --sample-every 0 --out " + at + "/run";
  works(run + pairs);
  fails_with("train --resume " + at + "/run/checkpoint.ckpt --data " + at, "no train-images");
  write_mnist(folder.path, 300, 260);
  const std::string data = " --data " + at;
  fails_with("train --resume " + at + "/run/checkpoint.ckpt" + data, "this run learns pairs");
  fails_with("train --preset tiny --out " + at + "/other --pairs " + at + "/first.ckpt",
             "does not hold pairs");
  const std::string publish =
      "export --name turbo --checkpoint " + at + "/run/checkpoint.ckpt --out " + at + "/weights";
  fails_with(publish + data, "this run learns pairs");
  works(publish + pairs);
  const auto manifest = nlohmann::json::parse(read(at + "/weights/manifest.json"));
  CHECK(manifest["networks"]["turbo"]["training"]["config"]["pairs"] ==
        sha256(read(at + "/pairs.safetensors")));
  const auto metrics = manifest["networks"]["turbo"]["metrics"];
  CHECK(metrics.contains("pair_loss"));
  CHECK_FALSE(metrics.contains("test_loss")); // of other targets: it would be the best of all
}
