// Your part. Write the function, then run ./course exercise 08.2
#pragma once

#include "exercise/header.hpp"
#include "fm/base/require.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

// exercise::entry(header, name), a function of a std::string_view and a name, gives
//   bool found; std::vector<std::uint64_t> shape; std::uint64_t begin, end;

// The floats of a tensor in a safetensors file: N (8 bytes, lowest first), N bytes of header, and
// the buffer that begin and end count in. Throws fm::Error where the file is not as it must be.
inline std::vector<float> read_tensor(std::string_view file, const std::string& name) {
  (void)file, (void)name; // delete this line
  return {};              // and write yours
}
