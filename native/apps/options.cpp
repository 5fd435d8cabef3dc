#include "apps/options.hpp"

#include "data/fetch.hpp"
#include "fm/base/require.hpp"
#include "fm/ode/tableau.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"
#include "publish/tensor_file.hpp"
#include "train/checkpoint.hpp"

#include <cmath>
#include <cstdlib>
#include <numeric>

namespace fm {

CLI::Option* add_seed(CLI::App* app, std::uint64_t& seed) {
  const auto whole = [](const std::string& text) -> std::string {
    const std::string largest = "18446744073709551615";
    const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    if (digits &&
        (text.size() < largest.size() || (text.size() == largest.size() && text <= largest)))
      return {};
    return "a seed is a whole number from 0 to " + largest + ", not '" + text + "'";
  };
  return app->add_option("--seed", seed, "of all that is drawn: the same seed, the same result")
      ->check(CLI::Validator(whole, "WHOLE"))
      ->capture_default_str();
}

CLI::Option* add_number(CLI::App* app, const std::string& flag, double& value,
                        const std::string& help) {
  const auto finite = [flag](const std::string& text) -> std::string {
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (end != text.c_str() && *end == 0 && std::isfinite(number)) return {};
    return flag + " is a finite number, not '" + text + "'";
  };
  return app->add_option(flag, value, help)
      ->check(CLI::Validator(finite, "NUMBER"))
      ->capture_default_str();
}

void DataSource::add_to(CLI::App* app) {
  if (const char* set = std::getenv("MNIST_DIR")) folder = set;
  if (const char* set = std::getenv("MNIST_MIRROR")) mirror = set;
  app->add_option("--data", folder,
                  "folder with the four MNIST files (default: MNIST_DIR; else they are fetched)");
  app->add_option("--mirror", mirror,
                  "where they are fetched from (default: MNIST_MIRROR, else " +
                      std::string(mnist_mirror) + ")");
}

std::filesystem::path DataSource::find() const {
  if (!folder.empty()) return folder;
  return fetch_mnist(mnist_cache(), mirror.empty() ? mnist_mirror : mirror);
}

void LearningSource::add_to(CLI::App* app) {
  mnist.add_to(app);
  app->add_option("--pairs", pairs, "learn the pairs of this file of `fm reflow`, not MNIST");
  app->add_option("--latent", latent,
                  "learn the latents of this file of `fm train-autoencoder`, not pixels");
}

void LearningSource::name_in(Config& config) const {
  config.pairs = pairs.empty() ? "" : sha256(read_file(pairs));
  config.latent = latent.empty() ? "" : sha256(read_file(latent));
}

void LearningSource::require_that_of(const Config& run) const {
  Config here;
  name_in(here);
  FM_REQUIRE(here.pairs == run.pairs,
             run.pairs.empty()
                 ? "this run does not learn pairs: leave --pairs out"
                 : "this run learns pairs: give --pairs their file, whose SHA-256 is " + run.pairs);
  FM_REQUIRE(here.latent == run.latent,
             run.latent.empty() ? "this run does not learn latents: leave --latent out"
                                : "this run learns latents: give --latent the file of their "
                                  "autoencoder, whose SHA-256 is " +
                                      run.latent);
}

LearningSource::Loaded LearningSource::load() const {
  if (!pairs.empty()) {
    try {
      const Examples all = read_pairs(read_file(pairs));
      const std::int64_t test = std::max<std::int64_t>(250, all.count() / 20);
      FM_REQUIRE(all.count() > test, "it holds fewer than 251 pairs");
      return {all.part(0, all.count() - test), all.part(all.count() - test, test)};
    } catch (const Error& error) {
      throw Error(pairs + " does not hold pairs to learn: " + error.what());
    }
  }
  Autoencoder net{nullptr};
  if (!latent.empty()) {
    const std::string bytes = read_file(latent);
    try {
      net = read_autoencoder(bytes);
    } catch (const Error& error) {
      throw Error(latent + " does not hold an autoencoder: " + error.what());
    }
  }
  const std::filesystem::path folder = mnist.find();
  const Mnist train = load_mnist(folder, Split::train), test = load_mnist(folder, Split::test);
  if (!net) return {train, test};
  return {{latents_of(net->encoder, train), train.labels},
          {latents_of(net->encoder, test), test.labels},
          net};
}

void NetworkSource::add_to(CLI::App* app) {
  CLI::Option* run = app->add_option("--checkpoint", checkpoint, "of a run: its averaged weights");
  CLI::Option* file = app->add_option("--weights", weights, "a published .safetensors file");
  run->excludes(file);
  app->add_option("--device", device, "auto, cpu or cuda")->capture_default_str();
  app->add_option("--precision", precision,
                  "fp32; bf16, faster where the processor multiplies it (AMX, AVX-512), with "
                  "velocities about 1% off; or auto, what is faster here")
      ->check(CLI::IsMember({"fp32", "bf16", "auto"}))
      ->capture_default_str();
}

Flow NetworkSource::open() const {
  FM_REQUIRE(checkpoint.empty() != weights.empty(),
             "which network? Give --checkpoint FILE or --weights FILE");
  Flow flow = weights.empty() ? load_checkpoint(checkpoint)->flow() : load_weights(weights);
  flow.to(device_named(device));
  if (means_half(precision)) flow.to_half();
  return flow;
}

void add_sampling(CLI::App* app, SampleOptions& options) {
  std::vector<std::string> names;
  for (const Tableau& t : tableaus) names.emplace_back(t.name);
  app->add_option("--solver", options.solver, "with fixed steps")
      ->check(CLI::IsMember(names))
      ->capture_default_str();
  app->add_option("--steps", options.steps)->check(CLI::Range(1, 100000))->capture_default_str();
  add_number(app, "--guidance", options.guidance, "1: plain; above: sharper, less diverse");
  add_seed(app, options.seed);
}

torch::Device device_named(const std::string& name) {
  if (name == "auto") return torch::cuda::is_available() ? torch::kCUDA : torch::kCPU;
  if (name == "cpu") return torch::kCPU;
  FM_REQUIRE(name == "cuda", "--device is auto, cpu or cuda, not '" + name + "'");
  FM_REQUIRE(torch::cuda::is_available(),
             "--device cuda: this LibTorch sees no CUDA device; use --device cpu, or a CUDA build");
  return torch::kCUDA;
}

std::string nearest_flag(const CLI::App& app, const std::string& word) {
  const auto distance = [](const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
      std::size_t corner = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= b.size(); ++j) {
        const std::size_t above = row[j];
        row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
        corner = above;
      }
    }
    return row.back();
  };
  std::string best;
  std::size_t least = ~std::size_t(0);
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames())
      if (const std::size_t d = distance(word, name); d < least) {
        least = d;
        best = name;
      }
  return best;
}

} // namespace fm
