// Flags that several commands share.
#pragma once

#include "apps/command.hpp"
#include "data/examples.hpp"
#include "sample/sample.hpp"
#include "train/config.hpp"

namespace fm {

// --seed, refusing what is no whole number of 64 bits: a conversion would wrap or saturate it.
CLI::Option* add_seed(CLI::App* app, std::uint64_t& seed);
// A flag that takes a finite number.
CLI::Option* add_number(CLI::App* app, const std::string& flag, double& value,
                        const std::string& help);

// --data and --mirror: where MNIST is, or where it is fetched from.
struct DataSource {
  std::string folder, mirror;
  void add_to(CLI::App* app);
  std::filesystem::path find() const;
};

// What a run learns and what it is measured on: MNIST, its latents, or the pairs of a file, of
// which the last twentieth is kept for measuring.
struct LearningSource {
  DataSource mnist;
  std::string pairs, latent;
  void add_to(CLI::App* app);
  // Writes the digests of the files that are given into the settings.
  void name_in(Config& config) const;
  // Throws fm::Error that names the flag unless the run learns what is given here.
  void require_that_of(const Config& run) const;
  struct Loaded {
    Examples train, test;
    Autoencoder autoencoder{nullptr}; // of latents
  };
  Loaded load() const;
};

// --checkpoint or --weights: a network of a run, or a published one.
struct NetworkSource {
  std::string checkpoint, weights, device = "auto", precision = "fp32";
  void add_to(CLI::App* app);
  // On the device, in the precision. Throws fm::Error.
  Flow open() const;
};

// --solver, --steps, --guidance, --seed.
void add_sampling(CLI::App* app, SampleOptions& options);

// auto, cpu or cuda. Throws fm::Error.
torch::Device device_named(const std::string& name);

// The names of what `app` takes that is most like `word`, by edit distance.
std::string nearest_flag(const CLI::App& app, const std::string& word);

} // namespace fm
