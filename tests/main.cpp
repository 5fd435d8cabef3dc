// Runs the tests. `--counts FILE` comes first, if at all: how many passed, failed and were skipped
// is written there, for ./course test.
#define CATCH_CONFIG_NO_POSIX_SIGNALS
#define CATCH_CONFIG_RUNNER // of version 2; version 3 has a library
#include "catch.hpp"

#include <fstream>
#include <string>

namespace {
std::string counts_file;

#if __has_include(<catch2/catch_all.hpp>)
using Listener = Catch::EventListenerBase;
#else
using Listener = Catch::TestEventListenerBase;
#endif
struct Counts : Listener {
  using Listener::Listener;
  void testRunEnded(const Catch::TestRunStats& stats) override {
    if (counts_file.empty()) return;
    std::ofstream out(counts_file);
    const auto& cases = stats.totals.testCases;
    out << cases.passed - skips().size() << ' ' << cases.failed << ' ' << skips().size() << '\n';
    for (const std::string& why : skips()) out << "skipped: " << why << '\n';
  }
};
CATCH_REGISTER_LISTENER(Counts)
} // namespace

int main(int argc, char** argv) {
  if (argc > 2 && std::string(argv[1]) == "--counts") {
    counts_file = argv[2];
    argv[2] = argv[0];
    argc -= 2;
    argv += 2;
  }
  return Catch::Session().run(argc, argv);
}
