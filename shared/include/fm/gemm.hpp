// Matrix product, the one kernel under every layer: C = A B, or C += A B.
//
//                 8 columns of B, k rows
//                +--------+
//                |  b0 b1 |  two vectors a row
//                +--------+
//   +---------+  +--------+
//   | 4 rows  |  | 4 x 8  |  eight accumulators that stay in registers for all of k;
//   | of A    |  | of C   |  each element of A is spread over a vector and used twice
//   +---------+  +--------+
//
// A may be read in any stride, so A^T, and the overlapping windows of a convolution, need no copy.
// n must be a multiple of 4; m and k are free. Each element of C is summed over k in order, in its
// own lane, so the result does not depend on the tiling.
#pragma once

#include "fm/simd.hpp"

#include <cstddef>
#include <vector>

namespace fm {

inline constexpr std::ptrdiff_t panel_width = 8;
inline std::ptrdiff_t round_up(std::ptrdiff_t n, std::ptrdiff_t unit) {
  return (n + unit - 1) / unit * unit;
}

// a(i, p) = data[i row + p col]
template <class S> struct Left {
  const S* data;
  std::ptrdiff_t row, col;
};
// b(p, j) = data[p row + (j / 8) panel + j % 8]
template <class S> struct Right {
  const S* data;
  std::ptrdiff_t row, panel;
};

template <class S> Right<S> row_major(const S* b, std::ptrdiff_t stride) {
  return {b, stride, panel_width};
}
template <class S> Right<S> packed(const S* b, std::ptrdiff_t k) {
  return {b, panel_width, panel_width * k};
}

// Copies b(p, j), p < k, j < n, into panels of 8 columns, short ones filled with zeros.
// Holds k * round_up(n, 8) elements.
template <class S, class Element>
void pack(std::ptrdiff_t k, std::ptrdiff_t n, Element&& b, S* out) {
  for (std::ptrdiff_t j0 = 0; j0 < n; j0 += panel_width)
    for (std::ptrdiff_t p = 0; p < k; ++p)
      for (std::ptrdiff_t j = j0; j < j0 + panel_width; ++j) *out++ = j < n ? b(p, j) : S(0);
}

namespace detail {

template <class S, int Rows, int Vectors>
inline void tile(std::ptrdiff_t k, const S* a, std::ptrdiff_t a_row, std::ptrdiff_t a_col,
                 const S* b, std::ptrdiff_t b_row, S* c, std::ptrdiff_t c_row, bool accumulate) {
  using V = lanes_t<S>;
  V sum[Rows][Vectors];
  for (int i = 0; i < Rows; ++i)
    for (int j = 0; j < Vectors; ++j)
      sum[i][j] = accumulate ? load(c + i * c_row + j * lanes) : V{};
  for (std::ptrdiff_t p = 0; p < k; ++p, a += a_col, b += b_row) {
    V right[Vectors];
    for (int j = 0; j < Vectors; ++j) right[j] = load(b + j * lanes);
    for (int i = 0; i < Rows; ++i) {
      const V left = splat(a[i * a_row]);
      for (int j = 0; j < Vectors; ++j) sum[i][j] += left * right[j];
    }
  }
  for (int i = 0; i < Rows; ++i)
    for (int j = 0; j < Vectors; ++j) store(c + i * c_row + j * lanes, sum[i][j]);
}

template <class S, int Vectors>
inline void column(std::ptrdiff_t m, std::ptrdiff_t k, Left<S> a, const S* b, std::ptrdiff_t b_row,
                   S* c, std::ptrdiff_t c_row, bool accumulate) {
  std::ptrdiff_t i = 0;
  for (; i + 4 <= m; i += 4)
    tile<S, 4, Vectors>(k, a.data + i * a.row, a.row, a.col, b, b_row, c + i * c_row, c_row,
                        accumulate);
  if (i + 2 <= m) {
    tile<S, 2, Vectors>(k, a.data + i * a.row, a.row, a.col, b, b_row, c + i * c_row, c_row,
                        accumulate);
    i += 2;
  }
  if (i < m)
    tile<S, 1, Vectors>(k, a.data + i * a.row, a.row, a.col, b, b_row, c + i * c_row, c_row,
                        accumulate);
}

} // namespace detail

template <class S>
void gemm(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, Left<S> a, Right<S> b, S* c,
          std::ptrdiff_t c_row, bool accumulate) {
  for (std::ptrdiff_t j = 0; j < n; j += panel_width, b.data += b.panel)
    if (n - j >= panel_width)
      detail::column<S, 2>(m, k, a, b.data, b.row, c + j, c_row, accumulate);
    else
      detail::column<S, 1>(m, k, a, b.data, b.row, c + j, c_row, accumulate);
}

} // namespace fm
