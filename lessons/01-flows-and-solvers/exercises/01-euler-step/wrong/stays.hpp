// A common mistake. The checker must say: standing still
#pragma once

using Velocity = double (*)(double x, double t);

inline double euler_step(Velocity v, double x, double t, double h) {
  (void)v, (void)t, (void)h;
  return x;
}
