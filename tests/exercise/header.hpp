// What the header of a safetensors file says of one tensor, and files to be read. A reader of the
// JSON that we write ourselves, without blanks; the library's takes all JSON.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace exercise {

struct Entry {
  bool found = false;
  std::vector<std::uint64_t> shape{};
  std::uint64_t begin = 0, end = 0; // offsets into the buffer
};

// The whole numbers of the list behind this key.
inline std::vector<std::uint64_t> numbers(const std::string& entry, const std::string& key) {
  std::vector<std::uint64_t> out;
  const std::size_t at = entry.find("\"" + key + "\":[");
  if (at == std::string::npos) return out;
  for (const char* p = entry.c_str() + at + key.size() + 3; *p == '[' || *p == ',';) {
    char* end = nullptr;
    const auto number = std::strtoull(p + 1, &end, 10);
    if (end == p + 1) break;
    out.push_back(number);
    p = end;
  }
  return out;
}

inline Entry entry(std::string_view header, const std::string& name) {
  const std::size_t at = header.find("\"" + name + "\":{");
  if (at == std::string_view::npos) return {};
  const std::string text(header.substr(at, header.find('}', at) - at));
  const std::vector<std::uint64_t> offsets = numbers(text, "data_offsets");
  if (offsets.size() != 2) return {};
  return {true, numbers(text, "shape"), offsets[0], offsets[1]};
}

// A file with this header and this buffer.
inline std::string file_of(const std::string& header, const std::string& buffer) {
  std::string out;
  for (std::size_t i = 0, n = header.size(); i < 8; ++i, n >>= 8) out += char(n & 255);
  return out + header + buffer;
}
inline std::string said(const std::string& name, const std::string& shape,
                        const std::string& offsets) {
  return "\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[" +
         offsets + "]}";
}

} // namespace exercise
