// What a bundle of trajectories looks like: how long, how straight, how tangled.
//
// Trajectories are (steps + 1) states of n x d at the times of a grid, as a solver hands them out.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/ode/grid.hpp"

#include <algorithm>
#include <vector>

namespace fm {

template <class S> struct Trajectories {
  Grid times;                   // steps + 1
  std::vector<Batch<S>> states; // steps + 1, each n x d

  // Throws fm::Error unless there are at least two states of one shape, at times that run one way.
  void require_valid() const {
    FM_REQUIRE(states.size() >= 2 && states.size() == times.size(),
               "trajectories have one state a time, and at least two");
    for (std::size_t k = 0; k < states.size(); ++k) {
      FM_REQUIRE(states[k].rows() == states[0].rows() && states[k].cols() == states[0].cols() &&
                     states[k].allFinite(),
                 "the states of trajectories are finite and have one shape");
      FM_REQUIRE(k == 0 || (times[k] - times[k - 1]) * (times[1] - times[0]) > 0,
                 "the times of trajectories run one way, forward or backward");
    }
    FM_REQUIRE(states[0].rows() >= 1, "there is no trajectory");
  }
  Batch<double> move(std::size_t k) const {
    return (states[k + 1] - states[k]).template cast<double>();
  }
};

// Straightness (S of Liu et al. 2023): the integral over t of E|(x_1 - x_0) - dx/dt|^2, with the
// mean velocity of each step. 0 for straight lines at constant speed.
template <class S> double straightness(const Trajectories<S>& t) {
  t.require_valid();
  const Batch<double> whole = (t.states.back() - t.states.front()).template cast<double>();
  const double span = t.times.back() - t.times.front();
  double sum = 0;
  for (std::size_t k = 0; k + 1 < t.states.size(); ++k) {
    const double h = t.times[k + 1] - t.times[k];
    sum += std::fabs(h) * (whole / span - t.move(k) / h).squaredNorm();
  }
  return sum / double(whole.rows());
}

// The length of each trajectory, averaged; as a multiple of the distance between its ends it is 1
// for straight lines.
template <class S> double path_length(const Trajectories<S>& t) {
  t.require_valid();
  double sum = 0;
  for (std::size_t k = 0; k + 1 < t.states.size(); ++k) sum += t.move(k).rowwise().norm().sum();
  return sum / double(t.states[0].rows());
}

// The total turning of each trajectory, averaged, in radians: the integral of curvature along the
// curve. Steps of no length do not turn.
template <class S> double total_curvature(const Trajectories<S>& t) {
  t.require_valid();
  double sum = 0;
  const Eigen::Index n = t.states[0].rows();
  Batch<double> before = t.move(0);
  for (std::size_t k = 1; k + 1 < t.states.size(); ++k) {
    const Batch<double> move = t.move(k);
    for (Eigen::Index i = 0; i < n; ++i) {
      const double a = before.row(i).norm(), b = move.row(i).norm();
      if (b == 0) continue;
      if (a > 0) {
        const Eigen::RowVectorXd u = before.row(i) / a, v = move.row(i) / b;
        sum += 2 * portable::angle((u - v).norm(), (u + v).norm()); // exact for small angles too
      }
      before.row(i) = move.row(i);
    }
  }
  return sum / double(n);
}

// How many pairs of trajectories cross as drawn in the plane, each pair counted once. (At one time
// the trajectories of an ODE never meet; drawn over each other, bent ones cross.) O(n^2 steps^2),
// less what bounding boxes rule out. Throws fm::Error unless d = 2.
template <class S> long crossings(const Trajectories<S>& t) {
  t.require_valid();
  FM_REQUIRE(t.states[0].cols() == 2, "crossings are counted in the plane");
  const Eigen::Index n = t.states[0].rows();
  const std::size_t steps = t.states.size() - 1;
  const auto point = [&](Eigen::Index i, std::size_t k) -> Point {
    return t.states[k].row(i).template cast<double>().transpose();
  };
  const auto side = [](const Point& a, const Point& b, const Point& c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  };
  struct Bounds {
    Point low, high;
    bool meets(const Bounds& o) const {
      return (low.array() <= o.high.array()).all() && (o.low.array() <= high.array()).all();
    }
  };
  const auto box = [&](Eigen::Index i, std::size_t from, std::size_t to) {
    Bounds b{point(i, from), point(i, from)};
    for (std::size_t k = from + 1; k <= to; ++k)
      b = {b.low.cwiseMin(point(i, k)), b.high.cwiseMax(point(i, k))};
    return b;
  };
  std::vector<Bounds> whole, pieces;
  for (Eigen::Index i = 0; i < n; ++i) {
    whole.push_back(box(i, 0, steps));
    for (std::size_t k = 0; k < steps; ++k) pieces.push_back(box(i, k, k + 1));
  }
  const auto cross = [&](Eigen::Index i, Eigen::Index j) {
    for (std::size_t k = 0; k < steps; ++k)
      for (std::size_t l = 0; l < steps; ++l) {
        if (!pieces[std::size_t(i) * steps + k].meets(pieces[std::size_t(j) * steps + l])) continue;
        const Point a = point(i, k), b = point(i, k + 1), c = point(j, l), d = point(j, l + 1);
        // A point on a line belongs to one side of it, so crossing at a vertex counts too.
        if ((side(a, b, c) >= 0) != (side(a, b, d) >= 0) &&
            (side(c, d, a) >= 0) != (side(c, d, b) >= 0))
          return true;
      }
    return false;
  };
  long count = 0;
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < i; ++j)
      if (whole[std::size_t(i)].meets(whole[std::size_t(j)]) && cross(i, j)) ++count;
  return count;
}

} // namespace fm
