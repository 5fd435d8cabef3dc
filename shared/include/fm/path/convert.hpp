// Four ways to say the same thing about x_t: its velocity, its data, its noise, its score.
//
// With x_t = x known, x_1 = E[x_1 | x] and x_0 = E[x_0 | x] fix each other through
// x = alpha x_1 + sigma x_0, and the velocity is v = d_alpha x_1 + d_sigma x_0. The score is
// s = grad log p_t(x) = -x_0 / sigma (Tweedie; Lipman et al. 2024, table 1) if the noise is
// standard normal and independent of the data: under any other coupling the velocity does not know
// the score. So each is a x + b (any other), with a and b from the schedule. D = d_alpha sigma -
// d_sigma alpha.
//
// clang-format off
//   v   = (d_sigma x + D x_1)/sigma       = (d_alpha x - D x_0)/alpha = (d_alpha x + D sigma s)/alpha
//   x_1 = (sigma v - d_sigma x)/D         = (x - sigma x_0)/alpha     = (x + sigma^2 s)/alpha
//   x_0 = (d_alpha x - alpha v)/D         = (x - alpha x_1)/sigma     = -sigma s
//   s   = (alpha v - d_alpha x)/(D sigma) = (alpha x_1 - x)/sigma^2   = -x_0/sigma
// clang-format on
//
// A divisor that is 0 says where the question has no answer. With sigma = 0 (the data's end) the
// data tell nothing else, and nothing else tells the score; with alpha = 0 (the noise's end) noise
// and score tell only each other. There the conversion is refused, with the reason; and so it is
// where a divisor is so small that the numbers at hand do not hold its inverse.
#pragma once

#include "fm/path/schedule.hpp"

#include <string>

namespace fm {

enum class Quantity { velocity, data, noise, score };
inline constexpr std::array<std::string_view, 4> quantity_names{"velocity", "data", "noise",
                                                                "score"};

// to = of_x x + of_value value
template <class T> struct Conversion { T of_x, of_value; };

namespace detail {

template <class T>
void require_nonzero(const T& divisor, const char* name, Quantity from, Quantity to,
                     const char* where) {
  FM_REQUIRE(!any_zero(divisor), std::string(quantity_names[std::size_t(to)]) +
                                     " cannot be had from " +
                                     std::string(quantity_names[std::size_t(from)]) + " where " +
                                     name + " = 0: " + where);
}

template <class T>
Conversion<T> coefficients(Quantity from, Quantity to, const ScheduleValue<T>& s) {
  using Q = Quantity;
  const T one = constant_like(s.alpha, 1), zero = constant_like(s.alpha, 0);
  const T D = s.d_alpha * s.sigma - s.d_sigma * s.alpha;
  constexpr const char *early = short_of_data,
                       *late = "leave the noise first, which is t = 0 (t = 1 in reversed time)";
  if (from == to) return {zero, one};
  if (from == Q::velocity || to == Q::velocity)
    FM_REQUIRE(all_finite(D),
               std::string("this schedule's slope is infinite here: ") + short_of_data);
  if (from == Q::score && to == Q::noise) return {zero, T(-s.sigma)};
  if (from == Q::velocity) {
    detail::require_nonzero(D, "d_alpha sigma - d_sigma alpha", from, to, "move t off this end");
    if (to == Q::data) return {T(-s.d_sigma / D), T(s.sigma / D)};
    if (to == Q::noise) return {T(s.d_alpha / D), T(-s.alpha / D)};
    detail::require_nonzero(s.sigma, "sigma", from, to, early);
    return {T(-s.d_alpha / (D * s.sigma)), T(s.alpha / (D * s.sigma))};
  }
  if (from == Q::data || to == Q::score) {
    detail::require_nonzero(s.sigma, "sigma", from, to, early);
    if (from == Q::noise) return {zero, T(-one / s.sigma)};
    if (to == Q::velocity) return {T(s.d_sigma / s.sigma), T(D / s.sigma)};
    if (to == Q::noise) return {T(one / s.sigma), T(-s.alpha / s.sigma)};
    return {T(-one / (s.sigma * s.sigma)), T(s.alpha / (s.sigma * s.sigma))};
  }
  detail::require_nonzero(s.alpha, "alpha", from, to, late);
  if (from == Q::noise)
    return to == Q::velocity ? Conversion<T>{T(s.d_alpha / s.alpha), T(-D / s.alpha)}
                             : Conversion<T>{T(one / s.alpha), T(-s.sigma / s.alpha)};
  return to == Q::velocity ? Conversion<T>{T(s.d_alpha / s.alpha), T(D * s.sigma / s.alpha)}
                           : Conversion<T>{T(one / s.alpha), T(s.sigma * s.sigma / s.alpha)};
}

} // namespace detail

// Throws fm::Error where the conversion is singular, or the schedule's slope is infinite, or a
// coefficient leaves too little room: times a value of 1e7 it has to be finite, so that values up
// to there are never met by infinity - infinity.
template <class T> Conversion<T> conversion(Quantity from, Quantity to, const ScheduleValue<T>& s) {
  using R = real_t<T>;
  const Conversion<T> c = detail::coefficients(from, to, s);
  FM_REQUIRE(all_finite(T(c.of_x * R(1e7))) && all_finite(T(c.of_value * R(1e7))),
             std::string(quantity_names[std::size_t(to)]) + " cannot be had from " +
                 std::string(quantity_names[std::size_t(from)]) +
                 " so near this end: the numbers overflow; move t off it");
  return c;
}

// region: convert
// What `value` (a velocity, data, noise or score at the place x) says in terms of another of them.
template <class State, class T>
State convert(Quantity from, Quantity to, const ScheduleValue<T>& s, const State& x,
              const State& value) {
  const Conversion<T> c = conversion(from, to, s);
  return scale(c.of_x, x) + scale(c.of_value, value);
}
// endregion

} // namespace fm
