#include "train/checkpoint.hpp"

#include "fm/base/require.hpp"
#include "io/file.hpp"
#include "model/ema.hpp"

#include <fstream>

namespace fm {

namespace fs = std::filesystem;

namespace {
constexpr const char* magic = "flow-matching-live checkpoint 1";
}

TrainState::TrainState(const Config& c)
    : config(c), net(c.base()), average(c.base()),
      optimizer(net->parameters(), torch::optim::AdamWOptions(c.lr).weight_decay(c.weight_decay)) {
  copy_weights(average, net);
  for (torch::Tensor& p : average->parameters()) p.requires_grad_(false);
}

void move_to(TrainState& state, torch::Device device) {
  state.net->to(device);
  state.average->to(device);
  for (auto& item : state.optimizer.state()) {
    auto& adam = static_cast<torch::optim::AdamWParamState&>(*item.second);
    adam.exp_avg(adam.exp_avg().to(device));
    adam.exp_avg_sq(adam.exp_avg_sq().to(device));
  }
}

void save_checkpoint(const fs::path& path, TrainState& state) {
  for (const torch::Tensor& p : state.net->parameters())
    FM_REQUIRE(p.isfinite().all().item<bool>(),
               "the weights at step " + std::to_string(state.step) +
                   " are not finite, so they were not saved: lower --lr");
  write_whole(path, [&](const fs::path& part) {
    torch::serialize::OutputArchive archive, net, average, optimizer;
    state.net->save(net);
    state.average->save(average);
    state.optimizer.save(optimizer);
    const nlohmann::json meta{
        {"magic", magic}, {"config", state.config}, {"step", state.step}, {"loss", state.loss}};
    archive.write("meta", c10::IValue(meta.dump()));
    archive.write("net", net);
    archive.write("average", average);
    archive.write("optimizer", optimizer);
    std::ofstream file(part, std::ios::binary);
    file.exceptions(std::ios::failbit | std::ios::badbit);
    archive.save_to(file);
    file.flush();
  });
}

std::unique_ptr<TrainState> load_checkpoint(const fs::path& path) {
  FM_REQUIRE(fs::exists(path), "no checkpoint at " + path.string());
  try {
    torch::serialize::InputArchive archive, net, average, optimizer;
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
    archive.read("net", net);
    archive.read("average", average);
    archive.read("optimizer", optimizer);
    state->net->load(net);
    state->average->load(average);
    state->optimizer.load(optimizer);
    return state;
  } catch (const std::exception& error) {
    throw Error(path.string() + " is not a checkpoint of this trainer, or is damaged (" +
                std::string(error.what()).substr(0, 200) + ")");
  }
}

} // namespace fm
