// A common mistake. The checker must say: begins again at the start
#pragma once

using Velocity = double (*)(double x, double t);

inline double heun_step(Velocity v, double x, double t, double h) {
  const double k = v(x, t), y = x + h * k;
  return y + h * (k + v(y, t + h)) / 2;
}
