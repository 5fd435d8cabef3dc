// A common mistake. The checker must say: at time 0 instead
#pragma once

using Velocity = double (*)(double x, double t);

inline double euler_step(Velocity v, double x, double t, double h) {
  (void)t;
  return x + h * v(x, 0);
}
