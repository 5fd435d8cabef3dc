// Matrix product, the one kernel under every layer: C = start + A B, where start is 0, C itself or
// a bias.
//
//                 8 columns of B, k rows (16 with AVX-512)
//                +--------+
//                |  b0 b1 |  two vectors a row
//                +--------+
//   +---------+  +--------+
//   | 4 rows  |  | 4 x 8  |  eight accumulators that stay in registers for all of k;
//   | of A    |  | of C   |  each element of A is spread over a vector and used twice
//   +---------+  +--------+
//
// A may be read in any stride, so A^T, and the overlapping windows of a convolution, need no copy.
// n must be a multiple of 4 (else fm::Error); m and k are free. Each element of C is summed over k
// in order, in its own lane, so the result does not depend on the tiling.
#pragma once

#include "fm/base/require.hpp"
#include "fm/base/simd.hpp"

#include <cstddef>
#include <vector>

namespace fm {

inline constexpr std::ptrdiff_t quad = 4; // the unit of n
inline constexpr std::ptrdiff_t panel_width = lanes<float> > 8 ? lanes<float> : 8;
// Rows of a tile that is two panels wide: a long product reads them fastest from Left{packed, 1,
// tile_rows}.
inline constexpr int tile_rows = register_bytes == 64 ? 12 : register_bytes == 32 ? 6 : 4;
inline std::ptrdiff_t round_up(std::ptrdiff_t n, std::ptrdiff_t unit) {
  return (n + unit - 1) / unit * unit;
}

// a(i, p) = data[i row + p col]
template <class S> struct Left {
  const S* data;
  std::ptrdiff_t row, col;
};
// b(p, j) = data[p row + (j / w) panel + j % w],   w = panel_width
template <class S> struct Right {
  const S* data;
  std::ptrdiff_t row, panel;
};

// What the sums begin with: start(i, j) = data[i row + j]; 0 without data; with row = 0 one row for
// all, a bias.
template <class S> struct Start {
  const S* data = nullptr;
  std::ptrdiff_t row = 0;
  Start at(std::ptrdiff_t i, std::ptrdiff_t j) const {
    return data ? Start{data + i * row + j, row} : *this;
  }
};

template <class S> Right<S> row_major(const S* b, std::ptrdiff_t stride) {
  return {b, stride, panel_width};
}
template <class S> Right<S> packed(const S* b, std::ptrdiff_t k) {
  return {b, panel_width, panel_width * k};
}

// Copies b(p, j), p < k, j < n, into panels, short ones filled with zeros. Holds
// k * round_up(n, panel_width) elements.
template <class S, class Element>
void pack(std::ptrdiff_t k, std::ptrdiff_t n, Element&& b, S* out) {
  for (std::ptrdiff_t j0 = 0; j0 < n; j0 += panel_width)
    for (std::ptrdiff_t p = 0; p < k; ++p)
      for (std::ptrdiff_t j = j0; j < j0 + panel_width; ++j) *out++ = j < n ? b(p, j) : S(0);
}

namespace detail {

// Vector j of a row of B begins j * b_next after the first: within a panel its width, or the next
// panel. Unit: a_row is 1, and the compiler may know.
template <class V, int Rows, int Vectors, bool Unit, class S>
inline void tile(std::ptrdiff_t k, const S* a, std::ptrdiff_t a_row, std::ptrdiff_t a_col,
                 const S* b, std::ptrdiff_t b_row, std::ptrdiff_t b_next, S* c,
                 std::ptrdiff_t c_row, Start<S> start) {
  constexpr std::ptrdiff_t width = sizeof(V) / sizeof(S);
  V sum[Rows][Vectors];
  for (int i = 0; i < Rows; ++i)
    for (int j = 0; j < Vectors; ++j)
      sum[i][j] = start.data ? load_as<V>(start.data + i * start.row + j * width) : V{};
  for (std::ptrdiff_t p = 0; p < k; ++p, a += a_col, b += b_row) {
    V right[Vectors];
    for (int j = 0; j < Vectors; ++j) right[j] = load_as<V>(b + j * b_next);
    for (int i = 0; i < Rows; ++i) {
      const V left = splat_as<V>(a[Unit ? i : i * a_row]);
      for (int j = 0; j < Vectors; ++j) sum[i][j] += left * right[j];
    }
  }
  for (int i = 0; i < Rows; ++i)
    for (int j = 0; j < Vectors; ++j) store(c + i * c_row + j * width, sum[i][j]);
}

// Rows at a time: as many as keep the sums in registers, then what is left.
template <class V, int Rows, int Vectors, bool Unit, class S>
inline void column(std::ptrdiff_t m, std::ptrdiff_t k, Left<S> a, const S* b, std::ptrdiff_t b_row,
                   std::ptrdiff_t b_next, S* c, std::ptrdiff_t c_row, Start<S> start) {
  std::ptrdiff_t i = 0;
  for (; i + Rows <= m; i += Rows)
    tile<V, Rows, Vectors, Unit>(k, a.data + i * a.row, a.row, a.col, b, b_row, b_next,
                                 c + i * c_row, c_row, start.at(i, 0));
  if constexpr (Rows > 1)
    if (i < m) {
      a.data += i * a.row;
      column<V, Rows / 2, Vectors, Unit>(m - i, k, a, b, b_row, b_next, c + i * c_row, c_row,
                                         start.at(i, 0));
    }
}

} // namespace detail

namespace detail {

template <bool Unit, class S>
void gemm(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, Left<S> a, Right<S> b, S* c,
          std::ptrdiff_t c_row, Start<S> start) {
  // As many sums as hide the latency of a multiply-add, and no more than there are registers: 4 x 2
  // vectors of 16 bytes; wider registers take one panel a vector, and two panels at a time unless
  // they are too long for the nearest cache.
  using V = lanes_t<S>;
  constexpr std::ptrdiff_t per_panel = panel_width / lanes<S>, longest = 256;
  constexpr int rows = per_panel > 1 ? tile_rows : 12;
  std::ptrdiff_t j = 0;
  if constexpr (per_panel == 1)
    for (; n - j >= 2 * panel_width && k <= longest; j += 2 * panel_width, b.data += 2 * b.panel)
      column<V, tile_rows, 2, Unit>(m, k, a, b.data, b.row, b.panel, c + j, c_row, start.at(0, j));
  for (; n - j >= panel_width; j += panel_width, b.data += b.panel)
    column<V, rows, int(per_panel), Unit>(m, k, a, b.data, b.row, lanes<S>, c + j, c_row,
                                          start.at(0, j));
  for (; j < n; j += quad, b.data += quad)
    column<vector_t<S, quad>, 8, 1, Unit>(m, k, a, b.data, b.row, quad, c + j, c_row,
                                          start.at(0, j));
}

} // namespace detail

template <class S>
void gemm(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, Left<S> a, Right<S> b, S* c,
          std::ptrdiff_t c_row, Start<S> start) {
  FM_REQUIRE(n % quad == 0, "a product has a multiple of 4 columns: fill up with zeros");
  a.row == 1 ? detail::gemm<true>(m, n, k, a, b, c, c_row, start)
             : detail::gemm<false>(m, n, k, a, b, c, c_row, start);
}

// C = A B, or C += A B.
template <class S>
void gemm(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, Left<S> a, Right<S> b, S* c,
          std::ptrdiff_t c_row, bool accumulate) {
  gemm(m, n, k, a, b, c, c_row, accumulate ? Start<S>{c, c_row} : Start<S>{});
}

} // namespace fm
