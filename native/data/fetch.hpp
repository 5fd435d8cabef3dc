// MNIST from a public mirror, when no folder is given.
#pragma once

#include <array>
#include <filesystem>
#include <string>

namespace fm {

inline constexpr const char* mnist_mirror = "https://ossci-datasets.s3.amazonaws.com/mnist/";

struct MnistFile {
  std::string name;   // of the uncompressed file; on the mirror it ends in .gz
  std::string sha256; // of the uncompressed bytes: mirrors compress differently
};
using MnistFiles = std::array<MnistFile, 4>;
extern const MnistFiles mnist_files;

// Where fetched files are kept: XDG_CACHE_HOME or ~/.cache, /flow-matching-live/mnist.
std::filesystem::path mnist_cache();

// The folder, with all four files in it: what is not there yet is fetched from the mirror by curl,
// and said in a sentence. Only bytes with the right digest are kept. Throws fm::Error.
std::filesystem::path fetch_mnist(const std::filesystem::path& folder, const std::string& mirror,
                                  const MnistFiles& files = mnist_files);

} // namespace fm
