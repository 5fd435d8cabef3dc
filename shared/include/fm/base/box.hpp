// A rectangle of the plane: what a picture shows, or where mass is counted.
#pragma once

#include "fm/base/point.hpp"
#include "fm/base/require.hpp"

namespace fm {

struct Box {
  Point low, high;

  Point size() const { return high - low; }
  double area() const { return size().prod(); }
  bool contains(const Point& x) const {
    return (x.array() >= low.array()).all() && (x.array() <= high.array()).all();
  }
  // Throws fm::Error unless it has an area, and one that can be divided into small parts.
  void require_valid() const {
    FM_REQUIRE((low.array().abs() <= 1e6).all() && (high.array().abs() <= 1e6).all() &&
                   (size().array() >= 1e-6).all(),
               "a box goes from its lower left to its upper right corner, has an area, and lies "
               "within a million of 0");
  }
};

// The sides of a box, by number: left, right, bottom, top.
inline constexpr int side_of(int axis, bool high) { return 2 * axis + int(high); }

} // namespace fm
