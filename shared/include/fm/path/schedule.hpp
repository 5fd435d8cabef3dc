// Schedules: how much data and how much noise x_t holds.
//
//   x_t = alpha(t) x_1 + sigma(t) x_0        t = 0 is noise, t = 1 is data
//
// A schedule is a callable t -> {alpha, sigma, d_alpha, d_sigma}, the last two the derivatives in
// t. t is a double, a Times<S> (one t a row) or a tensor that broadcasts over the state. Each is
// written as at(t, s) with s = 1 - t, the time left to the data: whichever of the two is small is
// given with all its digits, so that a float is exact at both ends in both conventions of time.
// time_at is the inverse of log_snr(schedule, t) = 2 log(alpha / sigma).
//
// Where sigma reaches 0 with an infinite slope (variance preserving and linear VP, at t = 1),
// d_sigma is -infinity: that is its limit. The product sigma d_sigma stays finite; see
// half_variance_slope.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <numbers>

namespace fm {

template <class T> struct ScheduleValue { T alpha, sigma, d_alpha, d_sigma; };

// s = 1 - t, for every schedule: where a time outside [0, 1] is refused (fm::Error; of a tensor it
// is not known).
template <class T> T to_data(const T& t) {
  require_time(t);
  return T(real_t<T>(1) - t);
}

// region: cond-ot
// Conditional optimal transport (Lipman et al. 2023, eq. 20-23): a straight line that leaves a
// remainder of noise sigma_min on the data.
//   x_t = t x_1 + (1 - (1 - sigma_min) t) x_0
struct CondOT {
  double sigma_min = 0;

  template <class T> ScheduleValue<T> at(const T& t, const T& s) const {
    return {t, T(s + t * real_t<T>(sigma_min)), constant_like(t, 1),
            constant_like(t, sigma_min - 1)};
  }
  template <class T> ScheduleValue<T> operator()(const T& t) const { return at(t, to_data(t)); }
  bool operator==(const CondOT&) const = default;
};
// endregion

// Polynomial (PolynomialConvexScheduler of the library of Lipman et al. 2024), degree n >= 1.
//   alpha = t^n,   sigma = 1 - t^n
// sigma is written -expm1(n log(1 - s)), which keeps its digits near t = 1.
struct Polynomial {
  double degree = 2;

  template <class T> ScheduleValue<T> at(const T& t, const T& s) const {
    const real_t<T> n = real_t<T>(degree);
    const T slope = n * each::pow(t, degree - 1);
    return {each::pow(t, degree), T(real_t<T>(0) - each::expm1(T(n * each::log1p(T(-s))))), slope,
            T(-slope)};
  }
  template <class T> ScheduleValue<T> operator()(const T& t) const { return at(t, to_data(t)); }
  bool operator==(const Polynomial&) const = default;
};

// Variance preserving (Ho et al. 2020; Song et al. 2021, eq. 33; t reversed).
//   T = (1-t)^2 (B - b) / 2 + (1-t) b,   alpha = e^(-T/2),   sigma = sqrt(1 - e^-T)
// sigma through expm1: at t = 0.9999 a float loses three digits without it.
struct VariancePreserving {
  double beta_min = 0.1, beta_max = 20;

  template <class T> ScheduleValue<T> at(const T&, const T& s) const {
    using R = real_t<T>;
    const T exponent = s * (s * R((beta_max - beta_min) / 2) + R(beta_min));
    const T slope = s * R(beta_min - beta_max) - R(beta_min); // dT/dt
    const T alpha = each::exp(T(exponent * R(-0.5)));
    const T sigma = each::sqrt(T(-each::expm1(T(-exponent))));
    return {alpha, sigma, T(slope * alpha * R(-0.5)), T(slope * alpha * alpha * R(0.5) / sigma)};
  }
  template <class T> ScheduleValue<T> operator()(const T& t) const { return at(t, to_data(t)); }
  bool operator==(const VariancePreserving&) const = default;
};

// region: linear-vp
// Linear variance preserving (LinearVPScheduler of the library of Lipman et al. 2024).
//   alpha = t,   sigma = sqrt(1 - t^2)
struct LinearVP {
  template <class T> ScheduleValue<T> at(const T& t, const T& s) const {
    const T sigma = each::sqrt(T(s * (real_t<T>(1) + t)));
    return {t, sigma, constant_like(t, 1), T(-t / sigma)};
  }
  template <class T> ScheduleValue<T> operator()(const T& t) const { return at(t, to_data(t)); }
  bool operator==(const LinearVP&) const = default;
};
// endregion

// Cosine (Nichol and Dhariwal 2021; Albergo and Vanden-Eijnden 2023, trigonometric).
//   alpha = sin(pi t / 2),   sigma = cos(pi t / 2), written sin(pi (1 - t) / 2): 0 at t = 1
struct Cosine {
  template <class T> ScheduleValue<T> at(const T& t, const T& s) const {
    const real_t<T> quarter = real_t<T>(std::numbers::pi / 2);
    const T alpha = each::sin_quarter(t), sigma = each::sin_quarter(s);
    return {alpha, sigma, T(sigma * quarter), T(alpha * -quarter)};
  }
  template <class T> ScheduleValue<T> operator()(const T& t) const { return at(t, to_data(t)); }
  bool operator==(const Cosine&) const = default;
};

// Throws fm::Error unless the schedule's parameters make one.
inline void require_schedule(const CondOT& s) {
  FM_REQUIRE(s.sigma_min >= 0 && s.sigma_min < 1, "sigma_min lies in [0, 1)");
}
inline void require_schedule(const Polynomial& s) {
  FM_REQUIRE(s.degree >= 1 && s.degree <= 100,
             "the degree of a polynomial schedule lies in 1 .. 100");
}
inline void require_schedule(const VariancePreserving& s) {
  FM_REQUIRE(s.beta_min >= 0 && s.beta_max >= s.beta_min && s.beta_max > 0 &&
                 std::isfinite(s.beta_max),
             "beta_min of a variance preserving schedule is at least 0, and beta_max no less");
}
inline void require_schedule(const LinearVP&) {}
inline void require_schedule(const Cosine&) {}

// log SNR(t) = 2 log(alpha / sigma): from -infinity (or nearly) at the noise to +infinity (or, with
// a sigma_min, nearly) at the data.
template <class Schedule> double log_snr(const Schedule& schedule, double t) {
  const ScheduleValue<double> s = schedule(t);
  return 2 * (portable::log(s.alpha) - portable::log(s.sigma));
}
template <class Schedule> double snr(const Schedule& schedule, double t) {
  const ScheduleValue<double> s = schedule(t);
  return s.alpha / s.sigma * (s.alpha / s.sigma);
}

namespace detail {
// The end itself where rounding went past it.
inline double reached(double t) {
  constexpr double rounding = 1e-12;
  FM_REQUIRE(t >= -rounding && t <= 1 + rounding,
             "this schedule never has that ratio of data to noise: choose one nearer to 1, farther "
             "from the ends of time");
  return std::fmin(std::fmax(t, 0.), 1.);
}
} // namespace detail

// SNR^-1: the time in [0, 1] at which 2 log(alpha / sigma) is `log_snr`. Throws fm::Error where
// there is none: beyond what sigma_min leaves, or noisier than variance preserving gets.
inline double time_at(const CondOT& s, double log_snr) {
  return detail::reached( // sigma / t = 1/t - slope
      1 / (portable::exp(-log_snr / 2) + (1 - s.sigma_min)));
}
inline double time_at(const Polynomial& s, double log_snr) {
  return detail::reached(portable::pow(1 / (1 + portable::exp(-log_snr / 2)), 1 / s.degree));
}
inline double time_at(const VariancePreserving& s, double log_snr) {
  const double T = portable::log1p(portable::exp(-log_snr)), b = s.beta_min; // a quadratic in 1 - t
  return detail::reached(1 - 2 * T / (b + std::sqrt(b * b + 2 * (s.beta_max - b) * T)));
}
inline double time_at(const LinearVP&, double log_snr) {
  return detail::reached(1 / std::sqrt(1 + portable::exp(-log_snr)));
}
inline double time_at(const Cosine&, double log_snr) {
  return detail::reached(2 / std::numbers::pi * portable::atan(portable::exp(log_snr / 2)));
}

// sigma d_sigma = (d/dt sigma^2) / 2, finite also where d_sigma is not.
template <class Schedule> double half_variance_slope(const Schedule& schedule, double t) {
  const ScheduleValue<double> s = schedule(t);
  return s.sigma * s.d_sigma;
}
inline double half_variance_slope(const VariancePreserving& schedule, double t) {
  const double s = to_data(t), rise = schedule.beta_max - schedule.beta_min;
  return -(s * rise + schedule.beta_min) * portable::exp(-s * (s * rise / 2 + schedule.beta_min)) /
         2;
}
inline double half_variance_slope(const LinearVP&, double t) {
  require_time(t);
  return -t;
}

// Where a schedule's last value is the data alone.
inline constexpr const char* short_of_data =
    "stop short of the data, which is t = 1 (t = 0 in reversed time)";

// The other convention of time, in which t = 0 is data: a schedule read at 1 - t. Solve under it
// from t = 1 to t = 0.
template <class Schedule> struct Reversed {
  Schedule schedule;

  template <class T> ScheduleValue<T> at(const T& t, const T& s) const {
    const ScheduleValue<T> v = schedule.at(s, t);
    return {v.alpha, v.sigma, T(-v.d_alpha), T(-v.d_sigma)};
  }
  template <class T> ScheduleValue<T> operator()(const T& t) const { return at(t, to_data(t)); }
};
template <class Schedule> double time_at(const Reversed<Schedule>& s, double log_snr) {
  return 1 - time_at(s.schedule, log_snr);
}
template <class Schedule> double half_variance_slope(const Reversed<Schedule>& s, double t) {
  return -half_variance_slope(s.schedule, to_data(t));
}

} // namespace fm
