// Logarithm, exponential, sine and cosine from + - * / alone.
//
// The standard library's versions differ in their last bits from one platform to the next. These do
// not: with contraction off they give the same bits natively and in every browser, so a seed names
// the same picture everywhere. They are polynomials on a reduced range, and vectorise.
#pragma once

#include <array>
#include <cstdint>

namespace fm {

namespace detail {
// 1/3, 1/5, ..: the series of atanh(s) / s - 1 in s^2; and y^-1 sin y and cos y, signs included, in
// y^2.
struct Series {
  std::array<double, 11> atanh;
  std::array<double, 9> sin, cos;
};
constexpr Series make_series() {
  Series c{};
  for (std::size_t k = 0; k < c.atanh.size(); ++k) c.atanh[k] = 1. / double(2 * k + 3);
  double s = 1, co = 1;
  for (std::size_t k = 0; k < c.sin.size(); ++k) {
    const double n = double(2 * k + 2);
    c.cos[k] = co /= -n * (n - 1);
    c.sin[k] = s /= -n * (n + 1);
  }
  return c;
}
inline constexpr Series series = make_series();
template <std::size_t N, class V>
inline V horner(const std::array<double, N>& c, V x, std::size_t terms = N) {
  V sum{};
  for (std::size_t k = terms; k-- > 0;) sum = (sum + c[k]) * x;
  return sum;
}
constexpr std::array<double, 12> make_factorials() { // 1 / 1!, 1 / 2!, ..
  std::array<double, 12> c{};
  double f = 1;
  for (std::size_t k = 0; k < c.size(); ++k) c[k] = f /= double(k + 1);
  return c;
}
inline constexpr std::array<double, 12> inverse_factorials = make_factorials();
} // namespace detail

// Natural logarithm of a positive, normal, finite double; relative error below 4e-16.
// x = 2^e m with m in [sqrt(1/2), sqrt(2)); log m = 2 atanh(s), s = (m - 1) / (m + 1).
inline double portable_log(double x) {
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd;
  const std::uint64_t bits = __builtin_bit_cast(std::uint64_t, x) - sqrt_half;
  const double e = double(std::int64_t(bits) >> 52);
  const double m = __builtin_bit_cast(double, (bits & 0x000fffffffffffff) + sqrt_half);
  const double s = (m - 1) / (m + 1), s2 = s * s;
  return e * 0.693147180559945309417 + 2 * (s + s * detail::horner(detail::series.atanh, s2));
}

// sin(2 pi r) and cos(2 pi r) for |r| below 2^40, of a double or of each lane of a vector of them
// with I the integers of its size; absolute error below 3e-16, or 2e-9 with the 5 terms that a
// float's precision needs.
template <class V> struct SinCos { V sin, cos; };
template <class V = double, class I = std::int64_t, std::size_t terms = 9>
inline SinCos<V> sincos_2pi(V r) {
  const V magic = V{} + 6755399441055744.; // 1.5 * 2^52: rounds to the nearest integer
  const V quarter_turns = r * 4, shifted = quarter_turns + magic;
  const V y = (quarter_turns - (shifted - magic)) * 1.57079632679489661923, y2 = y * y;
  const V s = y + y * detail::horner(detail::series.sin, y2, terms); // |y| <= pi/4
  const V c = 1 + detail::horner(detail::series.cos, y2, terms);
  // Each quarter turn q takes (sin, cos) to (cos, -sin).
  const I q = __builtin_bit_cast(I, shifted), odd = -(q & 1);
  const I s_bits = __builtin_bit_cast(I, s), c_bits = __builtin_bit_cast(I, c);
  const I sin_bits = (s_bits & ~odd) | (c_bits & odd), cos_bits = (c_bits & ~odd) | (s_bits & odd);
  return {__builtin_bit_cast(V, sin_bits ^ ((q & 2) << 62)),
          __builtin_bit_cast(V, cos_bits ^ (((q + 1) & 2) << 62))};
}

// e^x of a double; relative error below 4e-16, x clamped to +-700.
// x = n ln 2 + r with |r| <= ln 2 / 2; e^x = 2^n sum_k r^k / k!.
inline double portable_exp(double x) {
  x = x < 700 ? x : 700;
  x = x > -700 ? x : -700;
  const double magic = 6755399441055744.; // 1.5 * 2^52: rounds to the nearest integer
  const double n = (x * 1.44269504088896340736 + magic) - magic;
  const double r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
  double sum = 1;
  for (int k = 14; k > 0; --k) sum = 1 + sum * r / k;
  return sum * __builtin_bit_cast(double, std::uint64_t(1023 + std::int64_t(n)) << 52);
}

// The same for x in [-700, 0], for each lane of a vector V with I the integers of its size;
// relative error below 1e-14, without a division.
template <class V, class I> inline V exponential_of_doubles(V x) {
  const V magic = V{} + 6755399441055744.;
  x = x < -700. ? V{} - 700. : x;
  const V shifted = x * 1.44269504088896340736 + magic, n = shifted - magic;
  const V r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
  const V sum = 1 + detail::horner(detail::inverse_factorials, r);
  return __builtin_bit_cast(V, __builtin_bit_cast(I, sum) + (__builtin_bit_cast(I, shifted) << 52));
}

} // namespace fm
