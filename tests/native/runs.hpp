// Runs of the trainer that are over in a moment.
#pragma once

#include "support.hpp"
#include "train/train.hpp"

namespace fm_test {

using namespace fm;

inline Config tiny(const std::string& loss = "mse") {
  Config c;
  c.preset = "tiny";
  c.batch = 8;
  c.epochs = 2;
  c.loss = loss;
  c.lr = 1e-3;
  c.seed = 4;
  return c;
}
inline std::unique_ptr<TrainState> fresh(const Config& c) {
  torch::manual_seed(c.seed);
  return std::make_unique<TrainState>(c);
}
inline TrainOptions into(const fs::path& out, std::int64_t max_steps = -1) {
  TrainOptions o;
  o.out = out;
  o.max_steps = max_steps;
  o.checkpoint_every = o.sample_every = 0;
  return o;
}
inline bool same(VelocityNet& a, VelocityNet& b) {
  const auto x = a->parameters(), y = b->parameters();
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!torch::equal(x[i], y[i])) return false;
  return true;
}
inline const std::atomic<bool> go_on{false};

} // namespace fm_test
