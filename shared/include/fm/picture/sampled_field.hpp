// A velocity field as a picture knows it: its values at the nodes of a grid, and between them by
// interpolation. A picture asks for it a hundred thousand times a frame; the field itself is asked
// once a node.
#pragma once

#include "fm/base/box.hpp"
#include "fm/base/state.hpp"

#include <algorithm>

namespace fm {

struct SampledField {
  int nx, ny, nt;      // nodes along x, y and t: at least 2, 2 and 1
  Box box;             // the outermost nodes lie on its edges
  double t_0, t_1;     // the times of the first and the last node; of no meaning when nt = 1
  Batch<float> values; // (nt ny nx) x 2: time by time, each row by row from the lower left

  // Throws fm::Error unless the values are finite and as many as the nodes.
  void require_valid() const {
    box.require_valid();
    FM_REQUIRE(nx >= 2 && ny >= 2 && nt >= 1, "a grid has at least two nodes along x and along y");
    FM_REQUIRE(values.rows() == Eigen::Index(nx) * ny * nt && values.cols() == 2,
               "a sampled field has one velocity a node");
    FM_REQUIRE(values.allFinite(), "a sampled field has a value that is not finite");
    FM_REQUIRE(nt == 1 || (t_1 > t_0 && std::isfinite(t_0) && std::isfinite(t_1)),
               "the times of a sampled field are finite and run forward");
  }

  // Linear in each of x, y and t between nodes; beyond the edges, the nearest edge's value.
  Point operator()(const Point& x, double t = 0) const {
    const Place at_x = place((x[0] - box.low[0]) / box.size()[0], nx);
    const Place at_y = place((x[1] - box.low[1]) / box.size()[1], ny);
    if (nt == 1) return slice(0, at_x, at_y);
    const Place at_t = place((t - t_0) / (t_1 - t_0), nt);
    return (1 - at_t.part) * slice(at_t.node, at_x, at_y) +
           at_t.part * slice(at_t.node + 1, at_x, at_y);
  }

private:
  struct Place {
    int node;    // with another one behind it
    double part; // of the way to that
  };
  static Place place(double share, int nodes) {
    const double at = (share > 0 ? std::min(share, 1.) : 0) * (nodes - 1); // 0 for NaN
    const int node = std::min(int(at), nodes - 2);
    return {node, at - node};
  }
  Point slice(int k, const Place& i, const Place& j) const {
    const float* u = values.data() + 2 * ((Eigen::Index(k) * ny + j.node) * nx + i.node);
    const auto row = [&](const float* v) -> Point {
      return {(1 - i.part) * double(v[0]) + i.part * double(v[2]),
              (1 - i.part) * double(v[1]) + i.part * double(v[3])};
    };
    return (1 - j.part) * row(u) + j.part * row(u + 2 * nx);
  }
};

} // namespace fm
