// Which times a batch is trained at.
#pragma once

#include "fm/base/random.hpp"
#include "fm/base/require.hpp"
#include "fm/base/simd.hpp"
#include "fm/base/state.hpp"

#include <array>
#include <numbers>
#include <string_view>

namespace fm {

// Times run from the noise, t = 0, to the data: under a reversed schedule use 1 - t.
enum class TimeSampling { uniform, stratified, antithetic, logit_normal, mode, log_normal };
inline constexpr std::array<std::string_view, 6> time_names{
    "uniform", "stratified", "antithetic", "logit-normal", "mode", "log-normal"};

// uniform       independent in [0, 1)
// stratified    one in each of n equal slices, in random order: the batch covers [0, 1) evenly
// antithetic    t and 1 - t in turn
// logit_normal  logit t ~ N(location, scale^2)                    (Esser et al. 2024, eq. 19)
// mode          t = 1 - u - s (cos^2(pi u / 2) - 1 + u), s = scale in [-1, 2/(pi - 2)] (eq. 20)
// log_normal    noise level (1 - t)/t with logarithm ~ N(location, scale^2) (Karras et al. 2022):
//               the logit-normal with the sign of its location turned
struct TimeSampler {
  TimeSampling kind = TimeSampling::uniform;
  double location = 0, scale = 1;
};

namespace detail {

constexpr double latest_time = 1 - 0x1p-24; // the largest float below 1

inline double mode_time(double u, double s) {
  const double c = sincos_2pi(u / 4).cos;
  return 1 - u - s * (c * c - 1 + u);
}
// -dt/du, which is positive for s in the allowed range.
inline double mode_slope(double u, double s) {
  return 1 + s * (1 - std::numbers::pi / 2 * sincos_2pi(u / 2).sin);
}

} // namespace detail

// Throws fm::Error when the sampler's parameters have no distribution.
inline void require_time_sampler(const TimeSampler& sampler) {
  FM_REQUIRE(std::size_t(sampler.kind) < time_names.size(), "unknown way to sample times");
  FM_REQUIRE(std::isfinite(sampler.location) && std::isfinite(sampler.scale),
             "a time sampler's location and scale are finite numbers");
  const bool normal =
      sampler.kind == TimeSampling::logit_normal || sampler.kind == TimeSampling::log_normal;
  FM_REQUIRE(!normal || sampler.scale > 0, "the scale of a normal distribution is positive");
  FM_REQUIRE(sampler.kind != TimeSampling::mode ||
                 (sampler.scale >= -1 && sampler.scale <= 2 / (std::numbers::pi - 2)),
             "the scale of mode sampling lies in [-1, 1.75]");
}

// n times in [0, 1). Throws fm::Error.
template <class S>
Times<S> sample_times(const TimeSampler& sampler, Eigen::Index n, Random& random) {
  require_time_sampler(sampler);
  FM_REQUIRE(n >= 0, "the number of times is at least 0");
  Times<S> t(n);
  const auto uniform = [&] { return (random.bits() >> 8) * 0x1p-24; }; // exact in float too
  const auto logit_normal = [&](double location) {
    const float logit = float(location + sampler.scale * random.normal());
    return double(sigmoid(logit));
  };
  for (Eigen::Index i = 0; i < n; ++i) {
    double value = 0;
    switch (sampler.kind) {
    case TimeSampling::uniform:
      value = uniform();
      break;
    case TimeSampling::stratified:
      value = (double(i) + uniform()) / double(n);
      break;
    case TimeSampling::antithetic:
      value = i % 2 == 0 ? uniform() : 1 - double(t[i - 1]);
      break;
    case TimeSampling::logit_normal:
      value = logit_normal(sampler.location);
      break;
    case TimeSampling::mode:
      value = detail::mode_time(uniform(), sampler.scale);
      break;
    case TimeSampling::log_normal:
      value = logit_normal(-sampler.location);
      break;
    }
    t[i] = S(std::min(value, detail::latest_time));
  }
  if (sampler.kind == TimeSampling::stratified)
    for (Eigen::Index i = n; i-- > 1;)
      std::swap(t[i], t[Eigen::Index(random.below(std::uint32_t(i + 1)))]);
  return t;
}

// The probability density of a sampled time, at t in [0, 1]. Throws fm::Error.
inline double time_density(const TimeSampler& sampler, double t) {
  require_time_sampler(sampler);
  require_time(t);
  const auto logit_normal = [&](double location) {
    const double z = (portable::log(t) - portable::log1p(-t) - location) / sampler.scale;
    const double norm = std::sqrt(2 * std::numbers::pi) * sampler.scale;
    return t > 0 && t < 1 ? portable::exp(-z * z / 2) / (norm * t * (1 - t)) : 0;
  };
  switch (sampler.kind) {
  case TimeSampling::logit_normal:
    return logit_normal(sampler.location);
  case TimeSampling::log_normal:
    return logit_normal(-sampler.location);
  case TimeSampling::mode: { // u by bisection: the map falls from 1 to 0
    double low = 0, high = 1;
    for (int i = 0; i < 60; ++i) {
      const double u = (low + high) / 2;
      (detail::mode_time(u, sampler.scale) > t ? low : high) = u;
    }
    return 1 / detail::mode_slope(low, sampler.scale);
  }
  default:
    return 1;
  }
}

// The weights 1 / density(t), which turn the mean loss over sampled times back into the mean over
// uniform times.
template <class S> Times<S> importance_weights(const TimeSampler& sampler, const Times<S>& t) {
  Times<S> w(t.size());
  for (Eigen::Index i = 0; i < t.size(); ++i) {
    w[i] = S(1 / time_density(sampler, double(t[i])));
    FM_REQUIRE(std::isfinite(w[i]), "these times are so rarely drawn that their weight overflows: "
                                    "bring the sampler's location nearer to 0");
  }
  return w;
}

} // namespace fm
