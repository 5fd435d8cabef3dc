// What the checkers of exercises share: each thing that is looked at has a line, and then there is
// a verdict.
#pragma once

#include <cmath>
#include <cstdio>

namespace exercise {

inline bool close(double a, double b, double tolerance) { return std::fabs(a - b) <= tolerance; }

// What is wrong with it, or null where nothing is; returns how many things that are.
inline int report(const char* what, const char* problem) {
  std::printf(problem ? "  not yet   %s: %s\n" : "  right     %s\n", what, problem);
  return problem ? 1 : 0;
}

// The exit status of the checker. `where`: what the answer is a part of.
inline int verdict(int wrong, const char* where) {
  if (wrong == 0) std::printf("All right. %s\n", where);
  return wrong == 0 ? 0 : 1;
}

} // namespace exercise
