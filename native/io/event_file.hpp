// Curves for TensorBoard: its event files, in the little of their format that scalars need.
//
// A record is the length of its data (u64), a masked CRC-32C of that, the data and a masked CRC-32C
// of it, all little-endian. The data is a protocol buffer, tensorflow.Event: 1 wall time (double),
// 2 step (varint), 3 file version (string) or 5 summary, whose 1 is a value: 1 tag, 2 the number
// (float).
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace fm {

// Castagnoli's (RFC 3720, B.4): of "123456789" it is e3069283.
std::uint32_t crc32c(std::string_view bytes);

class EventFile {
public:
  // Begins `<folder>/events.out.tfevents.<time>.<process>`: a resumed run adds another, and
  // TensorBoard reads them as one. Throws fm::Error.
  explicit EventFile(const std::filesystem::path& folder);

  void scalar(std::string_view tag, std::int64_t step, double value);
  void flush() { file_.flush(); }

private:
  void record(const std::string& event);
  std::ofstream file_;
};

} // namespace fm
