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

// The larger error of the two, where one that is not a number is the largest of all: std::max would
// lose it.
inline double worse(double a, double b) {
  return std::isnan(a) || !(b > a) ? (std::isnan(b) ? b : a) : b;
}
