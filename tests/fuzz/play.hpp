// Plays a script: calls one function after the other, and holds each to what api.h promises.
#pragma once

#include "calls.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace fuzz {

// A status, and a sentence where it failed.
inline void check(const std::string& name, int status) {
  if (status >= 0 || (status == -1 && std::strlen(fm_last_error()) >= 10)) return;
  std::fprintf(stderr, "%s returned %d: '%s'\n", name.c_str(), status, fm_last_error());
  std::abort();
}

inline void play(const std::uint8_t* data, std::size_t size) {
  Script script(data, size);
  Live live;
  const Calls& calls = all_calls();
  for (int n = 0; !script.over() && n < 24; ++n) {
    auto call = calls.begin();
    std::advance(call, script.below(int(calls.size())));
    check(call->first, call->second(script, live));
  }
}

} // namespace fuzz
