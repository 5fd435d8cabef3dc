// Random numbers that are the same everywhere: our own generator and our own normal, because the
// standard distributions differ between standard libraries.
#pragma once

#include "fm/base/elementary.hpp"

#include <cmath>
#include <cstdint>

namespace fm {

// PCG32, XSH-RR with 64-bit state (O'Neill 2014). `stream` picks a sequence of the seed, so
// parallel workers draw the same numbers as one worker would. What holds, and is tested:
//
// - Any two streams below 2^32 of a seed are uncorrelated. Streams that differ only in upper bits
//   are not: from 2^45 apart it shows in 4,096 numbers. Number streams from 0.
// - The numbers of one sequence are as uneven as chance. One number of each of 65,536 neighbouring
//   seeds, or streams, is not: they are spread too evenly, whichever number of the sequence it is.
//   4,096 of them do not show it. Who takes one number a seed and means them to be independent, or
//   has no small number for a stream, takes Random::hashed.
//
//   Random(42, 54): 0xa15c02b7 0x7b47f409 0xba1d3330 0x83d2f293 0xbfa4784b 0xcbed606e
class Random {
public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : inc_((stream << 1) | 1) {
    bits();
    state_ += seed;
    bits();
  }

  // The same with seed and stream hashed first: whatever they are, their sequences are unrelated.
  static Random hashed(std::uint64_t seed, std::uint64_t stream = 0) {
    const std::uint64_t of_stream = hash(stream);
    return Random(hash(seed ^ of_stream), of_stream);
  }

  // A step of SplitMix64 (Steele, Lea and Flood 2014): one to one, and each bit of x moves half of
  // the bits of the answer.
  static constexpr std::uint64_t hash(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
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
