// A safetensors file, written: what fm::Safetensors reads, and everyone else.
//
// Layout: u64 little-endian N, N bytes of JSON padded with spaces to a multiple of 8, the tensors.
// The JSON is written by hand, because a page that saves a small network should not have to fetch a
// JSON library for it; its keys are in alphabetical order.
#pragma once

#include "fm/base/require.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fm {

// `bytes`: the values, row-major, little-endian, as `dtype` ("F16", "F32") says.
struct TensorBytes {
  std::string name, dtype;
  std::vector<std::int64_t> shape;
  std::string bytes;
};

namespace detail {
inline std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    FM_REQUIRE(std::uint8_t(c) >= 0x20,
               "safetensors: names and metadata have no control character");
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}
inline std::string object(const std::map<std::string, std::string>& values) {
  std::string out = "{";
  for (const auto& [key, value] : values) {
    if (out.size() > 1) out += ',';
    out += quoted(key);
    out += ':';
    out += value;
  }
  return out + '}';
}
} // namespace detail

// The tensors lie in the file in their own order. Throws fm::Error for names that a header cannot
// hold.
inline std::string safetensors_file(const std::vector<TensorBytes>& tensors,
                                    const std::map<std::string, std::string>& metadata = {}) {
  std::map<std::string, std::string> header;
  if (!metadata.empty()) {
    std::map<std::string, std::string> words;
    for (const auto& [key, value] : metadata) words[key] = detail::quoted(value);
    header["__metadata__"] = detail::object(words);
  }
  std::string buffer;
  for (const TensorBytes& tensor : tensors) {
    std::string shape;
    for (std::int64_t n : tensor.shape) {
      if (!shape.empty()) shape += ',';
      shape += std::to_string(n);
    }
    const std::size_t begin = buffer.size();
    buffer += tensor.bytes;
    const std::string range = std::to_string(begin) + "," + std::to_string(buffer.size());
    const bool fresh = header
                           .emplace(tensor.name, "{\"data_offsets\":[" + range + "],\"dtype\":\"" +
                                                     tensor.dtype + "\",\"shape\":[" + shape + "]}")
                           .second;
    FM_REQUIRE(fresh, "safetensors: the name '" + tensor.name + "' stands twice");
  }
  std::string text = detail::object(header);
  text.resize((text.size() + 7) / 8 * 8, ' ');
  std::string out;
  for (std::size_t i = 0, n = text.size(); i < 8; ++i, n >>= 8) out += char(n & 0xff);
  return out + text + buffer;
}

} // namespace fm
