// Two point sets as floats and as doubles see them: where 0 is, and how long 1 is.
//
// Floats see the sets less their medians, in units of their spread: an outlier moves neither, so it
// cannot take the others' digits; beyond 2^50 spreads it is taken there. Moving a set changes
// |x_i - y_j|^2 by what depends on i alone or on j alone, which prices make up for. Doubles see the
// points as they are, times a power of 2, so that every cost is right to (d + 2) 2^-53 of itself;
// only sets more than 32 spreads apart are moved together, or the digits that tell their pairs
// apart would be lost.
#pragma once

#include "fm/base/state.hpp"

#include <algorithm>
#include <vector>

namespace fm {

namespace detail {

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Rows that stand for a set where a middle is looked for: at most 128, from all over it.
inline std::vector<Eigen::Index> some_rows(Eigen::Index n) {
  std::vector<Eigen::Index> rows;
  const Eigen::Index count = std::min<Eigen::Index>(n, 128);
  for (Eigen::Index k = 0; k < count; ++k) rows.push_back(k * n / count);
  return rows;
}
inline Eigen::RowVectorXd middle_of(const Batch<double>& x) {
  Eigen::RowVectorXd middle(x.cols());
  const std::vector<Eigen::Index> rows = some_rows(x.rows());
  std::vector<double> values(rows.size());
  for (Eigen::Index k = 0; k < x.cols(); ++k) {
    for (std::size_t r = 0; r < rows.size(); ++r) values[r] = x(rows[r], k);
    middle[k] = median(values);
  }
  return middle;
}
inline double spread_of(const Batch<double>& centred) {
  std::vector<double> reach;
  for (Eigen::Index i : some_rows(centred.rows()))
    reach.push_back(centred.row(i).cwiseAbs().maxCoeff());
  return median(reach);
}

// All lengths are in units of 2^exponent.
struct Frames {
  static constexpr float farthest = 0x1p50f;
  int exponent;
  Batch<double> x, y;       // the points, or less their medians where the sets lie far apart
  Eigen::RowVectorXd apart; // x_i - y_j of the points is x_i - y_j + apart of these
  bool far;
  Batch<float> near_x, near_y; // less their medians, in units of `unit`
  Eigen::RowVectorXd middle;   // x_i - y_j = unit (near_x_i - near_y_j) + middle ..
  Batch<double> centred_y;     // .. with unit near_y before it was a float
  double unit;

  template <class S> Frames(const Batch<S>& a, const Batch<S>& b) {
    x = a.template cast<double>(), y = b.template cast<double>();
    // The largest square is some 2^980: what is smaller by the whole range of a double is still
    // seen.
    const double reach = std::max(x.cwiseAbs().maxCoeff(), y.cwiseAbs().maxCoeff());
    exponent = reach > 0 ? std::max(-500, std::ilogb(reach) - 489) : 0;
    const double scale = std::ldexp(1., -exponent);
    x *= scale, y *= scale;
    const Eigen::RowVectorXd x_0 = middle_of(x), y_0 = middle_of(y);
    Batch<double> centred_x = x.rowwise() - x_0;
    centred_y = y.rowwise() - y_0;
    double spread = std::max(spread_of(centred_x), spread_of(centred_y));
    if (spread == 0)
      spread = std::max(centred_x.cwiseAbs().maxCoeff(), centred_y.cwiseAbs().maxCoeff());
    unit = spread > 0 ? std::ldexp(1., std::ilogb(spread)) : 1;
    const auto as_floats = [&](const Batch<double>& points) -> Batch<float> {
      return (points / unit)
          .cwiseMax(-double(farthest))
          .cwiseMin(double(farthest))
          .template cast<float>();
    };
    near_x = as_floats(centred_x), near_y = as_floats(centred_y);
    middle = x_0 - y_0;
    far = middle.cwiseAbs().maxCoeff() > 32 * spread;
    apart = far ? middle : Eigen::RowVectorXd(Eigen::RowVectorXd::Zero(x.cols()));
    if (far) x = centred_x, y = centred_y, middle.setZero();
  }
};

} // namespace detail

} // namespace fm
