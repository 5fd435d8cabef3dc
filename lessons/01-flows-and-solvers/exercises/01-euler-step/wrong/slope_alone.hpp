// A common mistake. The checker must say: the step is missing its start
#pragma once

using Velocity = double (*)(double x, double t);

inline double euler_step(Velocity v, double x, double t, double h) { return h * v(x, t); }
