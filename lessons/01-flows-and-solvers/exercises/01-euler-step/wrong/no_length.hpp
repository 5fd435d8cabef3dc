// A common mistake. The checker must say: the length of the step
#pragma once

using Velocity = double (*)(double x, double t);

inline double euler_step(Velocity v, double x, double t, double) { return x + v(x, t); }
