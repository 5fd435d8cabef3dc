// The program as its users call it.
#pragma once

#include "check.hpp"
#include "support.hpp"

#include <array>

namespace fm_test {

struct Outcome {
  int status;
  std::string text;
};
inline Outcome fm_run(const std::string& arguments) {
  FILE* pipe = popen(("env -u MNIST_DIR MNIST_MIRROR=http://127.0.0.1:9/ "
                      "XDG_CACHE_HOME=/tmp/fm-no-cache " FM_PROGRAM " " +
                      arguments + " 2>&1")
                         .c_str(),
                     "r");
  REQUIRE(pipe);
  std::string text;
  std::array<char, 512> chunk;
  while (std::fgets(chunk.data(), int(chunk.size()), pipe)) text += chunk.data();
  return {WEXITSTATUS(pclose(pipe)), text};
}
inline void fails_with(const std::string& arguments, const std::string& words, int status = 1) {
  const Outcome o = fm_run(arguments);
  INFO(arguments << "\n" << o.text);
  CHECK(o.status == status);
  CHECK(o.text.find(words) != std::string::npos);
}

} // namespace fm_test
