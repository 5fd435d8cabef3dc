// Normal noise, and the way from one sample of it to another.
#include "border.hpp"

#include "fm/base/random.hpp"
#include "fm/path/blend.hpp"

using namespace fm;
using namespace fm::border;

int fm_normal(int n, uint32_t seed, uint32_t stream, float* out) noexcept {
  return status([&] {
    require_buffer(n, out);
    Random random(seed, stream);
    for (int i = 0; i < n; ++i) out[i] = float(random.normal());
  });
}

int fm_blend(int n, const float* a, const float* b, double s, int normalised, float* out) noexcept {
  return status([&] {
    require_buffer(n, a);
    require_buffer(n, b);
    require_buffer(n, out);
    using Row = Eigen::ArrayXf;
    const Row blended = blend(Row(Eigen::Map<const Row>(a, n)), Row(Eigen::Map<const Row>(b, n)), s,
                              normalised != 0);
    std::copy_n(blended.data(), n, out);
  });
}
