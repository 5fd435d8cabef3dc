// All of a training run in one file, so that N steps, a stop and N more are 2N steps.
#pragma once

#include "model/flow.hpp"
#include "train/config.hpp"
#include "train/weights.hpp"

#include <filesystem>
#include <limits>

namespace fm {

struct TrainState {
  // The precision "auto" becomes what is fast on this machine.
  explicit TrainState(const Config& config);
  Config config;
  std::int64_t step = 0;
  double loss = 0;                                       // running mean of the training loss
  double best = std::numeric_limits<double>::infinity(); // test loss of the best checkpoint
  VelocityNet net, average;
  Base base; // drawn from by training and by whoever samples; informed once training began
  Autoencoder autoencoder{nullptr}; // whose latents the run learns, if any
  Weights weights;                  // of both networks

  Flow flow() const; // what the run has learned so far
};

// Both networks and the optimiser's moments. A checkpoint is loaded to the CPU, whatever wrote it.
void move_to(TrainState& state, torch::Device device);

// Whole or not at all, with its digest: an interrupted or failed write leaves the previous
// checkpoint as it was. Throws fm::Error, also when a weight is not finite.
void save_checkpoint(const std::filesystem::path& path, TrainState& state);

// Throws fm::Error when the file is missing, differs from its digest in a single bit, or is not one
// of ours.
std::unique_ptr<TrainState> load_checkpoint(const std::filesystem::path& path);

} // namespace fm
