// A common mistake. The checker must say: the way that is left
#pragma once

struct Pair {
  double x_t, u_t;
};

inline Pair conditional_path(double x_0, double x_1, double t) {
  return {(1 - t) * x_0 + t * x_1, x_1 - ((1 - t) * x_0 + t * x_1)};
}
