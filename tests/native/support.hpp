// A small data set of our own for the tests of the trainer.
#pragma once

#include "data/mnist.hpp"
#include "io/digest.hpp"
#include "publish/tensor_file.hpp"
#include "train/checkpoint.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace fm_test {

namespace fs = std::filesystem;

// A folder that goes with the test.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "fm-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
};

// n images: a bright bar whose place is the label.
inline fm::Mnist bars(std::int64_t n) {
  fm::Mnist data{torch::zeros({n, 1, 28, 28}, torch::kUInt8),
                 torch::arange(n, torch::kInt64).remainder(10)};
  for (std::int64_t i = 0; i < n; ++i)
    data.images[i].narrow(1, 2 * (i % 10) + 3, 3).fill_(255 - i % 7);
  return data;
}

inline void put(std::string& out, std::uint32_t v) {
  for (int shift = 24; shift >= 0; shift -= 8) out += char(v >> shift & 255);
}
inline void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
}
inline std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
inline std::string idx_images(const fm::Mnist& data) {
  std::string out("\0\0\x08\x03", 4);
  put(out, std::uint32_t(data.images.size(0)));
  put(out, 28);
  put(out, 28);
  return out + std::string(static_cast<const char*>(data.images.data_ptr()),
                           std::size_t(data.images.numel()));
}
inline std::string idx_labels(const fm::Mnist& data) {
  std::string out("\0\0\x08\x01", 4);
  put(out, std::uint32_t(data.labels.size(0)));
  const torch::Tensor bytes = data.labels.to(torch::kUInt8);
  return out + std::string(static_cast<const char*>(bytes.data_ptr()), std::size_t(bytes.numel()));
}
// The four files, uncompressed.
inline void write_mnist(const fs::path& folder, std::int64_t train, std::int64_t test) {
  for (const auto& [prefix, n] : {std::pair{"train", train}, {"t10k", test}}) {
    write(folder / (std::string(prefix) + "-images-idx3-ubyte"), idx_images(bars(n)));
    write(folder / (std::string(prefix) + "-labels-idx1-ubyte"), idx_labels(bars(n)));
  }
}

// An autoencoder that has learned nothing, as its file holds it.
inline fm::Autoencoder fresh_autoencoder(std::uint64_t seed = 6) {
  torch::manual_seed(seed);
  return fm::read_autoencoder(fm::half_safetensors(*fm::Autoencoder()));
}

// A state that looks trained, without training.
inline std::unique_ptr<fm::TrainState> shaken_state(const std::string& preset = "tiny",
                                                    std::uint64_t seed = 3) {
  fm::Config c;
  c.preset = preset;
  c.precision = "fp32";
  const fm::Autoencoder coder = fresh_autoencoder();
  if (c.shape().of_latents()) c.latent = fm::sha256(fm::half_safetensors(*coder));
  torch::manual_seed(seed);
  auto state = std::make_unique<fm::TrainState>(c);
  if (c.shape().of_latents()) state->autoencoder = coder;
  torch::NoGradGuard no_grad;
  for (torch::Tensor& p : state->average->parameters()) p.add_(0.05 * torch::randn_like(p));
  state->step = 1;
  return state;
}

// What a state learns: bars, or their latents.
inline fm::Examples examples_for(fm::TrainState& state, std::int64_t n) {
  const fm::Mnist data = bars(n);
  if (!state.autoencoder) return data;
  return {fm::latents_of(state.autoencoder->encoder, data), data.labels};
}

// The bytes of a network that was exported into a folder.
inline std::string published(const fs::path& folder, const std::string& name) {
  const auto manifest = nlohmann::json::parse(read(folder / "manifest.json"));
  return read(folder / manifest["networks"][name]["file"].get<std::string>());
}

} // namespace fm_test
