// How far one velocity field is from another, where it matters: weighted by how much passes.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace fm {

struct FieldError {
  std::vector<double> each; // |v - u| at each place
  double rms;               // sqrt(sum w |v - u|^2 / sum w); NaN where nothing has weight
};

// v, u: n x d; weights: n, at least 0. Places of weight 0 are left out, whatever stands there.
// Throws fm::Error.
template <class S>
FieldError field_error(const Batch<S>& v, const Batch<S>& u, const std::vector<double>& weights) {
  FM_REQUIRE(v.rows() == u.rows() && v.cols() == u.cols() &&
                 weights.size() == std::size_t(v.rows()),
             "two fields are compared at the same places, with one weight each");
  FieldError out{std::vector<double>(weights.size()), 0};
  double sum = 0, total = 0;
  for (Eigen::Index i = 0; i < v.rows(); ++i) {
    const double w = weights[std::size_t(i)];
    FM_REQUIRE(w >= 0 && std::isfinite(w), "a weight is a number of at least 0");
    const double square = (v.row(i) - u.row(i)).template cast<double>().squaredNorm();
    out.each[std::size_t(i)] = std::sqrt(square);
    if (w == 0) continue;
    sum += w * square;
    total += w;
  }
  out.rms = total > 0 ? std::sqrt(sum / total) : std::numeric_limits<double>::quiet_NaN();
  return out;
}

namespace detail {
inline void require_log_density(double l) {
  FM_REQUIRE(l < std::numeric_limits<double>::infinity(),
             "a log density is a number, or -infinity where nothing passes");
}
} // namespace detail

// Of a field averaged over squares, `counts` pairs in each, and the exact one at their centres.
// Where nothing passes a centre (log p_t is -infinity) there is no velocity to compare with. Throws
// fm::Error.
inline double bin_error(const Batch<float>& mean, const Batch<float>& exact,
                        const std::vector<float>& counts, const std::vector<float>& log_density) {
  FM_REQUIRE(counts.size() == log_density.size(), "one count and one log density a square");
  std::vector<double> weights(counts.begin(), counts.end());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    detail::require_log_density(double(log_density[i]));
    if (std::isinf(log_density[i])) weights[i] = 0;
  }
  return field_error(mean, exact, weights).rms;
}

// The largest |v| where at least `least` is shown; 0 where nothing is, NaN where one that is shown
// is none. v: n x d, shown: n. Throws fm::Error.
template <class S>
double largest_speed(const Batch<S>& v, const std::vector<float>& shown, double least) {
  FM_REQUIRE(shown.size() == std::size_t(v.rows()), "one number a place says how clear it is");
  double most = 0;
  for (Eigen::Index i = 0; i < v.rows(); ++i) {
    const float clear = shown[std::size_t(i)];
    FM_REQUIRE(!std::isnan(clear), "one number a place says how clear it is");
    const double speed = double(v.row(i).norm());
    if (double(clear) >= least && !(speed <= most)) most = speed;
    if (std::isnan(most)) break;
  }
  return most;
}

// p_t at each place beside its largest value: 1 there, 0 where nothing passes. Throws fm::Error.
inline std::vector<double> relative_density(const std::vector<double>& log_density) {
  double best = -std::numeric_limits<double>::infinity();
  for (double l : log_density) {
    detail::require_log_density(l);
    best = std::max(best, l);
  }
  std::vector<double> out(log_density.size(), 0);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (log_density[i] > -std::numeric_limits<double>::infinity())
      out[i] = portable::exp(log_density[i] - best);
  return out;
}

// How clearly to show a place: 1 down to e^-0.8 of the largest density, falling with its logarithm
// to 0 at e^-8.8.
inline double presence(double relative) {
  if (relative <= 0) return 0;
  const double clear = 1.1 + portable::log(relative) / 8;
  return clear < 0 ? 0 : clear > 1 ? 1 : clear;
}

} // namespace fm
