// A common mistake. The checker must say: the weights are exchanged
#pragma once

struct Schedule {
  double alpha, sigma, d_alpha, d_sigma;
};
struct Pair {
  double x_t, u_t;
};

inline Pair path(double x_0, double x_1, const Schedule& s) {
  return {s.alpha * x_0 + s.sigma * x_1, s.d_alpha * x_0 + s.d_sigma * x_1};
}
