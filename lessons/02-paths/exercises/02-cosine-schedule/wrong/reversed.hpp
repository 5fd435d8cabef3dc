// A common mistake. The checker must say: time runs the other way
#pragma once

#include <cmath>
#include <numbers>

struct Schedule {
  double alpha, sigma, d_alpha, d_sigma;
};

inline Schedule cosine(double t) {
  const double h = std::numbers::pi / 2;
  return {std::cos(h * t), std::sin(h * t), -h * std::sin(h * t), h * std::cos(h * t)};
}
