// A common mistake. The checker must say: at t = 0 the pair must stand at x_0
#pragma once

struct Pair {
  double x_t, u_t;
};

inline Pair conditional_path(double x_0, double x_1, double t) { return {t * x_1, x_1 - x_0}; }
