// Catch2, version 2 or 3.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
namespace Catch {
inline auto Contains(const std::string& words) { return Matchers::ContainsSubstring(words); }
}
#else
#include <catch2/catch.hpp>
#endif

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

// The tests that could not run here, by the reason of each.
inline std::vector<std::string>& skips() {
  static std::vector<std::string> all;
  return all;
}
// Called once by a test case that cannot run here: it counts as skipped, not as passed.
inline void skip_because(const std::string& why) {
  std::printf("skipped: %s\n", why.c_str());
  skips().push_back(why);
}

// The larger error of the two, where one that is not a number is the largest of all: std::max would
// lose it.
inline double worse(double a, double b) {
  return std::isnan(a) || !(b > a) ? (std::isnan(b) ? b : a) : b;
}
