// Latent flow matching: an autoencoder, a flow of its latents, and both in one file.
#include "check.hpp"
#include "eval/likelihood.hpp"
#include "fm/base/random.hpp"
#include "fm/base/require.hpp"
#include "program.hpp"
#include "publish/export.hpp"
#include "runs.hpp"
#include "sample/reflow.hpp"
#include "train/autoencoder.hpp"

using namespace fm;
using namespace fm_test;

namespace {
AutoencoderOptions quick(int epochs) {
  AutoencoderOptions o;
  o.epochs = epochs;
  o.batch = 16;
  return o;
}
bool same(const torch::nn::Module& a, const torch::nn::Module& b) {
  return half_safetensors(a) == half_safetensors(b);
}
} // namespace

TEST_CASE("an encoder halves twice, a decoder goes back, and other shapes are refused") {
  Autoencoder net = fresh_autoencoder();
  const torch::Tensor x = torch::randn({3, 1, 28, 28}), z = net->encoder(x);
  CHECK(z.sizes() == torch::IntArrayRef{3, 4, 7, 7});
  CHECK(net->decoder(z).sizes() == x.sizes());
  CHECK_THROWS_WITH(net->encoder(z), Catch::Contains("images to encode are n x 1 x 28 x 28"));
  CHECK_THROWS_WITH(net->decoder(x), Catch::Contains("latents to decode are n x 4 x 7 x 7"));
  CHECK_THROWS_AS(read_autoencoder(half_safetensors(*net->decoder)), Error);
}

TEST_CASE("an autoencoder learns to give back what it saw, a function of its seed, and its latents "
          "have mean 0 and variance 1") {
  const Mnist data = bars(64);
  std::vector<double> loss;
  Autoencoder net =
      train_autoencoder(data, quick(10), [&](int, double mean) { loss.push_back(mean); });
  REQUIRE(loss.size() == 10);
  // Of images that are -1 but for a bar of 3 columns in 28: their variance is 0.38.
  const double variance = to_unit(data.images).var().item<double>();
  CHECK(reconstruction_error(net, data) < 0.3 * variance);
  const torch::Tensor z = latents_of(net->encoder, data).to(torch::kFloat32);
  for (std::int64_t k = 0; k < 4; ++k) {
    const torch::Tensor channel = z.select(1, k);
    CHECK(channel.mean().item<double>() == Approx(0).margin(0.01)); // of half floats
    CHECK(channel.var().item<double>() == Approx(1).epsilon(0.01));
  }

  const auto silent = [](int, double) {};
  AutoencoderOptions o = quick(1);
  const Autoencoder once = train_autoencoder(data, o, silent);
  CHECK(same(*once, *train_autoencoder(data, o, silent)));
  o.seed = 2;
  CHECK_FALSE(same(*once, *train_autoencoder(data, o, silent)));
  o.noise = 1.5;
  CHECK_THROWS_WITH(train_autoencoder(data, o, silent), Catch::Contains("--noise lies in"));
  o = quick(1);
  o.batch = 65;
  CHECK_THROWS_WITH(train_autoencoder(data, o, silent), Catch::Contains("--batch lies between"));
}

TEST_CASE("a run on latents: stopped, resumed to the bit, and its samples are decoded") {
  const Folder folder;
  const auto start = [] {
    Config c = tiny();
    c.preset = "latent";
    const Autoencoder coder = fresh_autoencoder();
    c.latent = sha256(half_safetensors(*coder));
    check(c);
    auto state = fresh(c);
    state->autoencoder = coder;
    return state;
  };
  const auto whole = start(), first = start();
  const Examples latents = examples_for(*whole, 40);
  REQUIRE(train(*whole, latents, into(folder.path / "whole"), go_on));
  REQUIRE_FALSE(train(*first, latents, into(folder.path / "parts", 4), go_on));
  const auto second = load_checkpoint(folder.path / "parts" / "checkpoint.ckpt");
  REQUIRE(train(*second, latents, into(folder.path / "parts"), go_on));
  CHECK(fm_test::same(whole->average, second->average));

  const torch::Tensor label = torch::arange(3, torch::kInt64);
  const SampleOptions options{"heun", 2, 1, 5};
  torch::NoGradGuard no_grad;
  const torch::Tensor z =
      carry(second->average, draw_noise(3, second->average->shape, 5), label, options, 0, 1);
  CHECK(
      torch::equal(sample_digits(second->flow(), label, options), whole->autoencoder->decoder(z)));
  second->config.latent = "another";
  save_checkpoint(folder.path / "other.ckpt", *second);
  CHECK_THROWS_WITH(load_checkpoint(folder.path / "other.ckpt"),
                    Catch::Contains("its autoencoder is not the one"));
}

TEST_CASE("flow and decoder in one file, whose samples are the run's") {
  const Folder folder;
  const auto state = shaken_state("latent");
  const Examples latents = examples_for(*state, 260);
  export_weights(*state, latents, folder.path, "latent");
  const auto entry =
      nlohmann::json::parse(read(folder.path / "manifest.json"))["networks"]["latent"];
  CHECK(entry["architecture"]["kind"] == "latent-flow");
  CHECK(entry["architecture"]["latent"]["channels"] == 4);
  CHECK(entry["bytes"] < 1'500'000);
  CHECK(entry["metrics"].contains("latent_loss"));
  Flow flow = load_weights(folder.path / entry["file"].get<std::string>());
  REQUIRE(flow.of_latents());
  torch::NoGradGuard no_grad;
  for (torch::Tensor& p : state->average->parameters()) p.copy_(p.to(torch::kFloat16));
  const torch::Tensor label = torch::arange(2, torch::kInt64);
  const SampleOptions options{"euler", 2, 2, 5};
  // Convolutions of another layout of memory: other roundings, of 6e-8 each.
  CHECK(torch::allclose(sample_digits(flow, label, options),
                        sample_digits(state->flow(), label, options), 1e-4, 1e-4));

  // The parity fixture is what a reader in another language would compute.
  Random random(entry["parity"]["seed"]);
  torch::Tensor x = torch::empty({2, 4, 7, 7});
  for (std::int64_t i = 0; i < x.numel(); ++i) x.data_ptr<float>()[i] = float(random.normal());
  const auto decoded = entry["parity"]["decoded"].get<std::vector<float>>();
  const torch::Tensor ours = flow.decoded(x).contiguous();
  CHECK(std::vector<float>(ours.data_ptr<float>(), ours.data_ptr<float>() + ours.numel()) ==
        decoded);

  CHECK_THROWS_WITH(flow.encoded(torch::zeros({1, 1, 28, 28})),
                    Catch::Contains("give --checkpoint FILE"));
  CHECK_THROWS_WITH(reflow_pairs(flow, options, 2), Catch::Contains("are latents"));
  CHECK_THROWS_WITH(bits_per_dimension(flow, bars(2), 2, true, 1),
                    Catch::Contains("leave --bits out"));
}

TEST_CASE("latents from the program: autoencoder, run, pictures, quality, weights") {
  const Folder folder;
  const std::string at = folder.path.string(), data = " --data " + at;
  write_mnist(folder.path, 160, 260);
  const auto works = [&](const std::string& arguments, const std::string& words) {
    const Outcome o = fm_run(arguments);
    INFO(arguments << "\n" << o.text);
    CHECK(o.status == 0);
    CHECK(o.text.find(words) != std::string::npos);
  };
  const std::string coder = at + "/autoencoder.safetensors", latent = " --latent " + coder;
  works("train-autoencoder --epochs 1 --batch 32 --out " + coder + data, "mean squared error");
  fails_with("train-autoencoder --out " + coder + data, "flows may have learned its latents");
  const std::string run =
      "train --preset latent --batch 8 --sample-every 0 --resume auto --out " + at + "/run" + data;
  fails_with(run, "give --latent FILE");
  fails_with("train --preset tiny --out " + at + "/tiny" + data + latent,
             "whose latents --preset latent learns");
  fails_with(run + " --latent " + at + "/train-images-idx3-ubyte", "does not hold an autoencoder");
  works(run + latent + " --max-steps 1", "stopped at step 1");
  works(run + latent + " --max-steps 1", "stopped at step 2");
  const std::string checkpoint = " --checkpoint " + at + "/run/checkpoint.ckpt";
  fails_with("train --resume " + at + "/run/checkpoint.ckpt" + data, "this run learns latents");
  fails_with("export --out " + at + "/weights" + checkpoint + data, "this run learns latents");
  works("export --out " + at + "/weights" + checkpoint + data + latent, "published latent");
  const std::string weights =
      " --weights " + at + "/weights/" +
      nlohmann::json::parse(read(at + "/weights/manifest.json"))["networks"]["latent"]["file"]
          .get<std::string>();
  const std::string out = " --steps 1 --out " + at + "/out.png";
  works("sample --count 2" + weights + out, "2 digits");
  works("sample --count 2 --animate" + checkpoint + out, "2 digits");
  works("interpolate --frames 2" + weights + out, "10 rows");
  works("invert --count 2" + checkpoint + data + out, "noise (decoded)");
  fails_with("invert --count 2" + weights + data + out, "give --checkpoint FILE");
  works("inspect" + weights.substr(10), "and its decoder");
  works("eval --samples 20 --solver euler --evaluations 1" + weights + data, "| euler, 1 |");
}
