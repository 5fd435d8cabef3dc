#include "train/ranks.hpp"

#include <cstdlib>
#include <cstring>
#include <thread>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#if defined(USE_C10D_NCCL) && __has_include(<nccl.h>)
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#define FM_NCCL
#endif

namespace fm {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Bytes = std::vector<std::uint8_t>;

namespace {

// torchrun kills what has not ended 30 seconds after its signal.
constexpr auto patience_after_stop = 15s;
// The store refuses a value of 8 MiB.
constexpr std::size_t piece = 4 << 20;

const std::string ended = "ended", left = "left";

std::string key(std::int64_t exchange, int rank, std::size_t part) {
  return std::to_string(exchange) + "/" + std::to_string(rank) + "/" + std::to_string(part);
}
std::size_t pieces(std::size_t bytes) { return bytes == 0 ? 0 : (bytes - 1) / piece + 1; }

} // namespace

struct Ranks::Meeting {
  c10::intrusive_ptr<c10d::Store> store;
  std::size_t posted = 0; // bytes of this rank's last message
#ifdef FM_NCCL
  c10::intrusive_ptr<c10d::ProcessGroupNCCL> nccl;
#endif

  // Part 0 says how long the message is; it comes last, so whoever sees it can read the others.
  void post(std::int64_t exchange, int rank, std::string_view message) {
    for (std::size_t i = 0; i < pieces(message.size()); ++i) {
      const std::string_view part = message.substr(i * piece, piece);
      store->set(key(exchange, rank, i + 1), Bytes(part.begin(), part.end()));
    }
    store->set(key(exchange, rank, 0), std::to_string(message.size()));
  }
  std::string read(std::int64_t exchange, int rank) {
    const std::size_t size = std::stoull(store->get_to_str(key(exchange, rank, 0)));
    std::string message;
    message.reserve(size);
    for (std::size_t i = 0; i < pieces(size); ++i) {
      const Bytes part = store->get(key(exchange, rank, i + 1));
      message.append(part.begin(), part.end());
    }
    return message;
  }
  void remove(std::int64_t exchange, int rank, std::size_t size) {
    for (std::size_t i = 0; i <= pieces(size); ++i) store->deleteKey(key(exchange, rank, i));
  }
};

Ranks::Ranks(const Place& place, std::chrono::seconds patience, const std::atomic<bool>& stop)
    : place_(place), patience_(patience), stop_(stop) {
  if (size() == 1) return;
  // c10d logs every failed call with its stack; one sentence of ours is to be the last.
  if (!std::getenv("TORCH_CPP_LOG_LEVEL")) FLAGS_caffe2_log_level = 3;
  c10d::TCPStoreOptions options;
  options.port = place.port;
  options.isServer = place.hosts();
  options.waitWorkers = false;
  options.timeout = patience;
  meeting_ = std::make_unique<Meeting>();
  try {
    meeting_->store = c10::make_intrusive<c10d::PrefixStore>(
        "fm/" + place.attempt, c10::make_intrusive<c10d::TCPStore>(place.address, options));
  } catch (const c10::Error& error) {
    throw RankLost(0, (place.hosts() ? "rank 0 cannot host the store of the run at "
                                     : "the store of the run does not answer at ") +
                          place.address + ":" + std::to_string(place.port) + " (" +
                          error.what_without_backtrace() + ")");
  }
}

Ranks::~Ranks() {
  if (!meeting_) return;
  try {
    if (!place_.hosts()) {
      meeting_->store->add(left, 1);
      return;
    }
    const auto until = Clock::now() + (ended_ ? 2s : 10s);
    while (meeting_->store->add(left, 0) < size() - 1 && Clock::now() < until)
      std::this_thread::sleep_for(5ms);
  } catch (const std::exception&) { // the store has gone before us
  }
}

RankLost Ranks::store_lost(const std::string& when) const {
  return {0, (place_.hosted ? "torchrun" : "rank 0") +
                 std::string(", which hosts the store of the run, was gone ") + when};
}

void Ranks::wait_for(const std::vector<std::string>& keys, const std::string& when) {
  c10d::Store& store = *meeting_->store;
  const auto began = Clock::now();
  auto limit = began + patience_;
  bool hurried = false;
  // Asking again after longer and longer: an answer that is near costs little waiting, one that is
  // far few questions.
  for (auto pause = 100us; !store.check(keys); pause = std::min(2 * pause, 10'000us)) {
    if (store.check({ended})) {
      ended_ = true;
      const std::string why = store.get_to_str(ended);
      const std::size_t space = why.find(' ');
      throw RankLost(std::stoi(why.substr(0, space)), why.substr(space + 1));
    }
    const auto now = Clock::now();
    if (stop_ && !hurried) {
      hurried = true;
      limit = std::min(limit, now + patience_after_stop);
    }
    if (now > limit) {
      int silent = 0;
      while (silent + 1 < size() && store.check({keys[std::size_t(silent)]})) ++silent;
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - began).count();
      const RankLost lost(silent, "rank " + std::to_string(silent) + " has not answered " + when +
                                      " for " + std::to_string(seconds) +
                                      " s: it has died or hangs");
      end(lost);
      throw lost;
    }
    std::this_thread::sleep_for(pause);
  }
}

std::vector<std::string> Ranks::gather(std::string_view mine, const std::string& when) {
  std::vector<std::string> all(static_cast<std::size_t>(size()));
  all[std::size_t(place_.rank)] = mine;
  if (!meeting_) return all;
  try {
    meeting_->post(exchange_, place_.rank, mine);
    std::vector<std::string> keys;
    for (int rank = 0; rank < size(); ++rank) keys.push_back(key(exchange_, rank, 0));
    wait_for(keys, when);
    for (int rank = 0; rank < size(); ++rank)
      if (rank != place_.rank) all[std::size_t(rank)] = meeting_->read(exchange_, rank);
    // Whoever has come this far has read what was given before.
    if (exchange_ > 0) meeting_->remove(exchange_ - 1, place_.rank, meeting_->posted);
  } catch (const c10::Error&) {
    throw store_lost(when);
  }
  meeting_->posted = mine.size();
  ++exchange_;
  return all;
}

double Ranks::mean(double loss, torch::Tensor gradients, std::int64_t step) {
  if (!meeting_) return loss;
  torch::NoGradGuard no_grad;
  struct Head {
    double loss;
    std::uint64_t stop;
  };
  const Head head{loss, stop_};
  std::string mine(reinterpret_cast<const char*>(&head), sizeof head);
#ifdef FM_NCCL
  const bool direct = gradients.is_cuda();
#else
  constexpr bool direct = false;
#endif
  const torch::Tensor here = direct ? torch::Tensor() : gradients.to(torch::kCPU).contiguous();
  if (!direct) mine.append(static_cast<const char*>(here.const_data_ptr()), here.nbytes());

  const auto all = gather(mine, "at step " + std::to_string(step));
  double sum = 0;
  stopping_ = false;
  torch::Tensor total;
  for (int rank = 0; rank < size(); ++rank) {
    const std::string& message = all[std::size_t(rank)];
    FM_REQUIRE(message.size() == mine.size(),
               "rank " + std::to_string(rank) + " has gradients of another network");
    Head other;
    std::memcpy(&other, message.data(), sizeof other);
    sum += other.loss;
    stopping_ = stopping_ || other.stop;
    if (direct) continue;
    torch::Tensor theirs = torch::empty_like(here);
    std::memcpy(theirs.mutable_data_ptr(), message.data() + sizeof head, theirs.nbytes());
    theirs = theirs.to(torch::kFloat32);
    total = rank == 0 ? theirs : total.add_(theirs);
  }
#ifdef FM_NCCL
  if (direct) {
    if (!meeting_->nccl)
      meeting_->nccl =
          c10::make_intrusive<c10d::ProcessGroupNCCL>(meeting_->store, place_.rank, size());
    std::vector<torch::Tensor> list{gradients};
    meeting_->nccl->allreduce(list)->wait();
    gradients.div_(size());
    return sum / size();
  }
#endif
  gradients.copy_(total.div_(size()));
  return sum / size();
}

void Ranks::end(const RankLost& why) {
  ended_ = true;
  if (!meeting_) return;
  try {
    meeting_->store->compareSet(ended, std::string(), std::to_string(why.rank) + " " + why.what());
  } catch (const std::exception&) { // they will see that the store is gone
  }
}

void Ranks::end(const std::string& why) {
  end(RankLost(place_.rank, "rank " + std::to_string(place_.rank) + " has failed: " + why));
}

} // namespace fm
