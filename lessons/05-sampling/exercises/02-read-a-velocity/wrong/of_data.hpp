// A common mistake. The checker must say: the data point stands where the noise belongs
#pragma once

inline double data(double x, double t, double v) { return x + (1 - t) * v; }
inline double velocity(double x, double t, double x_1) { return (x_1 - x) / (1 - t); }
inline double score(double x, double t, double v) { return -(x + (1 - t) * v) / (1 - t); }
