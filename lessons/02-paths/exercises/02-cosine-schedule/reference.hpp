// One answer: the library's own.
#pragma once

#include "fm/path/schedule.hpp"

struct Schedule {
  double alpha, sigma, d_alpha, d_sigma;
};

inline Schedule cosine(double t) {
  const auto s = fm::Cosine{}(t);
  return {s.alpha, s.sigma, s.d_alpha, s.d_sigma};
}
