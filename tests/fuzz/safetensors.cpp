// libFuzzer's target for files of weights: the reader, and the networks that are made of one.
#include "fm/unet/safetensors.hpp"
#include "../../wasm/api.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const fm::Safetensors file(std::string_view(reinterpret_cast<const char*>(data), size));
    if (file.has("a")) file.read("a", file.shape("a"));
  } catch (const fm::Error& error) {
    if (std::string_view(error.what()).size() < 10) std::abort();
  }
  fm_unet_destroy(fm_unet_create(data, size));
  fm_classifier_destroy(fm_classifier_create(data, size));
  return 0;
}
