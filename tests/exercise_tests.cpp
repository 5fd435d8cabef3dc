// Every exercise: the reference passes, the shipped stub compiles and fails, and each known mistake
// is recognised by name.
#include "catch.hpp"

#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
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
  struct Count {
    int right = 0, answers = 0;
  };
  std::map<std::string, Count> exercises;
  std::ifstream list(FM_EXERCISES);
  for (std::string line; std::getline(list, line);) {
    std::string number, program, expected;
    std::istringstream parts(line);
    std::getline(std::getline(std::getline(parts, number, '|'), program, '|'), expected);
    INFO(line);
    const Outcome outcome = run(program);
    INFO(outcome.text);
    CHECK(outcome.text.find(expected) != std::string::npos);
    CHECK(outcome.status == (expected == "All right" ? 0 : 1));
    exercises[number].right += outcome.status == 0;
    ++exercises[number].answers;
  }
  CHECK(!exercises.empty());
  for (const auto& [number, count] : exercises) {
    INFO("exercise " << number << ": a stub, a reference and at least three known mistakes");
    CHECK(count.right == 1);
    CHECK(count.answers >= 5);
  }
}
