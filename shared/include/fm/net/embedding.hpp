// Sinusoidal embedding: t as a row of slow and fast clocks, so that a network can read it.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/simd.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace fm {

// Frequencies of the embedding (Vaswani et al. 2017, sec. 3.5; Ho et al. 2020):
//   f_k = 10000^(-k / (half - 1)), k = 0 .. half - 1, half = size / 2.   size even, at least 4.
inline std::vector<double> embedding_frequencies(int size) {
  FM_REQUIRE(size >= 4 && size % 2 == 0, "an embedding has an even size of at least 4");
  const int half = size / 2;
  std::vector<double> f(static_cast<std::size_t>(half));
  for (int k = 0; k < half; ++k)
    f[static_cast<std::size_t>(k)] = portable_exp(-portable_log(10000.) * k / (half - 1));
  return f;
}

// out[0 .. size) = [sin(2 pi t f_k), cos(2 pi t f_k)]
template <class S> void embed(double t, const std::vector<double>& frequencies, S* out) {
  using V = vector_t<double, 2>;
  using I = vector_t<std::int64_t, 2>;
  constexpr std::size_t terms = sizeof(S) == sizeof(float) ? 5 : 9;
  const std::size_t half = frequencies.size();
  for (std::size_t k = 0; k < half; k += 2) {
    const std::size_t other = std::min(k + 1, half - 1);
    const auto value = sincos_2pi<V, I, terms>(t * V{frequencies[k], frequencies[other]});
    out[k] = S(value.sin[0]), out[other] = S(value.sin[1]);
    out[half + k] = S(value.cos[0]), out[half + other] = S(value.cos[1]);
  }
}

} // namespace fm
