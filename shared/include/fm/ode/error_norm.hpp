// The size of a step's error, scaled by what the tolerance allows.
#pragma once

#include "fm/base/state.hpp"

#include <algorithm>

namespace fm {

// How the errors of the rows of a batch become one number. With `rms` a row that goes wrong is
// lost among many that do not; `max_over_samples` holds every row to the tolerance. So a coordinate
// is lost among many; `max_over_coordinates` holds every number to it.
enum class ErrorNorm { max_over_samples, rms, max_over_coordinates };

// The mean of squares over the coordinates of a sample, then the largest or the mean over samples;
// its root. Or the largest of all. A double or a column vector is one sample, a Batch one a row, a
// tensor one an entry of its first dimension.
inline double error_norm(double e, ErrorNorm) { return std::fabs(e); }
template <class S, int N> double error_norm(const Eigen::Matrix<S, N, 1>& e, ErrorNorm norm) {
  if (e.size() > 0 && norm == ErrorNorm::max_over_coordinates)
    return double(e.cwiseAbs().template maxCoeff<Eigen::PropagateNaN>());
  return std::sqrt(double(e.squaredNorm()) / double(e.size()));
}
template <class S> double error_norm(const Batch<S>& e, ErrorNorm norm) {
  if (e.size() == 0) return 0;
  if (norm == ErrorNorm::max_over_coordinates)
    return double(e.cwiseAbs().template maxCoeff<Eigen::PropagateNaN>());
  const Eigen::Array<S, Eigen::Dynamic, 1> rows = e.rowwise().squaredNorm();
  const double square =
      double(norm == ErrorNorm::rms ? rows.mean() : rows.template maxCoeff<Eigen::PropagateNaN>());
  return std::sqrt(square / double(e.cols()));
}
template <class X>
auto error_norm(const X& e, ErrorNorm norm) -> decltype(e.flatten(1).template item<double>()) {
  if (norm == ErrorNorm::max_over_coordinates) return e.abs().max().template item<double>();
  const X rows = e.flatten(1).square().mean(1);
  return (norm == ErrorNorm::rms ? rows.mean() : rows.max()).sqrt().template item<double>();
}

// error / (atol + rtol max(|x|, |y|)) by element; no error at 0 is none, and not 0 / 0.
namespace detail {
inline double scaled(double e, double x, double y, double atol, double rtol) {
  return e == 0 ? 0 : e / (atol + rtol * std::max(std::fabs(x), std::fabs(y)));
}
template <class S, int R, int C, int O, int MR, int MC>
Eigen::Matrix<S, R, C, O, MR, MC>
scaled(const Eigen::Matrix<S, R, C, O, MR, MC>& e, const Eigen::Matrix<S, R, C, O, MR, MC>& x,
       const Eigen::Matrix<S, R, C, O, MR, MC>& y, double atol, double rtol) {
  return (e.array() == S(0))
      .select(S(0), e.array() / (S(atol) + S(rtol) * x.array().abs().max(y.array().abs())))
      .matrix();
}
template <class X>
auto scaled(const X& e, const X& x, const X& y, double atol, double rtol)
    -> decltype(e / x.abs().maximum(y.abs())) {
  return (e / (x.abs().maximum(y.abs()) * rtol + atol)).masked_fill(e.eq(0), 0);
}
} // namespace detail

} // namespace fm
