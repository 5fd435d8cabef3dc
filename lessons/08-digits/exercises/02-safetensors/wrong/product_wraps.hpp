// A common mistake. The checker must say: the product of the shape wraps round
#pragma once

#include "exercise/header.hpp"
#include "fm/base/require.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

inline std::vector<float> read_tensor(std::string_view file, const std::string& name) {
  FM_REQUIRE(file.size() >= 8, "shorter than 8 bytes");
  std::uint64_t n = 0;
  for (std::size_t i = 8; i-- > 0;) n = n << 8 | std::uint8_t(file[i]);
  FM_REQUIRE(n <= file.size() - 8, "the header leaves the file");
  const exercise::Entry e = exercise::entry(file.substr(8, n), name);
  FM_REQUIRE(e.found, "no such tensor");
  const std::string_view buffer = file.substr(8 + n);
  FM_REQUIRE(e.begin <= e.end && e.end <= buffer.size(), "outside of the buffer");
  std::uint64_t size = 4;
  for (const std::uint64_t s : e.shape) size *= s;
  FM_REQUIRE(size == e.end - e.begin, "the shape does not fill its bytes");
  std::vector<float> out(size / 4);
  if (size > 0) std::memcpy(out.data(), buffer.data() + e.begin, size);
  return out;
}
