// The training loop.
#pragma once

#include "data/examples.hpp"
#include "train/checkpoint.hpp"
#include "train/ranks.hpp"

namespace fm {

struct TrainOptions {
  std::filesystem::path out; // folder of checkpoints, log.jsonl and sample grids
  torch::Device device = torch::kCPU;
  std::int64_t checkpoint_every = 500, sample_every = 1000; // steps; 0 never
  const Examples* test =
      nullptr;                 // at each sample grid its loss is logged, and the best state is kept
  std::int64_t max_steps = -1; // stop (and save) after this many steps of this call
  Ranks* ranks = nullptr;      // of a run in several processes, whose batches they share
};

// Trains `state` to the end of its epochs. Returns false when `stop` was raised first, here or at
// another rank; then, as at the end, the state is saved. Only rank 0 writes. Throws fm::Error on a
// non-finite loss, naming step and checkpoint, and RankLost, the state saved, when a rank is gone.
bool train(TrainState& state, const Examples& data, const TrainOptions& options,
           const std::atomic<bool>& stop);

} // namespace fm
