#include "io/run_log.hpp"

#include "fm/base/require.hpp"

#include <cstdio>
#include <unistd.h>

namespace fm {

namespace {
std::string duration(double seconds) {
  const long s = long(seconds);
  char out[48];
  if (s >= 3600)
    std::snprintf(out, sizeof out, "%ldh %02ldm", s / 3600, s / 60 % 60);
  else
    std::snprintf(out, sizeof out, "%ldm %02lds", s / 60, s % 60);
  return out;
}
}

RunLog::RunLog(const std::filesystem::path& path)
    : file_(path, std::ios::app), events_(path.parent_path()), terminal_(isatty(fileno(stdout))) {
  FM_REQUIRE(file_, "cannot write the log " + path.string());
}

void RunLog::write(const nlohmann::json& line) {
  file_ << line.dump() << std::endl;
  if (line.contains("step"))
    for (const auto& [name, value] : line.items())
      if (value.is_number() && name != "step")
        events_.scalar(name, line["step"].get<std::int64_t>(), value.get<double>());
  events_.flush();
  FM_REQUIRE(file_, "cannot write to the log: is the disk full?");
}

void RunLog::progress(std::int64_t step, std::int64_t total, double loss) {
  const auto now = Clock::now();
  const auto seconds = [](auto d) { return std::chrono::duration<double>(d).count(); };
  if (first_step_ < 0) {
    first_step_ = step;
    start_ = last_ = now;
  } else if (step < total && seconds(now - last_) < (terminal_ ? 0.2 : 10.0)) {
    return;
  }
  last_ = now;
  const double elapsed = seconds(now - start_);
  const double rate = elapsed > 0 ? double(step - first_step_) / elapsed : 0;
  std::printf("%sstep %lld/%lld  loss %.4f", terminal_ ? "\r\033[K" : "", (long long)step,
              (long long)total, loss);
  if (rate > 0)
    std::printf("  %.2f it/s  ETA %s", rate, duration(double(total - step) / rate).c_str());
  if (!terminal_) std::printf("\n");
  open_line_ = terminal_;
  std::fflush(stdout);
}

void RunLog::end_progress() {
  if (open_line_) std::printf("\n");
  open_line_ = false;
}

} // namespace fm
