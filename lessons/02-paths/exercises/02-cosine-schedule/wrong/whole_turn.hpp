// A common mistake. The checker must say: the angle is not pi t / 2
#pragma once

#include <cmath>
#include <numbers>

struct Schedule {
  double alpha, sigma, d_alpha, d_sigma;
};

inline Schedule cosine(double t) {
  const double h = std::numbers::pi / 2;
  return {std::sin(2 * h * t), std::cos(2 * h * t), 2 * h * std::cos(2 * h * t),
          -2 * h * std::sin(2 * h * t)};
}
