// The training loop.
#pragma once

#include "data/mnist.hpp"
#include "train/checkpoint.hpp"

#include <atomic>

namespace fm {

struct TrainOptions {
  std::filesystem::path out; // folder of checkpoint.ckpt, log.jsonl and sample grids
  torch::Device device = torch::kCPU;
  std::int64_t checkpoint_every = 500, sample_every = 1000; // steps; 0 never
  std::int64_t max_steps = -1; // stop (and save) after this many steps of this call
};

// Trains `state` to the end of its epochs. Returns false when `stop` was raised first; then, as at
// the end, the state is saved. Throws fm::Error on a non-finite loss, naming step and checkpoint.
bool train(TrainState& state, const Mnist& data, const TrainOptions& options,
           const std::atomic<bool>& stop);

// Loss of the averaged network on the test set: fixed noise and stratified times, plain mean
// squared error, no labels dropped. Comparable between runs.
double test_loss(VelocityNet& net, const Mnist& data, double sigma_min, torch::Device device);

} // namespace fm
