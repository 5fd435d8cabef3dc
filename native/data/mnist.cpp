#include "data/mnist.hpp"

#include "fm/base/require.hpp"

#include <cstdint>
#include <memory>
#include <vector>
#include <zlib.h>

namespace fm {

namespace fs = std::filesystem;

namespace {

fs::path find(const fs::path& folder, const std::string& name) {
  for (const fs::path& p : {folder / (name + ".gz"), folder / name})
    if (fs::exists(p)) return p;
  throw Error("MNIST: no " + name + "[.gz] in '" + folder.string() +
              "': point --data or MNIST_DIR at the folder with the four original files");
}

// zlib reads plain files too, so one reader serves both kinds.
std::vector<std::uint8_t> read_all(const fs::path& path) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  FM_REQUIRE(file, "MNIST: cannot open " + path.string());
  std::vector<std::uint8_t> bytes, chunk(1 << 20);
  for (int n; (n = gzread(file.get(), chunk.data(), unsigned(chunk.size()))) != 0;) {
    FM_REQUIRE(n > 0, "MNIST: " + path.string() + " is damaged (" + gzerror(file.get(), &n) +
                          "): fetch it again");
    bytes.insert(bytes.end(), chunk.begin(), chunk.begin() + n);
  }
  int status = 0;
  gzerror(file.get(), &status);
  FM_REQUIRE(status == Z_OK, "MNIST: " + path.string() + " ends too early: fetch it again");
  return bytes;
}

// IDX: two zero bytes, the element type (8: uint8), the number of dimensions, each dimension as a
// big-endian 32-bit integer, then the elements.
torch::Tensor read_idx(const fs::path& path, std::size_t dimensions) {
  const std::vector<std::uint8_t> bytes = read_all(path);
  const std::size_t header = 4 + 4 * dimensions;
  FM_REQUIRE(bytes.size() >= header, "MNIST: " + path.string() + " is too short for an IDX header");
  FM_REQUIRE(bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 8 && bytes[3] == dimensions,
             "MNIST: " + path.string() + " does not begin with the IDX magic number of " +
                 std::to_string(dimensions) + "-dimensional bytes");
  std::vector<std::int64_t> shape;
  std::uint64_t count = 1;
  for (std::size_t i = 0; i < dimensions; ++i) {
    std::uint32_t n = 0;
    for (std::size_t b = 0; b < 4; ++b) n = n << 8 | bytes[4 + 4 * i + b];
    shape.push_back(n);
    count = n > 0xffffff ? ~0ULL : count * n;
    FM_REQUIRE(count <= 1ULL << 32, "MNIST: " + path.string() + " claims an impossible size");
  }
  FM_REQUIRE(bytes.size() == header + count,
             "MNIST: " + path.string() + " holds " + std::to_string(bytes.size() - header) +
                 " elements where its header promises " + std::to_string(count));
  torch::Tensor out = torch::empty(shape, torch::kUInt8);
  std::copy(bytes.begin() + std::ptrdiff_t(header), bytes.end(), out.data_ptr<std::uint8_t>());
  return out;
}

} // namespace

Mnist load_mnist(const fs::path& folder, Split split) {
  const std::string prefix = split == Split::train ? "train" : "t10k";
  const torch::Tensor images = read_idx(find(folder, prefix + "-images-idx3-ubyte"), 3);
  const torch::Tensor labels = read_idx(find(folder, prefix + "-labels-idx1-ubyte"), 1);
  FM_REQUIRE(images.size(1) == 28 && images.size(2) == 28, "MNIST: images are not 28 x 28");
  FM_REQUIRE(images.size(0) == labels.size(0), "MNIST: " + std::to_string(images.size(0)) +
                                                   " images but " + std::to_string(labels.size(0)) +
                                                   " labels: the files are not of one set");
  FM_REQUIRE(images.size(0) > 0, "MNIST: the set is empty");
  FM_REQUIRE(labels.max().item<int>() <= 9, "MNIST: a label is above 9");
  return {images.unsqueeze(1), labels.to(torch::kInt64)};
}

Mnist spread(const Mnist& data, std::int64_t n) {
  const std::int64_t all = data.images.size(0);
  FM_REQUIRE(n >= 1 && n <= all,
             "there are " + std::to_string(all) + " images, not " + std::to_string(n));
  const torch::Tensor rows = (torch::arange(n, torch::kInt64) * all).floor_divide(n);
  return {data.images.index_select(0, rows), data.labels.index_select(0, rows)};
}

torch::Tensor to_unit(const torch::Tensor& pixels) {
  return pixels.to(torch::kFloat32) / 127.5 - 1;
}

torch::Tensor to_pixels(const torch::Tensor& unit) {
  return ((unit + 1) * 127.5).round().clamp(0, 255).to(torch::kUInt8);
}

} // namespace fm
