// What a run tells: a progress line for people, a JSON line for programs.
#pragma once

#include "io/event_file.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace fm {

class RunLog {
public:
  // Appends to `path`, so that a resumed run goes on in the same log, and begins an event file for
  // TensorBoard beside it.
  explicit RunLog(const std::filesystem::path& path);

  // One JSON object a line, flushed: {"step": .., "loss": .., ...}. Its numbers are curves there.
  void write(const nlohmann::json& line);

  // "step 120/2340  loss 0.1934  3.2 it/s  ETA 11m 34s": rewritten in place on a terminal, plain
  // lines otherwise.
  void progress(std::int64_t step, std::int64_t total, double loss);
  void end_progress();

private:
  using Clock = std::chrono::steady_clock;
  std::ofstream file_;
  EventFile events_;
  bool terminal_, open_line_ = false;
  Clock::time_point start_, last_;
  std::int64_t first_step_ = -1;
};

} // namespace fm
