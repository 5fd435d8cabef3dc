// The functions of the standard library that a picture or a decision depends on, with the same bits
// on every platform: the standard's differ in their last digits from one to the next. Each takes
// every double, and says what the standard says where there is no answer or an infinite one.
// Relative errors are below 1e-15 unless it is said. Never inlined: Clang 14 does not come to an
// end when it weaves two of them into one.
#pragma once

#include "fm/base/elementary.hpp"

#include <cmath>
#include <limits>

namespace fm::portable {

[[gnu::noinline]] inline double log(double x) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (!(x > 0)) return x == 0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
  if (x == infinity) return x;
  if (x < std::numeric_limits<double>::min())
    return portable_log(x * 0x1p54) - 54 * 0.693147180559945309417;
  return portable_log(x);
}

[[gnu::noinline]] inline double exp(double x) {
  if (std::isnan(x)) return x;
  if (x > 710) return std::numeric_limits<double>::infinity();
  if (x < -746) return 0;
  if (x > 700) return portable_exp(x - 32) * 78962960182680.69516; // e^32
  if (x < -700) return portable_exp(x + 64) * 1.603810890548637852e-28;
  return portable_exp(x);
}

// e^x - 1. Near 0 by its series, where the difference would have no digits left.
[[gnu::noinline]] inline double expm1(double x) {
  if (!(std::fabs(x) < 0.3)) return exp(x) - 1;
  double sum = 1; // of x^k / (k + 1)!
  for (int k = 13; k > 0; --k) sum = 1 + sum * x / (k + 1);
  return x * sum;
}

// log(1 + x), from s = x / (2 + x): 2 atanh(s).
[[gnu::noinline]] inline double log1p(double x) {
  if (!(std::fabs(x) < 0.4)) return log(1 + x);
  const double s = x / (2 + x);
  return 2 * (s + s * detail::horner(detail::series.atanh, s * s));
}

// x^p: by products where p is a whole number up to 64, else e^(p log x), whose relative error is
// below 1e-15 |p log x|.
[[gnu::noinline]] inline double pow(double x, double p) {
  if (std::fabs(p) <= 64 && p == std::trunc(p)) {
    double power = 1, square = x;
    for (int n = int(std::fabs(p)); n > 0; n >>= 1, square *= square)
      if (n & 1) power *= square;
    return p < 0 ? 1 / power : power;
  }
  if (x == 1) return 1;
  return exp(p * log(x));
}

// sin(pi x / 2), exact at whole numbers; the error is absolute.
[[gnu::noinline]] inline double sin_quarter(double x) { return sincos_2pi(x / 4).sin; }

// The angle of (x, y) with x >= 0 and y >= 0, from 0 to pi / 2, as atan2(y, x); that of (0, 0) is
// 0. Twice halved, tan(a / 2) = tan a / (1 + sqrt(1 + tan^2 a)), and then by the series of atan.
[[gnu::noinline]] inline double angle(double y, double x) {
  if (std::isnan(x) || std::isnan(y)) return x + y;
  if (y == 0) return 0;
  if (y > x) return 1.57079632679489661923 - angle(x, y);
  double t = std::isinf(y) ? 1 : y / x;
  for (int halved = 0; halved < 2; ++halved) t /= 1 + std::sqrt(1 + t * t);
  const double t2 = t * t;
  double sum = 0; // (-1)^k t^2k / (2k + 1)
  for (int k = 11; k >= 0; --k) sum = 1. / (2 * k + 1) - t2 * sum;
  return 4 * t * sum;
}
// The arc tangent of x >= 0.
inline double atan(double x) { return angle(x, 1); }

// The share of N(0, 1) below x: 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ..), of which no term cancels
// another (Marsaglia 2004). The error is absolute, below 2e-15; beyond 8.5 less than that is left.
[[gnu::noinline]] inline double normal_cdf(double x) {
  if (std::isnan(x)) return x;
  if (std::fabs(x) > 8.5) return x > 0;
  double term = x, sum = 0;
  for (int k = 3; sum + term != sum; k += 2) {
    sum += term;
    term *= x * x / k;
  }
  return 0.5 + 0.398942280401432677940 * exp(-x * x / 2) * sum;
}

} // namespace fm::portable
