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
json parity_fixture(Flow flow) {
  constexpr std::uint64_t seed = 2024;
  constexpr std::int64_t n = 2;
  Random random(seed);
  const UNetShape shape = flow.net->shape;
  torch::Tensor x = torch::empty({n, shape.channels(), shape.side(), shape.side()});
  for (std::int64_t i = 0; i < x.numel(); ++i) x.data_ptr<float>()[i] = float(random.normal());
  const torch::Tensor t = torch::tensor({0.25f, 0.8f});
  const torch::Tensor label = torch::tensor({std::int64_t(3), std::int64_t(no_label)});
  torch::NoGradGuard no_grad;
  const auto values = [](const torch::Tensor& y) {
    const torch::Tensor flat = y.contiguous();
    return std::vector<float>(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
  };
  json fixture{{"seed", seed},
               {"t", {0.25, 0.8}},
               {"label", {3, no_label}},
               {"tolerance", 1e-4},
               {"velocity", values(flow.net->forward(x, t, label))}};
  if (flow.of_latents()) fixture["decoded"] = values(flow.decoded(x));
  return fixture;
}

json architecture(const UNetShape& shape) {
  json out{{"kind", shape.of_latents() ? "latent-flow" : "velocity-unet"},
           {"base", shape.base},
           {"scales", shape.scales},
           {"labels", label_rows - 1}};
  if (!shape.of_latents()) return out;
  out["latent"] = {{"channels", latent_channels}, {"side", latent_side}};
  out["decoder"] = {{"base", autoencoder_base}};
  return out;
}

// Of digits; of pairs or latents these are other targets, and no comparison.
std::string loss_name(const Config& config) {
  if (!config.pairs.empty()) return "pair_loss";
  return config.latent.empty() ? "test_loss" : "latent_loss";
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
  Flow rounded = state.flow();
  rounded.net = VelocityNet(state.config.shape());
  copy_weights(rounded.net, state.average);
  {
    torch::NoGradGuard no_grad;
    for (torch::Tensor& p : rounded.net->parameters()) p.copy_(p.to(torch::kFloat16));
  }
  const std::string bytes = half_safetensors(tensors_of(rounded)), digest = sha256(bytes);
  const std::string file = name + "-" + digest.substr(0, 16) + ".safetensors";
  manifest["networks"][name] = {
      {"file", file},
      {"bytes", bytes.size()},
      {"sha256", digest},
      {"architecture", architecture(state.config.shape())},
      {"schedule", {{"kind", state.config.schedule}, {"sigma_min", state.config.sigma_min}}},
      {"time", "t = 0 is noise, t = 1 is data"},
      {"training", {{"config", state.config}, {"steps", state.step}}},
      {"exporter_commit", commit},
      {"metrics",
       {{loss_name(state.config), test_loss(rounded, test, state.config, torch::kCPU)},
        {"train_loss", state.loss}}},
      {"parity", parity_fixture(rounded)}};
  write_file(folder / file, bytes);
  write_manifest(folder, manifest);
  remove_forgotten(folder, name, manifest);
}

} // namespace fm
