#include "publish/export.hpp"

#include "fm/base/random.hpp"
#include "fm/base/require.hpp"
#include "io/file.hpp"
#include "sample/sample.hpp"
#include "train/train.hpp"

#include <fstream>
#include <openssl/sha.h>

namespace fm {

namespace fs = std::filesystem;
using nlohmann::json;

std::string sha256(const std::string& bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  std::string hex;
  char pair[3];
  for (unsigned char b : digest) {
    std::snprintf(pair, sizeof pair, "%02x", b);
    hex += pair;
  }
  return hex;
}

namespace {

// safetensors: u64 header length, JSON header padded with spaces to a multiple of 8, then the
// tensors.
std::string safetensors(const VelocityNet& net) {
  json header;
  std::string buffer;
  for (const auto& item : net->named_parameters()) {
    const torch::Tensor half = item.value().detach().cpu().to(torch::kFloat16).contiguous();
    FM_REQUIRE(half.isfinite().all().item<bool>(),
               "export: " + item.key() + " does not fit into half precision");
    const std::size_t begin = buffer.size();
    buffer.append(static_cast<const char*>(half.data_ptr()), half.nbytes());
    header[item.key()] = {
        {"dtype", "F16"}, {"shape", half.sizes().vec()}, {"data_offsets", {begin, buffer.size()}}};
  }
  header["__metadata__"] = {{"format", "flow-matching-live"}};
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  std::string out;
  for (std::size_t i = 0, n = text.size(); i < 8; ++i, n >>= 8) out += char(n & 0xff);
  return out + text + buffer;
}

// What the published weights must give: two fixed inputs, so that a reader in another language can
// tell that it computes the same network. The input is drawn by fm::Random, the same everywhere.
json parity_fixture(VelocityNet& net) {
  constexpr std::uint64_t seed = 2024;
  constexpr std::int64_t n = 2;
  Random random(seed);
  torch::Tensor x = torch::empty({n, 1, 28, 28});
  for (std::int64_t i = 0; i < x.numel(); ++i) x.data_ptr<float>()[i] = float(random.normal());
  const torch::Tensor t = torch::tensor({0.25f, 0.8f});
  const torch::Tensor label = torch::tensor({std::int64_t(3), std::int64_t(no_label)});
  torch::NoGradGuard no_grad;
  const torch::Tensor v = net->forward(x, t, label).contiguous();
  return {{"seed", seed},
          {"t", {0.25, 0.8}},
          {"label", {3, no_label}},
          {"tolerance", 1e-4},
          {"velocity", std::vector<float>(v.data_ptr<float>(), v.data_ptr<float>() + v.numel())}};
}

json read_manifest(const fs::path& path) {
  if (!fs::exists(path)) return {{"version", 1}, {"networks", json::object()}};
  std::ifstream file(path);
  const json manifest = json::parse(file, nullptr, false);
  FM_REQUIRE(manifest.is_object() && manifest.value("version", 0) == 1,
             path.string() + " is not a manifest of version 1: mend or remove it first");
  return manifest;
}

} // namespace

void export_weights(TrainState& state, const Mnist& test, const fs::path& folder,
                    const std::string& name) {
  FM_REQUIRE(state.step > 0, "this checkpoint has not been trained");
  FM_REQUIRE(!name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
                                  std::string::npos,
             "--name is made of a-z, 0-9 and -, not '" + name + "'");
  move_to(state, torch::kCPU);
  json manifest = read_manifest(folder / "manifest.json");
  VelocityNet rounded(state.config.shape());
  copy_weights(rounded, state.average);
  {
    torch::NoGradGuard no_grad;
    for (torch::Tensor& p : rounded->parameters()) p.copy_(p.to(torch::kFloat16));
  }
  const std::string bytes = safetensors(rounded), file = name + ".safetensors";
  manifest["networks"][name] = {
      {"file", file},
      {"bytes", bytes.size()},
      {"sha256", sha256(bytes)},
      {"architecture",
       {{"kind", "velocity-unet"},
        {"base", state.config.shape().base},
        {"scales", state.config.shape().scales},
        {"labels", label_rows - 1}}},
      {"schedule", {{"kind", "cond-ot"}, {"sigma_min", state.config.sigma_min}}},
      {"time", "t = 0 is noise, t = 1 is data"},
      {"training", {{"config", state.config}, {"steps", state.step}}},
      {"exporter_commit", FM_COMMIT},
      {"metrics",
       {{"test_loss", test_loss(rounded, test, state.config.sigma_min, torch::kCPU)},
        {"train_loss", state.loss}}},
      {"parity", parity_fixture(rounded)}};
  // Both files are written before either is put in its place.
  write_whole(folder / file, [&](const fs::path& weights) {
    write_file(weights, bytes);
    write_file(folder / "manifest.json", manifest.dump(1) + "\n");
  });
}

} // namespace fm
