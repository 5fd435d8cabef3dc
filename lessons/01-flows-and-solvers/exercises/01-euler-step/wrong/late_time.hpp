// A common mistake. The checker must say: asked at the end of the step
#pragma once

using Velocity = double (*)(double x, double t);

inline double euler_step(Velocity v, double x, double t, double h) { return x + h * v(x, t + h); }
