// Losses of conditional flow matching, on doubles, batches and tensors.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <algorithm>
#include <vector>

namespace fm {

namespace detail {
template <class State> void require_samples(const State& v, const State& u_t) {
  require_one_shape(v, u_t);
  if constexpr (at_hand<State> && !std::is_arithmetic_v<State>)
    FM_REQUIRE(v.size() > 0, "a loss needs at least one sample");
}
} // namespace detail

// region: cfm-loss
// Conditional flow matching (Lipman et al. 2023, eq. 9): the mean over samples and coordinates of
//   (v(x_t, t) - u_t)^2
template <class State> auto cfm_loss(const State& v, const State& u_t) {
  detail::require_samples(v, u_t);
  const State error = v - u_t;
  return mean(hadamard(error, error));
}
// endregion

// Its gradient in v, for the networks that we differentiate by hand: 2 (v - u_t) / (n d).
template <class S> Batch<S> cfm_loss_gradient(const Batch<S>& v, const Batch<S>& u_t) {
  detail::require_samples(v, u_t);
  return (v - u_t) * (S(2) / S(v.size()));
}

// Smooth L1 (Huber 1964): e^2 / (2 beta) where |e| < beta, and |e| - beta / 2 beyond. With
// m = min(|e|, beta) both cases are m^2 / (2 beta) + (|e| - m). Weighted by w, one a sample,
// mean 1. Throws fm::Error unless beta is positive.
template <class State, class Weight>
auto weighted_smooth_l1(const State& v, const State& u_t, const Weight& w, double beta) {
  FM_REQUIRE(beta > 0 && std::isfinite(beta), "beta must be positive");
  detail::require_samples(v, u_t);
  const State error = absolute(State(v - u_t)), m = at_most(error, beta);
  const State square = hadamard(m, m), beyond = error - m;
  return mean(scale(w, State(square * real_t<State>(1 / (2 * beta)) + beyond)));
}

// The weight w(t) = t (1 - t) / mean: both ends, where the target is hardest, count less.
// Throws fm::Error where all are at an end.
template <class Time> Time end_weight(const Time& t) {
  require_time(t);
  const Time w = t * (real_t<Time>(1) - t);
  if constexpr (at_hand<Time>) FM_REQUIRE(mean(w) > 0, "at least one time lies inside (0, 1)");
  return w / mean(w);
}

// The mean loss in each of `bins` equal slices of [0, 1] in t: where training is hard. A slice
// without samples has loss 0 and count 0.
struct TimeBins {
  std::vector<double> loss;
  std::vector<int> count;
};
template <class S>
TimeBins cfm_loss_by_time(const Batch<S>& v, const Batch<S>& u_t, const Times<S>& t, int bins) {
  FM_REQUIRE(bins >= 1 && bins <= 10000, "the number of bins lies in 1 .. 10000");
  FM_REQUIRE(v.rows() == t.size() && u_t.rows() == t.size() && v.cols() == u_t.cols(),
             "a loss by time wants v and u of one shape, and t of as many rows");
  require_time(t);
  TimeBins out{std::vector<double>(std::size_t(bins), 0.), std::vector<int>(std::size_t(bins), 0)};
  for (Eigen::Index i = 0; i < t.size(); ++i) {
    const auto bin = std::min(std::size_t(bins - 1), std::size_t(double(t[i]) * bins));
    const double count = ++out.count[bin];
    const double loss = double((v.row(i) - u_t.row(i)).squaredNorm()) / double(v.cols());
    out.loss[bin] += (loss - out.loss[bin]) / count;
  }
  return out;
}

} // namespace fm
