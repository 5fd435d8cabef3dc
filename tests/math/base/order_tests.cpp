// The order of keys, against a stable sort.
#include "fm/base/order.hpp"
#include "fm/base/random.hpp"

#include "catch.hpp"

#include <numeric>

using namespace fm;

TEST_CASE("keys are put in order, and equal ones stay in theirs", "[order]") {
  Random random(7);
  for (std::uint32_t distinct : {1u, 3u, 1000u, 0xffffffffu}) {
    std::vector<std::uint32_t> keys(500);
    for (auto& key : keys) key = random.below(distinct);
    std::vector<int> expected(keys.size());
    std::iota(expected.begin(), expected.end(), 0);
    std::stable_sort(expected.begin(), expected.end(),
                     [&](int a, int b) { return keys[std::size_t(a)] < keys[std::size_t(b)]; });
    CHECK(order_of(keys) == expected);
  }
  CHECK(order_of({}).empty());
}
