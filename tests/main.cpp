// Runs the tests. `--counts FILE` comes first, if at all: how many passed, failed and were skipped
// is written there, for ./course test. Then `--part I N`, if at all: every Nth of the tests, from
// the Ith, so that N processes share them.
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

// What this process runs of the tests that are asked for, by their names.
#if __has_include(<catch2/catch_all.hpp>)
void take_part(Catch::Session& session, unsigned part, unsigned parts) {
  session.configData().shardIndex = part;
  session.configData().shardCount = parts;
}
#else
void take_part(Catch::Session& session, unsigned part, unsigned parts) {
  const Catch::Config& config = session.config();
  const std::vector<Catch::TestCase> tests =
      Catch::filterTests(Catch::getAllTestCasesSorted(config), config.testSpec(), config);
  std::string names; // one filter of many, each letter of meaning to it escaped
  for (std::size_t i = part; i < tests.size(); i += parts) {
    if (!names.empty()) names += ',';
    for (const char c : tests[i].name) {
      if (std::string("\\,[]\"*~").find(c) != std::string::npos) names += '\\';
      names += c;
    }
  }
  Catch::ConfigData chosen = session.configData();
  if (!tests.empty()) chosen.testsOrTags = {names};
  chosen.warnings = Catch::WarnAbout::What(chosen.warnings | Catch::WarnAbout::NoTests);
  session.useConfigData(chosen);
}
#endif

// Takes the first `count` words off the front of the command line, its name apart.
void shift(int& argc, char**& argv, int count) {
  argv[count] = argv[0];
  argc -= count, argv += count;
}
} // namespace

int main(int argc, char** argv) {
  if (argc > 2 && std::string(argv[1]) == "--counts") {
    counts_file = argv[2];
    shift(argc, argv, 2);
  }
  unsigned part = 0, parts = 1;
  if (argc > 3 && std::string(argv[1]) == "--part") {
    part = unsigned(std::stoul(argv[2])), parts = unsigned(std::stoul(argv[3]));
    shift(argc, argv, 3);
  }
  Catch::Session session;
  if (const int refused = session.applyCommandLine(argc, argv); refused != 0) return refused;
  if (parts > 1) take_part(session, part, parts);
  return session.run();
}
