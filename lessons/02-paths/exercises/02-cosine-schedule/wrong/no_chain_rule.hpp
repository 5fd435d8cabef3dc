// A common mistake. The checker must say: lack the factor pi / 2
#pragma once

#include <cmath>
#include <numbers>

struct Schedule {
  double alpha, sigma, d_alpha, d_sigma;
};

inline Schedule cosine(double t) {
  const double h = std::numbers::pi / 2;
  return {std::sin(h * t), std::cos(h * t), std::cos(h * t), -std::sin(h * t)};
}
