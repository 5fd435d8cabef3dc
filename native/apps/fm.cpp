// fm train | sample | export: parse, call, print.

#include "fm/base/require.hpp"
#include "publish/export.hpp"
#include "sample/sample.hpp"
#include "train/start.hpp"
#include "train/train.hpp"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace {

std::atomic<bool> stop_requested{false};

torch::Device device_named(const std::string& name) {
  if (name == "auto") return torch::cuda::is_available() ? torch::kCUDA : torch::kCPU;
  if (name == "cpu") return torch::kCPU;
  FM_REQUIRE(name == "cuda", "--device is auto, cpu or cuda, not '" + name + "'");
  FM_REQUIRE(torch::cuda::is_available(),
             "--device cuda: this LibTorch sees no CUDA device; use --device cpu, or a CUDA build");
  return torch::kCUDA;
}

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  FM_REQUIRE(in, "cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

// The run to go on with, or a fresh one from the flags. No other run's checkpoint is overwritten.
std::unique_ptr<fm::TrainState> start(fm::Config config, const fs::path& weights,
                                      const fs::path& resume, const fs::path& out) {
  const fs::path there = out / "checkpoint.ckpt";
  if (fs::exists(there) &&
      (resume.empty() || !fs::exists(resume) || !fs::equivalent(there, resume)))
    throw fm::Error(there.string() + " exists: continue it with --resume, or choose another --out");
  if (!resume.empty()) return fm::load_checkpoint(resume);
  const std::string bytes = weights.empty() ? "" : bytes_of(weights);
  if (!bytes.empty()) config.start = fm::sha256(bytes);
  torch::manual_seed(config.seed); // the initial weights
  auto state = std::make_unique<fm::TrainState>(config);
  if (!bytes.empty()) fm::begin_from(*state, bytes);
  return state;
}

} // namespace

int main(int argc, char** argv) try {
  CLI::App app{"Flow matching on MNIST: train a velocity network, sample digits, publish weights."};
  app.require_subcommand(1);
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.set_config("--config", "", "read flags from a TOML or INI file; flags given here win");
  bool print_config = false;
  app.add_flag("--print-config", print_config,
               "print the settings of `train` as such a file, and stop");

  std::string data = std::getenv("MNIST_DIR") ? std::getenv("MNIST_DIR") : "";
  std::string device = "auto", checkpoint, resume, weights, out = "runs/mnist";
  fm::Config config;
  fm::TrainOptions options;
  const auto add_data = [&](CLI::App* sub) {
    sub->add_option("--data", data, "folder with the four MNIST IDX files (default: MNIST_DIR)");
  };

  CLI::App* train = app.add_subcommand("train", "train on MNIST");
  add_data(train);
  train->add_option("--device", device, "auto, cpu or cuda")->capture_default_str();
  train->add_option("--preset", config.preset, "tiny, shallow, small or base")
      ->capture_default_str();
  CLI::Option* epochs = train->add_option("--epochs", config.epochs)->capture_default_str();
  train->add_option("--batch", config.batch)->capture_default_str();
  train->add_option("--lr", config.lr, "peak learning rate of AdamW")->capture_default_str();
  train->add_option("--lr-schedule", config.lr_schedule, "cosine, constant or trapezoid")
      ->capture_default_str();
  train->add_option("--weight-decay", config.weight_decay)->capture_default_str();
  train->add_option("--loss", config.loss, "mse or smooth-l1")->capture_default_str();
  train->add_option("--sigma-min", config.sigma_min, "noise left on the data at t = 1")
      ->capture_default_str();
  train->add_option("--t-margin", config.t_margin, "t is uniform in [margin, 1 - margin]")
      ->capture_default_str();
  train->add_option("--label-drop", config.label_drop, "share of labels dropped, for guidance")
      ->capture_default_str();
  train->add_option("--ema", config.ema, "decay of the averaged weights")->capture_default_str();
  train->add_option("--seed", config.seed)->capture_default_str();
  train->add_option("--precision", config.precision, "auto, fp32 or bf16")->capture_default_str();
  train->add_option("--out", out, "folder for checkpoint, log and sample grids")
      ->capture_default_str();
  train->add_option("--resume", resume,
                    "checkpoint to continue; its settings are kept, but --epochs may change");
  train->add_option("--start", weights, "weights to begin at: a published .safetensors");
  train->add_option("--checkpoint-every", options.checkpoint_every, "steps")->capture_default_str();
  train->add_option("--sample-every", options.sample_every, "steps")->capture_default_str();
  train->add_option("--max-steps", options.max_steps, "stop and save after this many steps");

  fm::SampleOptions sampling;
  int count = 64, columns = 8, label = -1;
  CLI::App* sample = app.add_subcommand("sample", "a PNG grid of digits from a checkpoint");
  sample->add_option("--checkpoint", checkpoint)->required();
  sample->add_option("--out", out, "PNG file")->required();
  sample->add_option("--count", count)->check(CLI::Range(1, 10000))->capture_default_str();
  sample->add_option("--columns", columns)->check(CLI::Range(1, 100))->capture_default_str();
  sample->add_option("--label", label, "0..9; 10 for none; default: 0 to 9 in turn")
      ->check(CLI::Range(0, 10));
  sample->add_option("--solver", sampling.solver, "euler, midpoint, heun or rk4")
      ->capture_default_str();
  sample->add_option("--steps", sampling.steps)->capture_default_str();
  sample->add_option("--guidance", sampling.guidance, "1: plain; above: sharper, less diverse")
      ->capture_default_str();
  sample->add_option("--seed", sampling.seed)->capture_default_str();
  sample->add_option("--device", device)->capture_default_str();

  std::string name;
  CLI::App* publish = app.add_subcommand("export", "write weights (safetensors F16) and manifest");
  add_data(publish);
  publish->add_option("--checkpoint", checkpoint)->required();
  publish->add_option("--out", out, "folder of published weights")->required();
  publish->add_option("--name", name, "name in the manifest (default: the preset)");

  CLI11_PARSE(app, argc, argv);
  if (print_config) {
    std::istringstream lines(app.config_to_str(true, false));
    for (std::string line; std::getline(lines, line);)
      if (line.rfind("train.", 0) == 0 && line.find("=\"\"") == std::string::npos)
        std::printf("%s\n", line.c_str());
    return 0;
  }

  if (*train) {
    fm::check(config);
    FM_REQUIRE(!data.empty(), "where is MNIST? Give --data FOLDER or set MNIST_DIR");
    options.device = device_named(device);
    if (!resume.empty()) {
      for (const char* flag : {"--preset", "--batch", "--lr", "--lr-schedule", "--weight-decay",
                               "--loss", "--sigma-min", "--t-margin", "--label-drop", "--ema",
                               "--seed", "--precision", "--start"})
        FM_REQUIRE(train->count(flag) == 0,
                   std::string(flag) +
                       " belongs to the run that is resumed and cannot change: leave it out");
      if (train->count("--out") == 0) out = fs::path(resume).parent_path().string();
      if (out.empty()) out = ".";
    }
    options.out = out;
    const fm::Mnist mnist = fm::load_mnist(data, fm::Split::train),
                    test = fm::load_mnist(data, fm::Split::test);
    const auto state = start(config, weights, resume, out);
    if (!resume.empty() && epochs->count() > 0) state->config.epochs = config.epochs;
    const fm::Config& c = state->config;
    std::printf("%s VelocityNet on %s, %s, batch %d, %d epochs, from step %lld -> %s\n",
                c.preset.c_str(), options.device.str().c_str(), c.precision.c_str(), c.batch,
                c.epochs, (long long)state->step, out.c_str());
    std::signal(SIGINT, [](int) { stop_requested = true; });
    std::signal(SIGTERM, [](int) { stop_requested = true; });
    const bool finished = fm::train(*state, mnist, options, stop_requested);
    std::printf("%s at step %lld; state in %s\n", finished ? "finished" : "stopped",
                (long long)state->step, (options.out / "checkpoint.ckpt").c_str());
    if (finished)
      std::printf("test loss %.4f\n",
                  fm::test_loss(state->average, test, c.sigma_min, options.device));
    return finished || !stop_requested ? 0 : 130;
  }
  const auto state = fm::load_checkpoint(checkpoint);
  if (*sample) {
    const torch::Device on = device_named(device);
    state->average->to(on);
    const torch::Tensor labels = label >= 0 ? torch::full({count}, label, torch::kInt64)
                                            : torch::arange(count, torch::kInt64).remainder(10);
    fm::save_grid(out, fm::sample_digits(state->average, labels.to(on), sampling), columns);
    std::printf("%d digits -> %s\n", count, out.c_str());
    return 0;
  }
  FM_REQUIRE(!data.empty(), "export measures the test loss: give --data FOLDER or set MNIST_DIR");
  fm::export_weights(*state, fm::load_mnist(data, fm::Split::test), out,
                     name.empty() ? state->config.preset : name);
  std::printf("published %s\n", out.c_str());
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "fm: %s\n", error.what());
  return 1;
}
