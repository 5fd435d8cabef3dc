// The matrix product alone, in buffers that hold what it needs and not one number more: what is
// read or written past them ends the tests under the address sanitizer.
#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/net/gemm.hpp"

#include <memory>

using namespace fm;

namespace {
std::unique_ptr<float[]> numbers(std::ptrdiff_t n, Random& random) {
  std::unique_ptr<float[]> x(new float[std::size_t(n)]);
  for (std::ptrdiff_t i = 0; i < n; ++i) x[std::size_t(i)] = float(random.below(17)) - 8; // exact
  return x;
}
} // namespace

TEST_CASE("a product of any rows and a multiple of 4 columns stays inside exact buffers") {
  Random random(1);
  for (std::ptrdiff_t m : {1, 2, 3, 5, 7, 13})
    for (std::ptrdiff_t n : {4, 8, 12, 20, 36})
      for (std::ptrdiff_t k : {1, 3, 300}) {
        INFO(m << " x " << k << " times " << k << " x " << n);
        const auto a = numbers(m * k, random), b = numbers(k * n, random),
                   bias = numbers(n, random);
        const auto c = numbers(m * n, random);
        const std::ptrdiff_t room = k * round_up(n, panel_width);
        std::unique_ptr<float[]> panels(new float[std::size_t(room)]);
        pack(
            k, n, [&](std::ptrdiff_t p, std::ptrdiff_t j) { return b[std::size_t(p * n + j)]; },
            panels.get());
        const auto largest_error = [&] {
          double most = 0;
          for (std::ptrdiff_t i = 0; i < m; ++i)
            for (std::ptrdiff_t j = 0; j < n; ++j) {
              double sum = double(bias[std::size_t(j)]);
              for (std::ptrdiff_t p = 0; p < k; ++p)
                sum += double(a[std::size_t(i * k + p)]) * double(b[std::size_t(p * n + j)]);
              most = worse(most, std::fabs(sum - double(c[std::size_t(i * n + j)])));
            }
          return most;
        };
        const Start<float> start{bias.get(), 0};
        gemm(m, n, k, Left<float>{a.get(), k, 1}, row_major(b.get(), n), c.get(), n, start);
        CHECK(largest_error() == 0);
        std::fill_n(c.get(), m * n, 0.f);
        gemm(m, n, k, Left<float>{a.get(), k, 1}, packed(panels.get(), k), c.get(), n, start);
        CHECK(largest_error() == 0);
      }
}

TEST_CASE("a product of columns that are no multiple of 4 is refused in an exact buffer too") {
  Random random(1);
  for (std::ptrdiff_t n : {1, 2, 3, 5, 6, 7, 9}) {
    const auto a = numbers(2 * 3, random), b = numbers(3 * n, random), c = numbers(2 * n, random);
    const std::vector<float> before(c.get(), c.get() + 2 * n);
    CHECK_THROWS_WITH(
        gemm(2, n, 3, Left<float>{a.get(), 3, 1}, row_major(b.get(), n), c.get(), n, false),
        Catch::Contains("multiple of 4"));
    CHECK(std::equal(before.begin(), before.end(), c.get()));
  }
}
