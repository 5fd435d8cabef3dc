// A common mistake. The checker must say: that is the midpoint method
#pragma once

using Velocity = double (*)(double x, double t);

inline double heun_step(Velocity v, double x, double t, double h) {
  return x + h * v(x + h / 2 * v(x, t), t + h / 2);
}
