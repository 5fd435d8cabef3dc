// An animated PNG holds its frames, in the order and with the sums that the format asks for.
#include "check.hpp"
#include "fm/base/require.hpp"
#include "io/apng.hpp"
#include "sample/sample.hpp"
#include "support.hpp"

#include <zlib.h>

using namespace fm;
using namespace fm_test;

namespace {
std::uint32_t number(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) value = value << 8 | std::uint8_t(bytes[i]);
  return value;
}
struct Chunk {
  std::string type, data;
};
std::vector<Chunk> chunks(const std::string& png) {
  std::vector<Chunk> out;
  for (std::size_t at = 8; at < png.size();) {
    const std::size_t size = number(png, at);
    const std::string body = png.substr(at + 4, size + 4);
    CHECK(number(png, at + 8 + size) ==
          crc32(0, reinterpret_cast<const Bytef*>(body.data()), uInt(body.size())));
    out.push_back({body.substr(0, 4), body.substr(4)});
    at += size + 12;
  }
  return out;
}
std::string data_of(const std::string& png) {
  std::string out;
  for (const Chunk& one : chunks(png))
    if (one.type == "IDAT") out += one.data;
  return out;
}
} // namespace

TEST_CASE("an animated PNG holds its frames, numbered, and shows the last one longer") {
  std::vector<std::string> frames;
  for (int i = 0; i < 3; ++i) frames.push_back(grid_png(torch::full({4, 1, 28, 28}, 0.3 * i), 2));
  const auto all = chunks(animated(frames, 40, 1500));
  REQUIRE(all.size() == 9); // IHDR acTL, fcTL IDAT, fcTL fdAT, fcTL fdAT, IEND
  CHECK(all[0].type == "IHDR");
  CHECK(all[1].type == "acTL");
  CHECK(number(all[1].data, 0) == 3);
  CHECK(all[3].type == "IDAT");
  CHECK(all[3].data == data_of(frames[0]));
  std::uint32_t sequence = 0;
  for (std::size_t i = 2; i < 8; ++i) {
    if (all[i].type == "IDAT") continue;
    CHECK(number(all[i].data, 0) == sequence++);
    if (all[i].type == "fdAT") CHECK(all[i].data.substr(4) == data_of(frames[(i - 3) / 2]));
  }
  const auto delay = [&](std::size_t i) { return number(all[i].data, 20) >> 16; };
  CHECK(delay(2) == 40);
  CHECK(delay(6) == 1500);
  CHECK(number(all[2].data, 4) == number(all[0].data, 0));
  CHECK(all[8].type == "IEND");
  CHECK_THROWS_AS(animated({}, 1, 1), Error);
  CHECK_THROWS_WITH(animated({frames[0].substr(0, 40)}, 1, 1), Catch::Contains("no whole PNG"));
  CHECK_THROWS_WITH(animated({frames[0], grid_png(torch::zeros({1, 1, 28, 28}), 1)}, 1, 1),
                    Catch::Contains("one size"));
}
