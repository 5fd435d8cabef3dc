// One answer: the library's own.
#pragma once

#include "fm/path/path.hpp"

struct Pair {
  double x_t, u_t;
};

inline Pair conditional_path(double x_0, double x_1, double t) {
  const auto pair = fm::AffinePath<fm::CondOT>{}.sample(x_0, x_1, t);
  return {pair.x_t, pair.u_t};
}
