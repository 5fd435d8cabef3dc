// A caller's mistake, said in words: what is wrong, and what to do about it.
#pragma once

#include <stdexcept>
#include <string>

namespace fm {

struct Error : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

} // namespace fm

// FM_REQUIRE(n > 0, "n must be positive: draw at least one point")
// The message is evaluated only when the condition fails, so it may be built from values.
#define FM_REQUIRE(condition, message)                                                             \
  do {                                                                                             \
    if (!(condition)) throw ::fm::Error(message);                                                  \
  } while (false)
