// One register of floats or doubles: WASM SIMD128, SSE, AVX and AVX-512 from one source, through
// the vector types of GCC and Clang. Lanes never mix, so the width of the machine's registers
// cannot change a result.
#pragma once

#include "fm/elementary.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace fm {

#if defined(__AVX512F__)
inline constexpr std::ptrdiff_t register_bytes = 64;
#elif defined(__AVX__)
inline constexpr std::ptrdiff_t register_bytes = 32;
#else
inline constexpr std::ptrdiff_t register_bytes = 16;
#endif

template <class S, std::ptrdiff_t N> struct VectorOf {
  typedef S type __attribute__((vector_size(N * std::ptrdiff_t(sizeof(S)))));
};
template <class S, std::ptrdiff_t N> using vector_t = typename VectorOf<S, N>::type;

// How many S fit into one register, and that register.
template <class S>
inline constexpr std::ptrdiff_t lanes = register_bytes / std::ptrdiff_t(sizeof(S));
template <class S> using lanes_t = vector_t<S, lanes<S>>;

template <class V, class S> inline V load_as(const S* p) {
  V v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
template <class S> inline lanes_t<S> load(const S* p) { return load_as<lanes_t<S>>(p); }
template <class V, class S> inline void store(S* p, const V& v) { std::memcpy(p, &v, sizeof v); }
template <class V, class S> inline V splat_as(S x) { return x - V{}; } // keeps the sign of -0
template <class S> inline lanes_t<S> splat(S x) { return splat_as<lanes_t<S>>(x); }

// e^x of a float or double, or of each lane of a vector of them.
template <class V> inline V exponential(const V& x) {
  if constexpr (std::is_same_v<V, float>)
    return portable_exp<float, std::int32_t>(x);
  else if constexpr (std::is_same_v<V, double>)
    return portable_exp(x);
  else if constexpr (sizeof(x[0]) == sizeof(float))
    return portable_exp<V, vector_t<std::int32_t, sizeof(V) / sizeof(float)>>(x);
  else {
    V y{};
    for (std::size_t i = 0; i < sizeof(V) / sizeof(double); ++i) y[i] = portable_exp(x[i]);
    return y;
  }
}

// 1 / (1 + e^-x)
template <class V> inline V sigmoid(const V& x) { return 1.0f / (1.0f + exponential(V(-x))); }

} // namespace fm
