#include "io/apng.hpp"

#include "fm/base/require.hpp"

#include <cstdint>
#include <zlib.h>

namespace fm {

namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += char(value >> shift & 255);
}

std::uint32_t number(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char byte : bytes.substr(0, 4)) value = value << 8 | std::uint8_t(byte);
  return value;
}

// Length, type, data, CRC-32 of type and data.
std::string chunk(std::string_view type, std::string_view data) {
  std::string out, body = std::string(type) + std::string(data);
  put(out, std::uint32_t(data.size()), 4);
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), uInt(body.size()));
  put(body, std::uint32_t(sum), 4);
  return out + body;
}

struct Still {
  std::string_view header;
  std::string data; // of all its IDAT chunks
};

Still parts(std::string_view png) {
  Still still;
  bool whole = png.substr(0, signature.size()) == signature;
  for (std::size_t at = signature.size(); whole && at < png.size();) {
    const std::string_view left = png.substr(at);
    const std::size_t size = left.size() >= 12 ? number(left) : left.size();
    whole = left.size() >= 12 && size <= left.size() - 12;
    if (!whole) break;
    const std::string_view type = left.substr(4, 4), data = left.substr(8, size);
    if (type == "IHDR") still.header = data;
    if (type == "IDAT") still.data += data;
    at += size + 12;
  }
  FM_REQUIRE(whole && still.header.size() == 13 && !still.data.empty(), "a frame is no whole PNG");
  return still;
}

} // namespace

std::string animated(const std::vector<std::string>& frames, int milliseconds, int rest) {
  FM_REQUIRE(!frames.empty(), "an animation has at least one frame");
  std::string out(signature), control;
  std::uint32_t sequence = 0;
  const std::string header(parts(frames[0]).header);
  put(control, std::uint32_t(frames.size()), 4);
  put(control, 0, 4); // plays: for ever
  out += chunk("IHDR", header) + chunk("acTL", control);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const Still still = parts(frames[i]);
    FM_REQUIRE(still.header == header, "the frames of an animation have one size");
    std::string frame;
    put(frame, sequence++, 4);
    frame += header.substr(0, 8); // width and height
    put(frame, 0, 4);             // left
    put(frame, 0, 4);             // top
    put(frame, std::uint32_t(i + 1 < frames.size() ? milliseconds : rest), 2);
    put(frame, 1000, 2); // milliseconds are thousandths
    put(frame, 0, 2);    // leave it, and replace what was there
    out += chunk("fcTL", frame);
    if (i == 0) {
      out += chunk("IDAT", still.data);
      continue;
    }
    std::string numbered;
    put(numbered, sequence++, 4);
    out += chunk("fdAT", numbered + still.data);
  }
  return out + chunk("IEND", {});
}

} // namespace fm
