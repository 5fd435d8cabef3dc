// The matrix product under every layer, on its own.
#include "border.hpp"

#include "fm/net/gemm.hpp"

using namespace fm;
using namespace fm::border;

int fm_multiply(int m, int n, int k, const float* a, const float* b, float* c, int times) noexcept {
  return status([&] {
    FM_REQUIRE(m >= 1 && n >= 1 && k >= 1 && m <= 4096 && n <= 4096 && k <= 4096 && n % quad == 0,
               "a product has 1 to 4096 rows and columns, the columns of C a multiple of 4");
    FM_REQUIRE(times >= 1 && double(times) * (1000. + double(m) * n * k) <= 1e11,
               "that is too much work: repeat less");
    require_buffer(m * k, a);
    require_buffer(k * n, b);
    require_buffer(m * n, c);
    std::vector<float> panels(std::size_t(k) * std::size_t(round_up(n, panel_width)));
    pack(
        k, n, [&](std::ptrdiff_t p, std::ptrdiff_t j) { return b[p * n + j]; }, panels.data());
    for (int i = 0; i < times; ++i)
      gemm(m, n, k, Left<float>{a, k, 1}, packed(panels.data(), k), c, n, false);
  });
}
