// MNIST from its original IDX files, gzip-compressed or not.
#pragma once

#include <filesystem>
#include <torch/torch.h>

namespace fm {

struct Mnist {
  torch::Tensor images; // n x 1 x 28 x 28, uint8
  torch::Tensor labels; // n, int64, 0..9
};

enum class Split { train, test };

// Reads `<split>-images-idx3-ubyte[.gz]` and its labels from a folder. Throws fm::Error that names
// the file and what is wrong with it: missing, not IDX, wrong shape, too short, too long, bad
// label.
Mnist load_mnist(const std::filesystem::path& folder, Split split);

// n of the images, spread over all: the first half of MNIST's test set was written by other people
// than the second, so the first n are not like all. Throws fm::Error when there are fewer.
Mnist spread(const Mnist& data, std::int64_t n);

// uint8 0..255 to float -1..1, the scale the network works in; and back, clamped.
torch::Tensor to_unit(const torch::Tensor& pixels);
torch::Tensor to_pixels(const torch::Tensor& unit);

} // namespace fm
