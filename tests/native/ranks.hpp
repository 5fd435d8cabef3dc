// Several ranks: as threads of the tests, and as processes of the program.
#pragma once

#include "program.hpp"
#include "runs.hpp"

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <future>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <utility>

namespace fm_test {

// A port that nobody listens on.
inline int free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof where;
  REQUIRE(bind(fd, reinterpret_cast<sockaddr*>(&where), size) == 0);
  REQUIRE(getsockname(fd, reinterpret_cast<sockaddr*>(&where), &size) == 0);
  close(fd);
  return ntohs(where.sin_port);
}

inline Place place(int rank, int size, int port) {
  Place p;
  p.rank = rank;
  p.size = size;
  p.address = "127.0.0.1";
  p.port = std::uint16_t(port);
  return p;
}

// What f(ranks) returns at each of `size` ranks, each a thread.
template <class F> auto at_ranks(int size, F&& f) {
  using R = decltype(f(std::declval<Ranks&>()));
  const int port = free_port();
  std::vector<std::future<R>> running;
  for (int rank = 0; rank < size; ++rank)
    running.push_back(std::async(std::launch::async, [&f, p = place(rank, size, port)] {
      Ranks ranks(p, std::chrono::seconds(60), go_on);
      return f(ranks);
    }));
  std::vector<R> all;
  for (auto& one : running) all.push_back(one.get());
  return all;
}

// The program as one rank of several, killed if it outlives the test.
struct RankProcess {
  pid_t pid;
  fs::path log;

  RankProcess(const fs::path& folder, const Place& place, const std::string& flags)
      : pid(fork()), log(folder / ("rank-" + std::to_string(place.rank) + ".log")) {
    REQUIRE(pid >= 0);
    if (pid > 0) return;
    const std::string command =
        "exec env -u MNIST_DIR OMP_NUM_THREADS=1 RANK=" + std::to_string(place.rank) +
        " WORLD_SIZE=" + std::to_string(place.size) + " MASTER_ADDR=" + place.address +
        " MASTER_PORT=" + std::to_string(place.port) + " " FM_PROGRAM " " + flags + " > " +
        log.string() + " 2>&1";
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  RankProcess(const RankProcess&) = delete;
  RankProcess(RankProcess&& other) : pid(std::exchange(other.pid, -1)), log(other.log) {}
  ~RankProcess() {
    if (pid > 0) ::kill(pid, SIGKILL);
    end();
  }
  // What it said, with its exit code, or 128 and the signal that ended it.
  Outcome end() {
    int status = 0;
    if (pid > 0) waitpid(std::exchange(pid, -1), &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read(log)};
  }
};

inline std::vector<RankProcess> start_ranks(const fs::path& folder, int size,
                                            const std::string& flags) {
  const int port = free_port();
  std::vector<RankProcess> all;
  for (int rank = 0; rank < size; ++rank) all.emplace_back(folder, place(rank, size, port), flags);
  return all;
}

// Until the run has logged its first steps.
inline void wait_for_log(const fs::path& run) {
  for (int i = 0; i < 1200 && read(run / "log.jsonl").empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  REQUIRE_FALSE(read(run / "log.jsonl").empty());
}

} // namespace fm_test
