// A common mistake. The checker must say: the velocity of the straight line
#pragma once

struct Schedule {
  double alpha, sigma, d_alpha, d_sigma;
};
struct Pair {
  double x_t, u_t;
};

inline Pair path(double x_0, double x_1, const Schedule& s) {
  return {s.alpha * x_1 + s.sigma * x_0, x_1 - x_0};
}
