// libFuzzer's target for the whole interface.
#include "play.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::play(data, size);
  return 0;
}
