// A run in several processes, the ranks: each computes its share of a batch, and all take the same
// step.
//
// They meet at a c10d::TCPStore. LibTorch comes without the headers of Gloo, so on CPUs the
// gradients go through the store as well: every rank puts its own there, reads the others' and sums
// them in the order of ranks, which gives the same bits on all of them. On GPUs NCCL sums them,
// where LibTorch has it.
#pragma once

#include "fm/base/require.hpp"
#include "train/place.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <string_view>
#include <torch/torch.h>
#include <vector>

namespace fm {

// The run cannot go on: a rank has died, fallen silent or failed.
struct RankLost : Error {
  int rank;
  RankLost(int who, const std::string& what) : Error(what), rank(who) {}
};

class Ranks {
public:
  // Meets at the store; a place of size 1 meets nobody, and everything below is then free. No rank
  // waits for another longer than `patience`, nor much longer than a few seconds after `stop` was
  // raised here: so torchrun's signal ends those that wait for a rank that has died. `stop` must
  // outlive it. Throws RankLost when there is no store.
  Ranks(const Place& place, std::chrono::seconds patience, const std::atomic<bool>& stop);
  // Rank 0, where it hosts the store, waits a moment until the others have left.
  ~Ranks();

  int rank() const { return place_.rank; }
  int size() const { return place_.size; }
  // Whether this is rank 0, which alone writes and speaks.
  bool leads() const { return place_.rank == 0; }

  // What every rank gives, in the order of ranks; all call it the same number of times. `when` is
  // for the sentence: "at step 7". Throws RankLost.
  std::vector<std::string> gather(std::string_view mine, const std::string& when);

  // Replaces `gradients`, one flat tensor of float or bfloat16 of the same size everywhere, by the
  // mean over ranks, and returns that of `loss`. Also agrees whether to stop. Throws RankLost.
  double mean(double loss, torch::Tensor gradients, std::int64_t step);

  // Whether `stop` was raised, here or at another rank by the last mean(): the same everywhere.
  bool stopping() const { return size() == 1 ? stop_.load() : stopping_; }

  // Ends the others, with a sentence on why, unless another rank has done so.
  void end(const RankLost& why);
  void end(const std::string& why);

private:
  struct Meeting;
  void wait_for(const std::vector<std::string>& keys, const std::string& when);
  RankLost store_lost(const std::string& when) const;

  const Place place_;
  const std::chrono::seconds patience_;
  const std::atomic<bool>& stop_;
  std::unique_ptr<Meeting> meeting_;
  std::int64_t exchange_ = 0;
  bool stopping_ = false, ended_ = false;
};

} // namespace fm
