#include "train/checkpoint.hpp"

#include "fm/base/require.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"
#include "publish/tensor_file.hpp"

#include <cmath>
#include <sstream>

namespace fm {

namespace fs = std::filesystem;

namespace {
constexpr const char* magic = "flow-matching-live checkpoint 2";

// The file: this line with the digest of all that follows it, then LibTorch's archive, whose own
// sums leave most flipped bits unseen.
constexpr std::string_view sealed_by = "flow-matching-live checkpoint, sha256 ";
constexpr std::size_t seal_size = sealed_by.size() + 64 + 1;

std::string seal(std::string_view archive) {
  return std::string(sealed_by) + sha256(archive) + "\n";
}

torch::Tensor tensor_of(const Batch<float>& x) {
  return torch::from_blob(const_cast<float*>(x.data()), {x.rows(), x.cols()}).clone();
}
Base base_in(torch::serialize::InputArchive& archive) {
  torch::Tensor mean, factor;
  archive.read("base_mean", mean);
  archive.read("base_factor", factor);
  using Rows = Eigen::Map<const Batch<float>>;
  FM_REQUIRE(mean.dim() == 2 && factor.dim() == 2 && mean.scalar_type() == torch::kFloat32 &&
                 factor.scalar_type() == torch::kFloat32,
             "its base is not one");
  return Base({Rows(mean.data_ptr<float>(), 1, mean.size(1)),
               Rows(factor.data_ptr<float>(), factor.size(0), factor.size(1))});
}
Autoencoder autoencoder_in(torch::serialize::InputArchive& archive, const std::string& digest) {
  torch::Tensor file;
  archive.read("autoencoder", file);
  const std::string bytes(static_cast<const char*>(file.const_data_ptr()), file.nbytes());
  FM_REQUIRE(sha256(bytes) == digest, "its autoencoder is not the one that it was trained with");
  return read_autoencoder(bytes);
}
}

TrainState::TrainState(const Config& c)
    : config(resolved(c)), net(c.shape()), average(c.shape()),
      weights(net, average, config.precision == "bf16") {}

Flow TrainState::flow() const {
  Flow flow{average, base};
  if (!autoencoder.is_empty()) {
    flow.encoder = autoencoder->encoder;
    flow.decoder = autoencoder->decoder;
  }
  return flow;
}

void move_to(TrainState& state, torch::Device device) {
  state.weights.move_to(state.net, state.average, device);
}

void save_checkpoint(const fs::path& path, TrainState& state) {
  const Weights::State& weights = state.weights.state();
  FM_REQUIRE(weights.masters.isfinite().all().item<bool>(),
             "the weights at step " + std::to_string(state.step) +
                 " are not finite, so they were not saved: lower --lr");
  // To memory first: the archive's writer ends the program when a stream fails under it.
  torch::serialize::OutputArchive archive;
  nlohmann::json meta{
      {"magic", magic}, {"config", state.config}, {"step", state.step}, {"loss", state.loss}};
  if (std::isfinite(state.best)) meta["best"] = state.best;
  archive.write("meta", c10::IValue(meta.dump()));
  archive.write("masters", weights.masters);
  archive.write("average", weights.average);
  archive.write("first", weights.first);
  archive.write("second", weights.second);
  if (const auto* normal = state.base.informed()) {
    archive.write("base_mean", tensor_of(normal->mean()));
    archive.write("base_factor", tensor_of(normal->factor()));
  }
  if (state.autoencoder) {
    std::string file = half_safetensors(*state.autoencoder);
    archive.write(
        "autoencoder",
        torch::from_blob(file.data(), {std::int64_t(file.size())}, torch::kUInt8).clone());
  }
  std::ostringstream memory;
  archive.save_to(memory);
  const std::string bytes = memory.str();
  write_file(path, seal(bytes) + bytes);
}

std::unique_ptr<TrainState> load_checkpoint(const fs::path& path) {
  FM_REQUIRE(fs::exists(path), "no checkpoint at " + path.string());
  try {
    const std::string bytes = read_file(path);
    FM_REQUIRE(bytes.size() > seal_size && bytes.compare(0, sealed_by.size(), sealed_by) == 0,
               "it does not begin as one");
    const std::string_view body = std::string_view(bytes).substr(seal_size);
    FM_REQUIRE(bytes.compare(0, seal_size, seal(body)) == 0,
               "its SHA-256 is not the one it was written with");
    torch::serialize::InputArchive archive;
    archive.load_from(body.data(), body.size(), torch::kCPU);
    c10::IValue text;
    archive.read("meta", text);
    const auto meta = nlohmann::json::parse(text.toStringRef());
    FM_REQUIRE(meta.at("magic") == magic, "made by another version of this trainer");
    const Config config = meta.at("config").get<Config>();
    check(config);
    auto state = std::make_unique<TrainState>(config);
    state->step = meta.at("step");
    state->loss = meta.at("loss");
    state->best = meta.value("best", state->best);
    Weights::State weights;
    archive.read("masters", weights.masters);
    archive.read("average", weights.average);
    archive.read("first", weights.first);
    archive.read("second", weights.second);
    state->weights.restore(weights);
    if (config.base == "informed" && state->step > 0) state->base = base_in(archive);
    if (!config.latent.empty()) state->autoencoder = autoencoder_in(archive, config.latent);
    return state;
  } catch (const std::exception& error) {
    throw Error(path.string() + " is not a checkpoint of this trainer, or is damaged (" +
                std::string(error.what()).substr(0, 200) + ")");
  }
}

} // namespace fm
