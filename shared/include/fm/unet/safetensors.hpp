// A read-only view of a safetensors file in memory, with every refusal that the format calls for.
//
// Layout: u64 little-endian N, N bytes of JSON, the buffer. Each entry of the JSON is
//   "name": {"dtype": "F16", "shape": [..], "data_offsets": [begin, end]}     (offsets into the
//   buffer)
#pragma once

#include "fm/base/require.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fm {

// IEEE half precision, as bits, to float; exact.
inline float half_to_float(std::uint16_t h) {
  const std::uint32_t sign = std::uint32_t(h & 0x8000) << 16, exponent = h >> 10 & 31;
  const std::uint32_t fraction = h & 1023;
  if (exponent == 0) { // zero and subnormal: fraction 2^-24
    const float magnitude = float(fraction) * 0x1p-24f;
    return sign ? -magnitude : magnitude;
  }
  const std::uint32_t biased = exponent == 31 ? 255 : exponent + 112;
  return __builtin_bit_cast(float, sign | biased << 23 | fraction << 13);
}

class Safetensors {
public:
  using Shape = std::vector<std::int64_t>;

  // `bytes` must outlive the view. Throws fm::Error that says what is wrong with the file.
  explicit Safetensors(std::string_view bytes) {
    FM_REQUIRE(bytes.size() >= 8, "safetensors: the file is shorter than its 8-byte length field");
    std::uint64_t n = 0;
    for (std::size_t i = 8; i-- > 0;) n = n << 8 | std::uint8_t(bytes[i]);
    FM_REQUIRE(n <= 100'000'000, "safetensors: the header claims more than 100 MB");
    FM_REQUIRE(n <= bytes.size() - 8, "safetensors: the header runs past the end of the file");
    buffer_ = bytes.substr(8 + std::size_t(n));
    read_header(bytes.substr(8, std::size_t(n)));
    check_coverage();
  }

  bool has(const std::string& name) const { return tensors_.count(name) > 0; }
  std::size_t count() const { return tensors_.size(); }
  // Those whose names begin like this.
  std::size_t count(const std::string& prefix) const {
    return std::size_t(std::count_if(tensors_.begin(), tensors_.end(), [&](const auto& tensor) {
      return tensor.first.rfind(prefix, 0) == 0;
    }));
  }

  // The shape of a tensor that must be there.
  const Shape& shape(const std::string& name) const { return find(name).shape; }

  // Its values as float, row-major. Throws fm::Error when it is missing, has another shape, or
  // holds a value that is not finite.
  std::vector<float> read(const std::string& name, const Shape& shape) const {
    const Entry& entry = find(name);
    FM_REQUIRE(entry.shape == shape, "safetensors: tensor '" + name + "' has shape " +
                                         text(entry.shape) + " where " + text(shape) +
                                         " is needed");
    const std::size_t n = (entry.end - entry.begin) / (entry.half ? 2 : 4);
    const char* data = buffer_.data() + entry.begin;
    std::vector<float> out(n);
    if (entry.half) {
      for (std::size_t i = 0; i < n; ++i) {
        std::uint16_t h;
        std::memcpy(&h, data + 2 * i, 2);
        out[i] = half_to_float(h);
      }
    } else if (n > 0) {
      std::memcpy(out.data(), data, 4 * n);
    }
    for (float x : out)
      FM_REQUIRE(x - x == 0, "safetensors: tensor '" + name + "' holds a value that is not finite");
    return out;
  }

private:
  struct Entry {
    bool half;
    Shape shape;
    std::size_t begin, end;
  };

  static std::string text(const Shape& shape) { return nlohmann::json(shape).dump(); }

  const Entry& find(const std::string& name) const {
    const auto it = tensors_.find(name);
    FM_REQUIRE(it != tensors_.end(), "safetensors: there is no tensor '" + name + "'");
    return it->second;
  }

  void read_header(std::string_view header) {
    using nlohmann::json;
    FM_REQUIRE(!header.empty() && header[0] == '{',
               "safetensors: the header does not begin with {");
    // The parser keeps the last of two equal keys in silence; two tensors of one name are an error.
    std::vector<std::set<std::string>> keys;
    std::string duplicate;
    const auto watch = [&](int, json::parse_event_t event, json& parsed) {
      if (event == json::parse_event_t::object_start) keys.emplace_back();
      if (event == json::parse_event_t::object_end) keys.pop_back();
      if (event == json::parse_event_t::key &&
          !keys.back().insert(parsed.get<std::string>()).second)
        duplicate = parsed.get<std::string>();
      return true;
    };
    const json parsed = json::parse(header, watch, /*allow_exceptions=*/false);
    FM_REQUIRE(parsed.is_object(), "safetensors: the header is not valid JSON");
    FM_REQUIRE(duplicate.empty(), "safetensors: the key '" + duplicate + "' stands twice");
    for (const auto& [name, value] : parsed.items()) {
      if (name == "__metadata__") {
        FM_REQUIRE(value.is_object(), "safetensors: __metadata__ is not an object");
        for (const auto& item : value)
          FM_REQUIRE(item.is_string(), "safetensors: __metadata__ maps strings to strings only");
      } else {
        tensors_.emplace(name, read_entry(name, value));
      }
    }
  }

  Entry read_entry(const std::string& name, const nlohmann::json& value) const {
    const std::string tensor = "safetensors: tensor '" + name + "' ";
    const auto list = [&](const char* key) {
      std::vector<std::uint64_t> out;
      const bool there = value.is_object() && value.contains(key) && value[key].is_array();
      FM_REQUIRE(there, tensor + "has no " + key);
      for (const auto& item : value[key]) {
        FM_REQUIRE(item.is_number_unsigned(), tensor + "has a bad number in its " + key);
        out.push_back(item.get<std::uint64_t>());
      }
      return out;
    };
    const std::vector<std::uint64_t> shape = list("shape"), offsets = list("data_offsets");
    const std::string dtype =
        value.value("dtype", nlohmann::json()).is_string() ? value["dtype"].get<std::string>() : "";
    FM_REQUIRE(dtype == "F16" || dtype == "F32",
               tensor + "has dtype '" + dtype + "': F16 and F32 are read");
    FM_REQUIRE(offsets.size() == 2 && offsets[0] <= offsets[1] && offsets[1] <= buffer_.size(),
               tensor + "lies outside the file");
    std::uint64_t size = dtype == "F16" ? 2 : 4;
    Entry entry{dtype == "F16", {}, std::size_t(offsets[0]), std::size_t(offsets[1])};
    for (std::uint64_t n : shape) {
      constexpr auto most = std::uint64_t(std::numeric_limits<std::int64_t>::max());
      FM_REQUIRE(n == 0 || size <= most / n, tensor + "has a shape whose size overflows");
      size *= n;
      entry.shape.push_back(std::int64_t(n));
    }
    FM_REQUIRE(size == offsets[1] - offsets[0],
               tensor + "has shape " + text(entry.shape) + ", which does not fill its bytes");
    return entry;
  }

  // The tensors tile the buffer: no hole, no overlap, no tail.
  void check_coverage() const {
    std::size_t at = 0;
    std::vector<std::pair<std::pair<std::size_t, std::size_t>, std::string>> order;
    for (const auto& [name, e] : tensors_) order.push_back({{e.begin, e.end}, name});
    std::sort(order.begin(), order.end());
    for (const auto& [range, name] : order) {
      FM_REQUIRE(range.first >= at, "safetensors: tensor '" + name + "' overlaps another");
      FM_REQUIRE(range.first == at, "safetensors: there is a hole before tensor '" + name + "'");
      at = range.second;
    }
    FM_REQUIRE(at == buffer_.size(), "safetensors: bytes are left over behind the last tensor");
  }

  std::string_view buffer_;
  std::map<std::string, Entry> tensors_;
};

} // namespace fm
