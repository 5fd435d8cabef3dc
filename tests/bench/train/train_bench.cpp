// Our trainer for `./course bench train`: the same steps as `fm train`, timed on request.
//
//   train_bench PRESET BATCH STEPS FOLDER
// writes the first weights and the batch of the first step into FOLDER/start.bin (floats, the order
// in the line that it prints), and then answers each line of its input with a line of JSON: "first"
// with the loss and the gradient of that batch (into FOLDER/gradient.bin), "run" with the seconds a
// step that STEPS steps took.
#include "fm/net/ema.hpp"
#include "io/file.hpp"
#include "train/checkpoint.hpp"
#include "train/objective.hpp"

#include <chrono>
#include <iostream>

using namespace fm;

namespace {
std::string bytes_of(const torch::Tensor& x) {
  const torch::Tensor flat = x.detach().to(torch::kFloat32).contiguous();
  return {static_cast<const char*>(flat.data_ptr()), flat.nbytes()};
}
void answer(const nlohmann::json& line) { std::cout << line.dump() << std::endl; }
} // namespace

int main(int argc, char** argv) try {
  if (argc != 5) throw std::runtime_error("train_bench PRESET BATCH STEPS FOLDER");
  Config config;
  config.preset = argv[1];
  config.batch = std::stoi(argv[2]);
  const int steps = std::stoi(argv[3]);
  const std::filesystem::path folder = argv[4];
  torch::manual_seed(1);
  TrainState state(config);
  const Mnist data{
      torch::randint(0, 256, {std::max(2048, 2 * config.batch), 1, 28, 28}, torch::kUInt8),
      torch::randint(0, 10, {std::max(2048, 2 * config.batch)}, torch::kInt64)};
  Batches batches(data, config);
  const Draw first = batches.draw(0, torch::kCPU);

  std::string start;
  nlohmann::json order = nlohmann::json::array();
  const auto add = [&](const std::string& name, const torch::Tensor& x) {
    start += bytes_of(x);
    order.push_back({name, x.sizes().vec()});
  };
  for (const auto& item : state.average->named_parameters()) add(item.key(), item.value());
  add("x_0", first.x_0);
  add("x_1", first.x_1);
  add("t", first.t);
  add("label", first.label);
  write_file(folder / "start.bin", start);
  answer({{"order", order}, {"precision", state.config.precision}});

  const auto one = [&](const Draw& draw) {
    state.weights.zero_gradients();
    const torch::Tensor loss = objective(state.net, draw, config);
    const double value = loss.item<double>();
    loss.backward();
    return value;
  };
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "first") {
      const double loss = one(first);
      std::string gradient;
      for (const torch::Tensor& p : state.net->parameters()) gradient += bytes_of(p.grad());
      write_file(folder / "gradient.bin", gradient);
      answer({{"loss", loss}});
      continue;
    }
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < steps; ++i) {
      one(batches.draw(state.step, torch::kCPU));
      state.weights.step(state.step + 1, 1e-4, 0.01, ema_share(0.999, long(state.step)));
      ++state.step;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    answer({{"seconds", seconds.count() / steps}});
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << "train_bench: " << error.what() << '\n';
  return 1;
}
