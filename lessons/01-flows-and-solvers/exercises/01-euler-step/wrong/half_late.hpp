// A common mistake. The checker must say: half a step late
#pragma once

using Velocity = double (*)(double x, double t);

inline double euler_step(Velocity v, double x, double t, double h) {
  return x + h * v(x, t + h / 2);
}
