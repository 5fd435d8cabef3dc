// A common mistake. The checker must say: the wrong way
#pragma once

using Velocity = double (*)(double x, double t);

inline double euler_step(Velocity v, double x, double t, double h) { return x - h * v(x, t); }
