// Event files, read back by a parser written from the format's description.
#include "check.hpp"
#include "io/event_file.hpp"
#include "support.hpp"

#include <cstring>

using namespace fm;
using namespace fm_test;

namespace {
template <class Number> Number take(std::string_view& bytes) {
  Number out;
  REQUIRE(bytes.size() >= sizeof out);
  std::memcpy(&out, bytes.data(), sizeof out);
  bytes.remove_prefix(sizeof out);
  return out;
}
std::uint32_t unmasked(std::uint32_t mask) {
  const std::uint32_t rotated = mask - 0xa282ead8u;
  return rotated >> 17 | rotated << 15;
}
} // namespace

TEST_CASE("event files hold what was written, with sums that fit") {
  CHECK(crc32c("123456789") == 0xe3069283u);           // RFC 3720 and every catalogue of CRCs
  CHECK(crc32c(std::string(32, '\0')) == 0x8a9136aau); // RFC 3720, B.4
  const Folder folder;
  {
    EventFile events(folder.path);
    events.scalar("loss", 300, 0.25);
  }
  const std::string all = read(fs::directory_iterator(folder.path)->path());
  std::string_view bytes = all;
  std::vector<std::string> records;
  while (!bytes.empty()) {
    const std::string_view length = bytes.substr(0, 8);
    const auto n = take<std::uint64_t>(bytes);
    CHECK(unmasked(take<std::uint32_t>(bytes)) == crc32c(length));
    records.emplace_back(bytes.substr(0, n));
    bytes.remove_prefix(n);
    CHECK(unmasked(take<std::uint32_t>(bytes)) == crc32c(records.back()));
  }
  REQUIRE(records.size() == 2);
  CHECK(records[0].substr(9) == std::string("\x1a\x0d") + "brain.Event:2");
  // Step 300 is ac 02 as a varint; the summary {value {tag "loss", simple_value 0.25}}.
  CHECK(records[1].substr(9) ==
        std::string("\x10\xac\x02\x2a\x0d\x0a\x0b\x0a\x04loss\x15\x00\x00\x80\x3e", 18));
}
