// The training objective on tensors: which batch step k draws, and what is minimised on it.
//
// No formula of its own: path and losses are those of shared/include/fm, here with torch::Tensor.
#pragma once

#include "data/examples.hpp"
#include "model/flow.hpp"
#include "train/config.hpp"

#include <future>

namespace fm {

struct Draw {
  torch::Tensor x_0, x_1; // n x 1 x 28 x 28
  torch::Tensor t, label; // n
  torch::Tensor weight;   // n, of the smooth L1 loss: by t, with mean 1 over the whole batch

  // Those from `first` on, n of them.
  Draw part(std::int64_t first, std::int64_t n) const;
};

// A generator for one purpose at one step of one run. All randomness of a run is a function of
// (seed, step), so that a resumed run draws what the uninterrupted one would have drawn.
at::Generator step_generator(std::uint64_t seed, std::uint64_t purpose, std::int64_t step);

// The batches of a run. Where noise and data are coupled, the next one is drawn on another thread
// while the network works on this one. `config` must outlive it.
class Batches {
public:
  Batches(const Examples& data, const Config& config, Base base = {});

  // The images of a step (a permutation an epoch, the short last batch left out), the noise that is
  // paired with them (of the base, where it is not given), times, and labels with some dropped
  // (none where the pairs are given).
  Draw draw(std::int64_t step, torch::Device device);

private:
  torch::Tensor rows(std::int64_t step);
  Draw drawn(std::int64_t step, const torch::Tensor& rows) const;

  const Examples data_;
  const Config& config_;
  const Base base_;
  const bool ahead_;
  std::future<Draw> next_;
  std::int64_t next_step_ = -1;
  torch::Tensor order_; // of the epoch below
  std::int64_t epoch_ = -1;
};

// The velocities of `net` on a draw, and those that it should have had.
struct Prediction {
  torch::Tensor v, u;
};
Prediction predict(VelocityNet& net, const Draw& draw, const Config& config);

// The loss of `net` on a draw, as a scalar tensor.
torch::Tensor objective(VelocityNet& net, const Draw& draw, const Config& config);

inline std::int64_t steps_per_epoch(const Examples& data, const Config& config) {
  return data.count() / config.batch;
}

} // namespace fm
