// One answer: the library's own.
#pragma once

#include "fm/path/path.hpp"

struct Schedule {
  double alpha, sigma, d_alpha, d_sigma;
};
struct Pair {
  double x_t, u_t;
};

inline Pair path(double x_0, double x_1, const Schedule& s) {
  const auto now = [&](double) {
    return fm::ScheduleValue<double>{s.alpha, s.sigma, s.d_alpha, s.d_sigma};
  };
  const auto pair = fm::AffinePath<decltype(now)>{now}.sample(x_0, x_1, 0.);
  return {pair.x_t, pair.u_t};
}
