#include "io/event_file.hpp"

#include "fm/base/require.hpp"

#include <chrono>
#include <cstring>
#include <unistd.h>

namespace fm {

namespace {

double now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

template <class Number> std::string little_endian(Number value) {
  std::string out(sizeof value, '\0');
  std::memcpy(out.data(), &value, sizeof value); // as all machines that LibTorch runs on
  return out;
}

std::string varint(std::uint64_t value) {
  std::string out;
  for (; value >= 128; value >>= 7) out += char(value | 128);
  return out + char(value);
}

// A field of a protocol buffer: its number and kind, then what it holds.
std::string field(int number, int kind, const std::string& bytes) {
  return char(number << 3 | kind) + (kind == 2 ? varint(bytes.size()) : "") + bytes;
}

// TensorBoard's mask, so that a sum of bytes that hold sums is not itself one of them.
std::string masked(const std::string& bytes) {
  const std::uint32_t crc = crc32c(bytes);
  return little_endian((crc >> 15 | crc << 17) + 0xa282ead8u);
}

} // namespace

std::uint32_t crc32c(std::string_view bytes) {
  std::uint32_t crc = ~0u;
  for (const char byte : bytes) {
    crc ^= std::uint8_t(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78u : 0);
  }
  return ~crc;
}

EventFile::EventFile(const std::filesystem::path& folder)
    : file_(folder / ("events.out.tfevents." + std::to_string(std::int64_t(now())) + "." +
                      std::to_string(getpid())),
            std::ios::binary | std::ios::app) {
  FM_REQUIRE(file_, "cannot write an event file in " + folder.string());
  record(field(1, 1, little_endian(now())) + field(3, 2, "brain.Event:2"));
}

void EventFile::scalar(std::string_view tag, std::int64_t step, double value) {
  const std::string number =
      field(1, 2, std::string(tag)) + field(2, 5, little_endian(float(value)));
  record(field(1, 1, little_endian(now())) + field(2, 0, varint(std::uint64_t(step))) +
         field(5, 2, field(1, 2, number)));
}

void EventFile::record(const std::string& event) {
  const std::string length = little_endian(std::uint64_t(event.size()));
  file_ << length << masked(length) << event << masked(event);
}

} // namespace fm
