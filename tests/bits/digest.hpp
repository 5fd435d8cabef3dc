// A digest of numbers, to the bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bits {

// FNV-1a over the bytes.
class Digest {
public:
  template <class T> Digest& add(const std::vector<T>& v) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(v.data());
    for (std::size_t i = 0; i < v.size() * sizeof(T); ++i) hash_ = (hash_ ^ bytes[i]) * 0x01000193U;
    return *this;
  }
  std::string text() const {
    std::string out;
    for (int shift = 28; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash_ >> shift) & 15];
    return out;
  }

private:
  std::uint32_t hash_ = 0x811c9dc5;
};

} // namespace bits
