// One answer: the library's own.
#pragma once

#include "fm/path/convert.hpp"

inline double read(fm::Quantity from, fm::Quantity to, double x, double t, double value) {
  return fm::convert(from, to, fm::CondOT{}(t), x, value);
}

inline double data(double x, double t, double v) {
  return read(fm::Quantity::velocity, fm::Quantity::data, x, t, v);
}
inline double velocity(double x, double t, double x_1) {
  return read(fm::Quantity::data, fm::Quantity::velocity, x, t, x_1);
}
inline double score(double x, double t, double v) {
  return read(fm::Quantity::velocity, fm::Quantity::score, x, t, v);
}
