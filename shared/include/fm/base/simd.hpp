// One register of floats or doubles: WASM SIMD128, SSE, AVX and AVX-512 from one source, through
// the vector types of GCC and Clang. Lanes never mix, so the width of the machine's registers
// cannot change a result.
#pragma once

#include "fm/base/elementary.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace fm {

// The width that the kernels are written for: one for a whole program, whatever flags a file is
// compiled with, for code of one name that differs from file to file is a program without meaning.
#ifndef FM_REGISTER_BYTES
#define FM_REGISTER_BYTES 16
#endif
inline constexpr std::ptrdiff_t register_bytes = FM_REGISTER_BYTES;
static_assert(register_bytes == 16 || register_bytes == 32 || register_bytes == 64);

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

// The smaller and the larger of each lane; x where one is not a number.
// (In wasm the plain form would become an f32x4.min, which is eight instructions on x64.)
template <class V> inline V smaller(const V& x, const V& y) {
#ifdef __wasm_simd128__
  if constexpr (std::is_same_v<V, vector_t<float, 4>>) return V(__builtin_wasm_pmin_f32x4(x, y));
#endif
  return y < x ? y : x;
}
template <class V> inline V larger(const V& x, const V& y) {
#ifdef __wasm_simd128__
  if constexpr (std::is_same_v<V, vector_t<float, 4>>) return V(__builtin_wasm_pmax_f32x4(x, y));
#endif
  return x < y ? y : x;
}

// e^x for a float or each lane of a vector of them; relative error below 3e-7, x clamped to +-87.
// x = n ln 2 + r with |r| <= ln 2 / 2; e^x = 2^n P(r), P the polynomial of degree 5 with
// P(0) = P'(0) = 1 and the least relative error there (1.05e-7).
template <class V, class I> inline V exponential_of_floats(V x) {
  x = larger<V>(smaller<V>(x, V{} + 87.0f), V{} - 87.0f);
  // Adding 1.5 * 2^23 rounds to the nearest integer and leaves it in the low bits.
  const V magic = V{} + 12582912.0f;
  const V shifted = x * 1.44269504088896341f + magic;
  const V n = shifted - magic;
  const V r = (x - n * 0.693359375f) - n * -2.12194440e-4f; // ln 2 in two parts
  V p = r * 0x1.106270p-7f + 0x1.572a1ep-5f;
  p = p * r + 0x1.5557aep-3f;
  p = p * r + 0x1.fffdfcp-2f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  return __builtin_bit_cast(V, __builtin_bit_cast(I, p) + (__builtin_bit_cast(I, shifted) << 23));
}

// e^x of a float or double, or of each lane of a vector of them.
template <class V> inline V exponential(const V& x) {
  if constexpr (std::is_same_v<V, float>)
    return exponential_of_floats<float, std::int32_t>(x);
  else if constexpr (std::is_same_v<V, double>)
    return portable_exp(x);
  else if constexpr (sizeof(x[0]) == sizeof(float))
    return exponential_of_floats<V, vector_t<std::int32_t, sizeof(V) / sizeof(float)>>(x);
  else {
    V y{};
    for (std::size_t i = 0; i < sizeof(V) / sizeof(double); ++i) y[i] = portable_exp(x[i]);
    return y;
  }
}

// x <- e^x for n doubles in [-700, 0]; what lies below counts as -700.
inline void exponentials(double* x, std::ptrdiff_t n) {
  using V = lanes_t<double>;
  using I = vector_t<std::int64_t, lanes<double>>;
  std::ptrdiff_t i = 0;
  for (; i + lanes<double> <= n; i += lanes<double>)
    store(x + i, exponential_of_doubles<V, I>(load(x + i)));
  for (; i < n; ++i) x[i] = exponential_of_doubles<V, I>(splat(x[i]))[0];
}

// 1 / (1 + e^-x)
template <class V> inline V sigmoid(const V& x) {
  const V e = exponential(x);
  return e / (1.0f + e);
}

} // namespace fm
