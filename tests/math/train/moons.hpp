// What the networks of these tests learn, and how far they get.
#pragma once

#include "catch.hpp"
#include "fm/train/trainer.hpp"

#include <vector>

namespace fm {

inline DataSet<float> moons() {
  Random random(1);
  return sample_set<float>(Distribution::moons, 1024, random);
}
inline double mean(const std::vector<float>& x, std::size_t from) {
  double sum = 0;
  for (std::size_t i = from; i < x.size(); ++i) sum += double(x[i]);
  return sum / double(x.size() - from);
}
// Of the losses of the last updates.
inline double run_mean(Trainer<float>& trainer, int steps, int last) {
  std::vector<float> losses(static_cast<std::size_t>(steps));
  int done = 0;
  REQUIRE(trainer.run(steps, losses.data(), done) == TrainOutcome::ok);
  return mean(losses, std::size_t(steps - last));
}

} // namespace fm
