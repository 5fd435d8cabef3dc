// A common mistake. The checker must say: not yet x_0
#pragma once

inline double data(double x, double, double v) { return x + v; }
inline double velocity(double x, double t, double x_1) { return (x_1 - x) / (1 - t); }
inline double score(double x, double t, double v) { return -(x - t * v) / (1 - t); }
