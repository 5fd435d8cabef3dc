// Which times a batch is trained at.
#pragma once

#include "fm/random.hpp"
#include "fm/state.hpp"

namespace fm {

// n independent times, uniform in [0, 1).
template <class S> Times<S> uniform_times(Eigen::Index n, Random& random) {
  Times<S> t(n);
  for (S& time : t) time = S(random.bits() >> 8) * S(0x1p-24); // 24 bits: exact in float too
  return t;
}

} // namespace fm
