// One answer: the library's own.
#pragma once

#include "fm/ode/solve.hpp"

using Velocity = double (*)(double x, double t);

inline double euler_step(Velocity v, double x, double t, double h) {
  return fm::step(fm::tableau("euler"), v, x, t, h);
}
