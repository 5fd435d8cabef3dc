// A common mistake. The checker must say: the noise gets less
#pragma once

#include <cmath>
#include <numbers>

struct Schedule {
  double alpha, sigma, d_alpha, d_sigma;
};

inline Schedule cosine(double t) {
  const double h = std::numbers::pi / 2;
  return {std::sin(h * t), std::cos(h * t), h * std::cos(h * t), h * std::sin(h * t)};
}
