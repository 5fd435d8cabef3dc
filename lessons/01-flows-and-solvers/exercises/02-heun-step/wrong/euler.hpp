// A common mistake. The checker must say: that is Euler's step
#pragma once

using Velocity = double (*)(double x, double t);

inline double heun_step(Velocity v, double x, double t, double h) { return x + h * v(x, t); }
