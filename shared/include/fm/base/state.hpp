// What a formula may ask of the thing it acts on.
//
// A state x is a double, an Eigen batch or a torch::Tensor. Schedules, paths, losses and solvers
// are written once over the few operations below, and run on all three with the same digits.
//
//   Batch<S>   n x d, row-major: one sample a row; the bytes of a contiguous tensor or Float32Array
//   Times<S>   n: one t for each row of a batch
#pragma once

#include "fm/base/portable.hpp"
#include "fm/base/require.hpp"

#include <cmath>
#include <Eigen/Core>
#include <numbers>
#include <type_traits>

namespace fm {

template <class S> using Batch = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class S> using Times = Eigen::Array<S, Eigen::Dynamic, 1>;

// The type of the coefficients that multiply a state: its own scalar for Eigen (which refuses to
// mix precisions), double for everything else.
template <class T> struct Real { using type = double; };
template <> struct Real<float> { using type = float; };
template <class S, int R, int C, int O, int MR, int MC>
struct Real<Eigen::Matrix<S, R, C, O, MR, MC>> {
  using type = S;
};
template <class S, int R, int C, int O, int MR, int MC>
struct Real<Eigen::Array<S, R, C, O, MR, MC>> {
  using type = S;
};
template <class T> using real_t = typename Real<T>::type;

// Whether an X can be looked at for nothing. A tensor may lie on another device, and who looks at
// it waits for that; it checks its own shapes.
template <class X>
inline constexpr bool at_hand =
    std::is_arithmetic_v<X> || std::is_base_of_v<Eigen::EigenBase<X>, X>;

// Throws fm::Error unless x and y, where they are at hand, have one shape.
template <class X> void require_one_shape(const X& x, const X& y) {
  if constexpr (at_hand<X> && !std::is_arithmetic_v<X>)
    FM_REQUIRE(x.rows() == y.rows() && x.cols() == y.cols(),
               "samples that are added have one shape");
}

// Throws fm::Error unless the rows are points of the plane.
template <class S> void require_plane(const Batch<S>& x) {
  FM_REQUIRE(x.cols() == 2, "points of the plane have two coordinates");
}

// Throws fm::Error unless t, or each of them where they are at hand, lies in [0, 1].
template <class T> void require_time(const T& t) {
  if constexpr (std::is_arithmetic_v<T>)
    FM_REQUIRE(t >= 0 && t <= 1, "t lies in [0, 1]");
  else if constexpr (at_hand<T>)
    FM_REQUIRE((t >= 0 && t <= 1).all(), "t lies in [0, 1]");
}

// scale(a, x): a times x, where a is one number, or holds one number a sample.
template <class A, class X> X scale(const A& a, const X& x) { return a * x; }
template <class S> Batch<S> scale(const Times<S>& a, const Batch<S>& x) {
  FM_REQUIRE(a.size() == x.rows(), "one number a sample: as many as the shape has rows");
  return a.matrix().asDiagonal() * x;
}

// A value shaped like t that holds the constant c.
template <class T> T constant_like(const T& t, double c) {
  return T(t * real_t<T>(0) + real_t<T>(c));
}

// Element by element product, smaller of x and c, absolute value; mean of all elements.
template <class X> X hadamard(const X& a, const X& b) { return a * b; }
template <class S> Batch<S> hadamard(const Batch<S>& a, const Batch<S>& b) {
  return a.cwiseProduct(b);
}
inline double absolute(double x) { return std::fabs(x); }
inline double at_most(double x, double c) { return x < c ? x : c; }
inline double mean(double x) { return x; }
template <class S> Batch<S> absolute(const Batch<S>& x) { return x.cwiseAbs(); }
template <class S> Batch<S> at_most(const Batch<S>& x, double c) { return x.cwiseMin(S(c)); }
template <class S> S mean(const Batch<S>& x) { return x.mean(); }
template <class S> S mean(const Times<S>& x) { return x.mean(); }
template <class X> auto absolute(const X& x) -> decltype(x.abs()) { return x.abs(); }
template <class X> auto at_most(const X& x, double c) -> decltype(x.clamp_max(c)) {
  return x.clamp_max(c);
}
template <class X> auto mean(const X& x) -> decltype(x.clamp_max(0.).mean()) { return x.mean(); }

// The elementary functions of a schedule, on a number, an array of times or a tensor.
namespace each {
#define FM_EACH(f, of_tensor)                                                                      \
  inline double f(double x) { return portable::f(x); }                                             \
  inline float f(float x) { return float(portable::f(double(x))); }                                \
  template <class S> Times<S> f(const Times<S>& x) {                                               \
    return x.unaryExpr([](S one) { return f(one); });                                              \
  }                                                                                                \
  template <class X> auto f(const X& x)->decltype(X(x.clamp_max(0.))) { return of_tensor; }
FM_EACH(exp, x.exp())
FM_EACH(expm1, x.expm1())
FM_EACH(log1p, x.log1p())
FM_EACH(sin_quarter, (x * (std::numbers::pi / 2)).sin())
#undef FM_EACH
inline double pow(double x, double p) { return portable::pow(x, p); }
inline float pow(float x, double p) { return float(portable::pow(double(x), p)); }
template <class S> Times<S> pow(const Times<S>& x, double p) {
  return x.unaryExpr([p](S one) { return pow(one, p); });
}
template <class X> auto pow(const X& x, double p) -> decltype(X(x.clamp_max(0.))) {
  return x.pow(p);
}
inline double sqrt(double x) { return std::sqrt(x); }
inline float sqrt(float x) { return std::sqrt(x); }
template <class X> auto sqrt(const X& x) -> decltype(X(x.sqrt())) { return x.sqrt(); }
} // namespace each

// Whether any number in x is 0: where a division by it has no answer.
inline bool any_zero(double x) { return x == 0; }
template <class S> bool any_zero(const Times<S>& x) { return (x == S(0)).any(); }
template <class X> auto any_zero(const X& x) -> decltype(x.eq(0).any().template item<bool>()) {
  return x.eq(0).any().template item<bool>();
}

// Whether every number in x is finite.
inline bool all_finite(double x) { return std::isfinite(x); }
template <class D> bool all_finite(const Eigen::DenseBase<D>& x) { return x.allFinite(); }
template <class X>
auto all_finite(const X& x) -> decltype(x.isfinite().all().template item<bool>()) {
  return x.isfinite().all().template item<bool>();
}

} // namespace fm
