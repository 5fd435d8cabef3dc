// A common mistake. The checker must say: time runs the other way
#pragma once

struct Pair {
  double x_t, u_t;
};

inline Pair conditional_path(double x_0, double x_1, double t) {
  return {(1 - t) * x_1 + t * x_0, x_0 - x_1};
}
