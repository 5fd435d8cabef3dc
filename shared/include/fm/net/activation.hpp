// The functions between the layers of a small network.
#pragma once

#include "fm/base/simd.hpp"

#include <array>
#include <string_view>

namespace fm {

enum class Activation { silu, relu, tanh };
inline constexpr std::array<std::string_view, 3> activation_names{"silu", "relu", "tanh"};

template <class V> struct Activated { V value, slope; };

//   SiLU   x s,  s = 1/(1 + e^-x);  slope s + x s (1 - s)
//   ReLU   max(x, 0);               slope 1 where x > 0
//   tanh   y = 2/(1 + e^-2x) - 1;   slope 1 - y^2
template <Activation kind, class V> inline Activated<V> activate(const V& x) {
  const V zero{}, one = zero + 1;
  if constexpr (kind == Activation::silu) {
    const V s = sigmoid(x);
    const V y = x * s;
    return {y, s + y * (one - s)};
  } else if constexpr (kind == Activation::relu) {
    const V on = x > zero ? one : zero;
    return {x * on, on};
  } else {
    const V s = sigmoid(V(x + x)), y = s + s - one;
    return {y, one - y * y};
  }
}

// Over n numbers, n a multiple of the lanes: x <- value, and slope unless it is null.
template <Activation kind, class S> void activate(S* x, S* slope, std::ptrdiff_t n) {
  for (std::ptrdiff_t i = 0; i < n; i += lanes<S>) {
    const auto a = activate<kind>(load(x + i));
    store(x + i, a.value);
    if (slope) store(slope + i, a.slope);
  }
}
template <class S> void activate(Activation kind, S* x, S* slope, std::ptrdiff_t n) {
  switch (kind) {
  case Activation::silu:
    return activate<Activation::silu>(x, slope, n);
  case Activation::relu:
    return activate<Activation::relu>(x, slope, n);
  case Activation::tanh:
    return activate<Activation::tanh>(x, slope, n);
  }
}

} // namespace fm
