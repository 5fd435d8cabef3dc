// A common mistake. The checker must say: their sum instead of their mean
#pragma once

using Velocity = double (*)(double x, double t);

inline double heun_step(Velocity v, double x, double t, double h) {
  const double k = v(x, t);
  return x + h * (k + v(x + h * k, t + h));
}
