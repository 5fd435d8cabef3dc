// How a solver's error falls with the evaluations it may spend.
#pragma once

#include "fm/ode/stages.hpp"

#include <span>

namespace fm {

struct ErrorCurve {
  std::string_view solver;
  std::vector<int> evaluations;
  std::vector<double> errors;
  double slope; // of log error against log evaluations, less the sign; NaN where it cannot be seen
};

// region: fitted-order
// The slope of a least squares line through (log evaluations, log error), with its sign turned: the
// order, if the steps are short enough. Of the errors that stand clear of `rounding`, the last
// `window` count; NaN when fewer than three do.
inline double fitted_order(std::span<const int> evaluations, std::span<const double> errors,
                           double rounding, std::size_t window = 5) {
  std::size_t end = 0;
  while (end < errors.size() && errors[end] > rounding) ++end;
  const std::size_t begin = end > window ? end - window : 0, n = end - begin;
  if (n < 3) return NAN;
  double mean_x = 0, mean_y = 0, xy = 0, xx = 0;
  for (std::size_t i = begin; i < end; ++i) {
    mean_x += portable::log(double(evaluations[i])) / double(n);
    mean_y += portable::log(errors[i]) / double(n);
  }
  for (std::size_t i = begin; i < end; ++i) {
    const double dx = portable::log(double(evaluations[i])) - mean_x;
    xy += dx * (portable::log(errors[i]) - mean_y);
    xx += dx * dx;
  }
  return -xy / xx;
}
// endregion

// error_of(x) is how far an end is from where it should be.
template <class State, class Velocity, class ErrorOf>
ErrorCurve error_curve(const Tableau& method, Velocity&& v, const State& x_0, double t_0,
                       double t_1, bool late, std::span<const int> steps, ErrorOf&& error_of,
                       double rounding) {
  ErrorCurve curve{method.name, {}, {}, NAN};
  for (int n : steps) {
    curve.evaluations.push_back(n * int(method.stages));
    curve.errors.push_back(error_of(solve_maybe_late(method, v, x_0, t_0, t_1, n, late)));
  }
  curve.slope = fitted_order(curve.evaluations, curve.errors, rounding);
  return curve;
}

// The curves of all solvers on one problem.
template <class State, class Velocity, class ErrorOf>
std::vector<ErrorCurve> error_table(Velocity&& v, const State& x_0, double t_0, double t_1,
                                    bool late, std::span<const int> steps, ErrorOf&& error_of,
                                    double rounding) {
  std::vector<ErrorCurve> table;
  for (const Tableau& method : tableaus)
    table.push_back(error_curve(method, v, x_0, t_0, t_1, late, steps, error_of, rounding));
  return table;
}

namespace detail {
template <class S> void require_alike(const Batch<S>& x, const Batch<S>& y) {
  FM_REQUIRE(x.rows() == y.rows() && x.cols() == y.cols() && x.rows() > 0,
             "distances are between as many points of one dimension");
}
} // namespace detail

// The mean distance between the rows of two batches, and the root of the mean squared one.
template <class S> double mean_distance(const Batch<S>& x, const Batch<S>& y) {
  detail::require_alike(x, y);
  return double((x - y).rowwise().norm().mean());
}
template <class S> double rms_distance(const Batch<S>& x, const Batch<S>& y) {
  detail::require_alike(x, y);
  return std::sqrt(double((x - y).squaredNorm()) / double(x.rows()));
}

} // namespace fm
