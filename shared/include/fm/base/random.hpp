// Random numbers that are the same everywhere: our own generator and our own normal, because the
// standard distributions differ between standard libraries.
#pragma once

#include "fm/base/elementary.hpp"

#include <cmath>
#include <cstdint>

namespace fm {

// PCG32, XSH-RR with 64-bit state (O'Neill 2014). `stream` picks one of 2^63 independent sequences,
// so parallel workers draw the same numbers as one worker would.
//   Random(42, 54): 0xa15c02b7 0x7b47f409 0xba1d3330 0x83d2f293 0xbfa4784b 0xcbed606e
class Random {
public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : inc_((stream << 1) | 1) {
    bits();
    state_ += seed;
    bits();
  }

  // 32 uniform bits.
  std::uint32_t bits() {
    const std::uint64_t old = state_;
    state_ = old * 6364136223846793005ULL + inc_;
    const auto xorshifted = std::uint32_t(((old >> 18) ^ old) >> 27);
    const auto rot = std::uint32_t(old >> 59);
    return (xorshifted >> rot) | (xorshifted << ((32 - rot) & 31));
  }

  // Uniform in [0, 1), in steps of 2^-32.
  double uniform() { return bits() * 0x1p-32; }

  // Uniform integer in [0, n), n >= 1. The bias of the multiply-shift is below n 2^-32.
  std::uint32_t below(std::uint32_t n) { return std::uint32_t((std::uint64_t(bits()) * n) >> 32); }

  // Standard normal (Box and Muller 1958); each call makes two and keeps one for the next.
  double normal() {
    if (has_spare_) {
      has_spare_ = false;
      return spare_;
    }
    const double u = (bits() + 0.5) * 0x1p-32; // never 0, so the logarithm is finite
    const double radius = std::sqrt(-2 * portable_log(u));
    const auto angle = sincos_2pi(uniform());
    spare_ = radius * angle.sin;
    has_spare_ = true;
    return radius * angle.cos;
  }

private:
  std::uint64_t state_ = 0, inc_;
  double spare_ = 0;
  bool has_spare_ = false;
};

} // namespace fm
