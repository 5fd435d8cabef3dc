// A density seen through samples: points are counted in the cells of a grid, and the counts are
// blurred.
#pragma once

#include "fm/picture/sampled_field.hpp"

#include <vector>

namespace fm {

// Numbers at the centres of nx x ny cells of a box, row by row from the lower left.
struct Raster {
  int nx, ny;
  Box box;
  std::vector<float> values; // ny x nx

  double cell_area() const { return box.area() / (double(nx) * ny); }
  // Throws fm::Error unless the values are finite and as many as the cells.
  void require_valid() const {
    box.require_valid();
    FM_REQUIRE(nx >= 2 && ny >= 2 && values.size() == std::size_t(nx) * std::size_t(ny),
               "a raster has at least 2 x 2 cells, and one value a cell");
    for (const float v : values) FM_REQUIRE(std::isfinite(v), "a raster's values are finite");
  }
};

namespace detail {

// Blurs `count` lines of n numbers, the numbers of a line `stride` apart. What lies near an edge
// spreads over the cells that are there, so that no mass is lost.
inline void blur_lines(std::vector<float>& values, int count, int jump, int n, int stride,
                       double sigma) {
  const int reach = int(std::min(n - 1., std::ceil(4 * sigma)));
  std::vector<double> kernel(std::size_t(reach) + 1), whole(std::size_t(n), 0.);
  for (int d = 0; d <= reach; ++d)
    kernel[std::size_t(d)] = portable::exp(-0.5 * (d / sigma) * (d / sigma));
  for (int i = 0; i < n; ++i)
    for (int j = std::max(0, i - reach); j <= std::min(n - 1, i + reach); ++j)
      whole[std::size_t(i)] += kernel[std::size_t(std::abs(i - j))];
  std::vector<double> in(static_cast<std::size_t>(n)), out(static_cast<std::size_t>(n));
  for (int line = 0; line < count; ++line) {
    float* at = values.data() + std::ptrdiff_t(line) * jump;
    std::fill(out.begin(), out.end(), 0.);
    for (int i = 0; i < n; ++i)
      in[std::size_t(i)] = double(at[std::ptrdiff_t(i) * stride]) / whole[std::size_t(i)];
    for (int i = 0; i < n; ++i) {
      if (in[std::size_t(i)] == 0) continue;
      for (int j = std::max(0, i - reach); j <= std::min(n - 1, i + reach); ++j)
        out[std::size_t(j)] += in[std::size_t(i)] * kernel[std::size_t(std::abs(i - j))];
    }
    for (int i = 0; i < n; ++i) at[std::ptrdiff_t(i) * stride] = float(out[std::size_t(i)]);
  }
}

} // namespace detail

// The density of the points (n x 2), smoothed by a Gaussian of standard deviation `bandwidth` (0:
// not at all). It integrates to the share of the points that lie in the box. Throws fm::Error when
// there is no point.
inline Raster binned_density(const Batch<float>& points, int nx, int ny, const Box& box,
                             double bandwidth) {
  box.require_valid();
  FM_REQUIRE(nx >= 2 && ny >= 2 && nx <= 1024 && ny <= 1024,
             "a density has 2 to 1024 cells along x and along y");
  FM_REQUIRE(points.rows() > 0, "a density needs at least one point");
  require_plane(points);
  FM_REQUIRE(bandwidth >= 0 && std::isfinite(bandwidth), "the bandwidth of a density is positive");
  Raster out{nx, ny, box, std::vector<float>(std::size_t(nx) * std::size_t(ny), 0.f)};
  const float one = float(1 / (double(points.rows()) * out.cell_area()));
  const Point per_cell = box.size().cwiseQuotient(Point(nx, ny));
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const Point x(double(points(i, 0)), double(points(i, 1)));
    if (!box.contains(x)) continue; // nor is what is not a number
    const int cx = std::min(nx - 1, int((x[0] - box.low[0]) / per_cell[0]));
    const int cy = std::min(ny - 1, int((x[1] - box.low[1]) / per_cell[1]));
    out.values[std::size_t(cy) * std::size_t(nx) + std::size_t(cx)] += one;
  }
  if (bandwidth > 0) {
    detail::blur_lines(out.values, ny, nx, nx, 1, bandwidth / per_cell[0]);
    detail::blur_lines(out.values, nx, 1, ny, nx, bandwidth / per_cell[1]);
  }
  return out;
}

// The level above which a share of the raster's mass lies, for each share in (0, 1): the lines to
// draw, "half of the points are inside". Throws fm::Error.
inline std::vector<double> levels_of_mass(const Raster& density,
                                          const std::vector<double>& shares) {
  density.require_valid();
  for (const float v : density.values) FM_REQUIRE(v >= 0, "the values of a density are at least 0");
  std::vector<float> sorted = density.values;
  std::sort(sorted.begin(), sorted.end(), std::greater<float>());
  double total = 0;
  for (const float v : sorted) total += double(v);
  FM_REQUIRE(total > 0 && std::isfinite(total), "a density without mass has no levels");
  std::vector<double> levels;
  for (const double share : shares) {
    FM_REQUIRE(share > 0 && share < 1, "the share of the mass inside a line lies between 0 and 1");
    double inside = 0;
    std::size_t k = 0;
    while (k + 1 < sorted.size() && inside + double(sorted[k]) <= share * total)
      inside += double(sorted[k++]);
    levels.push_back(double(sorted[k]));
  }
  return levels;
}

} // namespace fm
