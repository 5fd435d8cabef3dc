// A common mistake. The checker must say: x_t is x_1
#pragma once

struct Pair {
  double x_t, u_t;
};

inline Pair conditional_path(double x_0, double x_1, double t) {
  return {t >= 0 ? x_1 : x_0, x_1 - x_0};
}
