// A common mistake. The checker must say: the noise with its sign turned
#pragma once

inline double data(double x, double t, double v) { return x + (1 - t) * v; }
inline double velocity(double x, double t, double x_1) { return (x_1 - x) / (1 - t); }
inline double score(double x, double t, double v) { return -(x - t * v); }
