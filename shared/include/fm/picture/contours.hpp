// Lines of equal height (marching squares; Lorensen and Cline 1987 in the plane).
#pragma once

#include "fm/picture/density.hpp"
#include "fm/picture/streamlines.hpp"

#include <array>
#include <cmath>

namespace fm {

namespace detail {

class ContourTracer {
public:
  ContourTracer(const Raster& raster, double level)
      : r_(raster), level_(level), links_(std::size_t(2 * r_.nx * r_.ny), {none, none}) {}

  void trace(Polylines& out) {
    for (int j = 0; j + 1 < r_.ny; ++j)
      for (int i = 0; i + 1 < r_.nx; ++i) link_cell(i, j);
    // Lines that end at the border begin there; what is left over is closed.
    for (int pass = 0; pass < 2; ++pass)
      for (int e = 0; e < int(links_.size()); ++e) {
        const auto [a, b] = links(e);
        if (a != none && (pass == 1 || b == none)) follow(e, out);
      }
  }

private:
  static constexpr int none = -1;
  using Links = std::array<int, 2>;

  // The edge from node (i, j) to the right is 2 (j nx + i), upward one more.
  int right_of(int i, int j) const { return 2 * (j * r_.nx + i); }
  int above(int i, int j) const { return right_of(i, j) + 1; }
  double height(int i, int j) const {
    return double(r_.values[std::size_t(j * r_.nx + i)]) - level_;
  }
  Links& links(int e) { return links_[std::size_t(e)]; }

  void link(int e, int f) {
    const auto put = [this](int from, int to) { links(from)[links(from)[0] == none ? 0 : 1] = to; };
    put(e, f);
    put(f, e);
  }

  void link_cell(int i, int j) {
    const double corners[4] = {height(i, j), height(i + 1, j), height(i + 1, j + 1),
                               height(i, j + 1)};
    const int edges[4] = {right_of(i, j), above(i + 1, j), right_of(i, j + 1), above(i, j)};
    int crossed[4], count = 0;
    for (int k = 0; k < 4; ++k)
      if ((corners[k] > 0) != (corners[(k + 1) % 4] > 0)) crossed[count++] = edges[k];
    if (count == 2) link(crossed[0], crossed[1]);
    if (count < 4) return;
    // A saddle: its middle, as the mean of its corners, says which two corners hang together.
    const bool middle = corners[0] + corners[1] + corners[2] + corners[3] > 0;
    const int first = (corners[0] > 0) == middle ? 0 : 3;
    for (const int k : {first, (first + 2) % 4}) link(edges[k], edges[(k + 1) % 4]);
  }

  // Where the height between the edge's two nodes is the level.
  Point place(int e) const {
    const int node = e / 2, i = node % r_.nx, j = node / r_.nx, dx = 1 - e % 2, dy = e % 2;
    const double a = height(i, j), b = height(i + dx, j + dy), part = a / (a - b);
    const Point cell = r_.box.size().cwiseQuotient(Point(r_.nx, r_.ny));
    return r_.box.low + cell.cwiseProduct(Point(i + 0.5 + part * dx, j + 0.5 + part * dy));
  }

  void follow(int first, Polylines& out) {
    for (int at = first, before = none;;) {
      out.points.push_back(place(at));
      const Links ways = links(at);
      const int next = ways[0] == before ? ways[1] : ways[0];
      links(at) = {none, none};
      if (next == first) out.points.push_back(place(first));
      if (next == none || next == first) break;
      before = at;
      at = next;
    }
    out.ends.push_back(int(out.points.size()));
  }

  const Raster& r_;
  double level_;
  std::vector<Links> links_; // of each crossed edge, the edges where the line goes on
};

} // namespace detail

// The lines at which the raster, linear between the centres of neighbouring cells, has this height:
// closed ones end at their first point, others at the border. Throws fm::Error when a value is not
// finite.
inline Polylines contours(const Raster& raster, double level) {
  raster.require_valid();
  FM_REQUIRE(!std::isnan(level), "the level of a contour is a number");
  Polylines out;
  detail::ContourTracer(raster, level).trace(out);
  return out;
}

} // namespace fm
