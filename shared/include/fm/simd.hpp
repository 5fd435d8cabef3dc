// Four lanes of float or double: WASM SIMD128, SSE and AVX from one source, through the vector
// types of GCC and Clang. Lanes never mix, so the width of the machine's registers cannot change a
// result.
#pragma once

#include "fm/elementary.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>

namespace fm {

typedef float F32x4 __attribute__((vector_size(16)));
typedef std::int32_t I32x4 __attribute__((vector_size(16)));
typedef double F64x4 __attribute__((vector_size(32)));

template <class S> struct Lanes;
template <> struct Lanes<float> { using type = F32x4; };
template <> struct Lanes<double> { using type = F64x4; };
template <class S> using lanes_t = typename Lanes<S>::type;
inline constexpr std::ptrdiff_t lanes = 4;

template <class S> inline lanes_t<S> load(const S* p) {
  lanes_t<S> v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
template <class S> inline void store(S* p, const lanes_t<S>& v) { std::memcpy(p, &v, sizeof v); }
template <class S> inline lanes_t<S> splat(S x) { return lanes_t<S>{x, x, x, x}; }

inline F32x4 exponential(const F32x4& x) { return portable_exp<F32x4, I32x4>(x); }
inline F64x4 exponential(const F64x4& x) {
  return F64x4{std::exp(x[0]), std::exp(x[1]), std::exp(x[2]), std::exp(x[3])};
}
inline float exponential(float x) { return portable_exp<float, std::int32_t>(x); }

// 1 / (1 + e^-x)
template <class V> inline V sigmoid(const V& x) { return 1.0f / (1.0f + exponential(V(-x))); }

} // namespace fm
