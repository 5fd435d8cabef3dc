// A common mistake. The checker must say: the second slope is asked at the place of the first
#pragma once

using Velocity = double (*)(double x, double t);

inline double heun_step(Velocity v, double x, double t, double h) {
  return x + h * (v(x, t) + v(x, t + h)) / 2;
}
