// Schedules: how much data and how much noise x_t holds.
//
//   x_t = alpha(t) x_1 + sigma(t) x_0        t = 0 is noise, t = 1 is data
//
// A schedule is a callable t -> {alpha, sigma, d_alpha, d_sigma}, the last two the derivatives in
// t. t is a double, a Times<S> (one t a row) or a tensor that broadcasts over the state.
#pragma once

#include "fm/require.hpp"
#include "fm/state.hpp"

namespace fm {

template <class T> struct ScheduleValue { T alpha, sigma, d_alpha, d_sigma; };

// region: cond-ot
// Conditional optimal transport (Lipman et al. 2023, eq. 20-23): a straight line that leaves a
// remainder of noise sigma_min on the data.
//   x_t = t x_1 + (1 - (1 - sigma_min) t) x_0
struct CondOT {
  double sigma_min = 0;

  template <class T> ScheduleValue<T> operator()(const T& t) const {
    const real_t<T> one = 1, slope = real_t<T>(1 - sigma_min);
    return {t, T(one - slope * t), constant_like(t, 1), constant_like(t, -slope)};
  }
};
// endregion

} // namespace fm
