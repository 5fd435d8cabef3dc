// Your part. Write the function, then run ./course exercise 08.1
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

// x: pixels x c numbers, all channels of a pixel beside each other; scale, shift: c, a multiple of
// 4 and of groups. Returns silu(GroupNorm((1 + scale) x + shift)), shaped like x, with 1e-5 beside
// the variance. (1, 3, 1, 1), 2, (0, 0, 1, 0), (0, 0, 0, 3) give (-0.269, 0.731, -0.269, 0.731).
inline std::vector<float> film_norm_silu(const std::vector<float>& x, int groups,
                                         const std::vector<float>& scale,
                                         const std::vector<float>& shift) {
  (void)groups, (void)scale, (void)shift; // delete this line
  return std::vector<float>(x.size());    // and write yours
}
