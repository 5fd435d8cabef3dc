#include "publish/export.hpp"

#include "commit.hpp"
#include "fm/base/random.hpp"
#include "fm/base/require.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"
#include "io/lock.hpp"
#include "publish/manifest.hpp"
#include "publish/tensor_file.hpp"
#include "sample/sample.hpp"
#include "train/measure.hpp"

#include <regex>
#include <set>

namespace fm {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

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

// Files of this name that the manifest does not speak of: the network before, and one whose
// exporter was killed before it was named.
void remove_forgotten(const fs::path& folder, const std::string& name, const json& manifest) {
  std::set<std::string> used;
  for (const json& entry : manifest["networks"]) used.insert(entry["file"].get<std::string>());
  const std::regex ours(name + "(-[0-9a-f]{16})?\\.safetensors");
  for (const auto& item : fs::directory_iterator(folder)) {
    const std::string file = item.path().filename().string();
    if (!used.count(file) && std::regex_match(file, ours)) fs::remove(item.path());
  }
}

} // namespace

void export_weights(TrainState& state, const Examples& test, const fs::path& folder,
                    const std::string& name) {
  FM_REQUIRE(state.step > 0, "this checkpoint has not been trained");
  FM_REQUIRE(!state.base.informed(),
             "a network whose base is informed is not published: a published file begins at unit "
             "noise. Sample it from its checkpoint, or train with --base normal");
  FM_REQUIRE(!name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
                                  std::string::npos,
             "--name is made of a-z, 0-9 and -, not '" + name + "'");
  move_to(state, torch::kCPU);
  const FolderLock alone(folder);
  json manifest = read_manifest(folder);
  VelocityNet rounded(state.config.shape());
  copy_weights(rounded, state.average);
  {
    torch::NoGradGuard no_grad;
    for (torch::Tensor& p : rounded->parameters()) p.copy_(p.to(torch::kFloat16));
  }
  // Of digits, or of the pairs that it has learned: other targets, and no comparison.
  const std::string measured = state.config.pairs.empty() ? "test_loss" : "pair_loss";
  const std::string bytes = half_safetensors(*rounded), digest = sha256(bytes);
  const std::string file = name + "-" + digest.substr(0, 16) + ".safetensors";
  manifest["networks"][name] = {
      {"file", file},
      {"bytes", bytes.size()},
      {"sha256", digest},
      {"architecture",
       {{"kind", "velocity-unet"},
        {"base", state.config.shape().base},
        {"scales", state.config.shape().scales},
        {"labels", label_rows - 1}}},
      {"schedule", {{"kind", state.config.schedule}, {"sigma_min", state.config.sigma_min}}},
      {"time", "t = 0 is noise, t = 1 is data"},
      {"training", {{"config", state.config}, {"steps", state.step}}},
      {"exporter_commit", commit},
      {"metrics",
       {{measured, test_loss(rounded, test, state.config, torch::kCPU)},
        {"train_loss", state.loss}}},
      {"parity", parity_fixture(rounded)}};
  write_file(folder / file, bytes);
  write_manifest(folder, manifest);
  remove_forgotten(folder, name, manifest);
}

} // namespace fm
