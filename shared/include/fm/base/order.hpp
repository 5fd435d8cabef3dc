// The one sort of everything that goes by a whole number.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace fm {

// The indices of the keys, from the smallest key to the largest; of equal ones the earlier first.
inline std::vector<int> order_of(const std::vector<std::uint32_t>& keys) {
  std::vector<std::uint64_t> both(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) both[i] = std::uint64_t(keys[i]) << 32 | i;
  std::sort(both.begin(), both.end());
  std::vector<int> order(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) order[i] = int(std::uint32_t(both[i]));
  return order;
}

} // namespace fm
