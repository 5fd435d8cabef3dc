#include "train/checkpoint.hpp"

#include "fm/base/require.hpp"
#include "io/file.hpp"

#include <fstream>

namespace fm {

namespace fs = std::filesystem;

namespace {
constexpr const char* magic = "flow-matching-live checkpoint 2";
}

TrainState::TrainState(const Config& c)
    : config(resolved(c)), net(c.shape()), average(c.shape()),
      weights(net, average, config.precision == "bf16") {}

void move_to(TrainState& state, torch::Device device) {
  state.weights.move_to(state.net, state.average, device);
}

void save_checkpoint(const fs::path& path, TrainState& state) {
  const Weights::State& weights = state.weights.state();
  FM_REQUIRE(weights.masters.isfinite().all().item<bool>(),
             "the weights at step " + std::to_string(state.step) +
                 " are not finite, so they were not saved: lower --lr");
  write_whole(path, [&](const fs::path& part) {
    torch::serialize::OutputArchive archive;
    const nlohmann::json meta{
        {"magic", magic}, {"config", state.config}, {"step", state.step}, {"loss", state.loss}};
    archive.write("meta", c10::IValue(meta.dump()));
    archive.write("masters", weights.masters);
    archive.write("average", weights.average);
    archive.write("first", weights.first);
    archive.write("second", weights.second);
    std::ofstream file(part, std::ios::binary);
    file.exceptions(std::ios::failbit | std::ios::badbit);
    archive.save_to(file);
    file.flush();
  });
}

std::unique_ptr<TrainState> load_checkpoint(const fs::path& path) {
  FM_REQUIRE(fs::exists(path), "no checkpoint at " + path.string());
  try {
    torch::serialize::InputArchive archive;
    archive.load_from(path.string(), torch::kCPU);
    c10::IValue text;
    archive.read("meta", text);
    const auto meta = nlohmann::json::parse(text.toStringRef());
    FM_REQUIRE(meta.at("magic") == magic, "made by another version of this trainer");
    const Config config = meta.at("config").get<Config>();
    check(config);
    auto state = std::make_unique<TrainState>(config);
    state->step = meta.at("step");
    state->loss = meta.at("loss");
    Weights::State weights;
    archive.read("masters", weights.masters);
    archive.read("average", weights.average);
    archive.read("first", weights.first);
    archive.read("second", weights.second);
    state->weights.restore(weights);
    return state;
  } catch (const std::exception& error) {
    throw Error(path.string() + " is not a checkpoint of this trainer, or is damaged (" +
                std::string(error.what()).substr(0, 200) + ")");
  }
}

} // namespace fm
