// One call of a function of the interface with arguments from a script.
#pragma once

#include "script.hpp"

#include "fm/ode/tableau.hpp"

#include <map>
#include <string>

namespace fuzz {

// Returns what the function said: 0 or more, or -1; of one that makes a handle, 0 or -1.
using Call = std::function<int(Script&, Live&)>;
using Calls = std::map<std::string, Call>;

inline constexpr int distributions = FM_DISTRIBUTION_S_CURVE + 1;
inline int solver(Script& s) { return s.choice(int(fm::tableaus.size())); }
// More rows than are allowed count as none: their buffers are not to be touched.
inline std::ptrdiff_t product(std::ptrdiff_t a, std::ptrdiff_t b, std::ptrdiff_t c = 1) {
  constexpr std::ptrdiff_t most = 4096;
  return a < 0 || b < 0 || c < 0 || a > most || b > most || c > most ? 0 : a * b * c;
}

} // namespace fuzz
