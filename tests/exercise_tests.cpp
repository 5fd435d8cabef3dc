// Every exercise: the reference passes, the shipped stub compiles and fails, and each known mistake
// is recognised by name.
#include "catch.hpp"

#include <cstdio>
#include <fstream>
#include <string>
#include <sys/wait.h>

namespace {
struct Outcome {
  int status;
  std::string text;
};
Outcome run(const std::string& program) {
  FILE* pipe = popen(program.c_str(), "r");
  REQUIRE(pipe);
  std::string text;
  char chunk[512];
  while (std::fgets(chunk, sizeof chunk, pipe)) text += chunk;
  const int status = pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text};
}
} // namespace

TEST_CASE("each answer of each exercise gets the verdict that it deserves") {
  std::ifstream list(FM_EXERCISES);
  int answers = 0, passing = 0;
  for (std::string line; std::getline(list, line);) {
    const std::size_t bar = line.find('|');
    if (bar == std::string::npos) continue;
    const std::string expected = line.substr(bar + 1);
    INFO(line);
    const Outcome outcome = run(line.substr(0, bar));
    INFO(outcome.text);
    CHECK(outcome.text.find(expected) != std::string::npos);
    CHECK(outcome.status == (expected == "All right" ? 0 : 1));
    passing += outcome.status == 0;
    ++answers;
  }
  CHECK(answers >= 9);
  CHECK(passing == 1);
}
