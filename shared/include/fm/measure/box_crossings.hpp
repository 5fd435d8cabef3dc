// Particles that come into a box and go out of it, counted by the side that they pass.
#pragma once

#include "fm/base/box.hpp"
#include "fm/base/state.hpp"

#include <array>
#include <vector>

namespace fm {

struct BoxCrossings {
  std::array<long, 4> in{}, out{}; // through left, right, bottom and top
  long before = 0, after = 0;      // inside at the first and at the last time
  std::vector<int> net;            // of each particle: 1 came in, -1 went out
};

namespace detail {

// Of the piece from a to b: the sides through which it enters and leaves a box (Liang and Barsky
// 1984). An end that is inside has none.
struct Passage {
  int entered = 0, left = 0;
  bool inside = true; // any of it
  Passage(const Point& a, const Point& b, const Box& box) {
    double from = 0, to = 1;
    for (int axis = 0; axis < 2; ++axis) {
      const double way = b[axis] - a[axis], low = box.low[axis] - a[axis],
                   high = box.high[axis] - a[axis];
      if (way == 0) {
        inside = inside && low <= 0 && high >= 0;
        continue;
      }
      const double near = (way > 0 ? low : high) / way, far = (way > 0 ? high : low) / way;
      if (near >= from) from = near, entered = side_of(axis, way < 0);
      if (far <= to) to = far, left = side_of(axis, way > 0);
    }
    inside = inside && from < to;
  }
};

} // namespace detail

// states: two or more, one shape, finite (else fm::Error); straight between one and the next. A
// piece that cuts a corner counts twice. What came in, less what went out, is after - before.
template <class S> BoxCrossings box_crossings(const std::vector<Batch<S>>& states, const Box& box) {
  box.require_valid();
  FM_REQUIRE(states.size() >= 2, "who counts crossings needs at least two states");
  for (const Batch<S>& state : states) {
    require_plane(state);
    FM_REQUIRE(state.rows() == states[0].rows() && state.allFinite(),
               "the states of particles are finite and have one shape");
  }
  const auto place = [&](std::size_t k, Eigen::Index i) -> Point {
    return states[k].row(i).template cast<double>().transpose();
  };
  BoxCrossings count;
  for (Eigen::Index i = 0; i < states[0].rows(); ++i) {
    bool was = box.contains(place(0, i));
    const bool first = was;
    for (std::size_t k = 0; k + 1 < states.size(); ++k) {
      const bool is = box.contains(place(k + 1, i));
      if (was && is) continue;
      const detail::Passage passage(place(k, i), place(k + 1, i), box);
      const bool through = !was && !is && passage.inside;
      if (is || through) ++count.in[std::size_t(passage.entered)];
      if (was || through) ++count.out[std::size_t(passage.left)];
      was = is;
    }
    count.before += first, count.after += was;
    count.net.push_back(int(was) - int(first));
  }
  return count;
}

} // namespace fm
