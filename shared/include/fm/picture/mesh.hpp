// A mesh that a flow carries along: where its cells shrink, the density grows.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <vector>

namespace fm {

// The signed areas of the cells of a mesh of nx x ny nodes (row by row, ny nx x 2), positive where
// the corners run counter-clockwise, negative where the mesh has folded over.
inline std::vector<double> cell_areas(const Batch<float>& nodes, int nx, int ny) {
  FM_REQUIRE(nx >= 2 && ny >= 2 && nodes.rows() == Eigen::Index(nx) * ny && nodes.cols() == 2,
             "a mesh has nx x ny nodes, at least 2 x 2");
  std::vector<double> areas;
  for (int j = 0; j + 1 < ny; ++j)
    for (int i = 0; i + 1 < nx; ++i) {
      const Eigen::Index a = Eigen::Index(j) * nx + i, b = a + 1, c = b + nx, d = a + nx;
      const Eigen::RowVector2d ac = (nodes.row(c) - nodes.row(a)).cast<double>(),
                               bd = (nodes.row(d) - nodes.row(b)).cast<double>();
      areas.push_back((ac[0] * bd[1] - ac[1] * bd[0]) / 2);
    }
  return areas;
}

// How many times larger each cell is than it was. A flow that conserves mass makes the density in
// it so many times smaller. Throws fm::Error when a cell had no area.
inline std::vector<double> area_ratios(const Batch<float>& before, const Batch<float>& after,
                                       int nx, int ny) {
  const std::vector<double> was = cell_areas(before, nx, ny);
  std::vector<double> ratios = cell_areas(after, nx, ny);
  for (std::size_t k = 0; k < ratios.size(); ++k) {
    FM_REQUIRE(was[k] != 0, "a cell of the mesh had no area to begin with");
    ratios[k] /= was[k];
  }
  return ratios;
}

} // namespace fm
