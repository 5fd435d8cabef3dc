// What a velocity network is trained on.
#pragma once

#include "data/mnist.hpp"

namespace fm {

struct Examples {
  torch::Tensor x_1;   // n x 1 x 28 x 28: pixels as uint8, or numbers in [-1, 1] as half floats
  torch::Tensor label; // n, int64, 0..9 or no_label
  torch::Tensor x_0;   // the noise that each goes with, as x_1; undefined: drawn for every batch

  Examples(torch::Tensor data, torch::Tensor labels, torch::Tensor noise = {})
      : x_1(std::move(data)), label(std::move(labels)), x_0(std::move(noise)) {}
  Examples(const Mnist& mnist) : Examples(mnist.images, mnist.labels) {}

  std::int64_t count() const { return x_1.size(0); }
  // Those from `first` on, n of them.
  Examples part(std::int64_t first, std::int64_t n) const;
};

// What x_1 holds as float, pixels in [-1, 1].
torch::Tensor numbers(const torch::Tensor& x_1);

// Pairs of noise and digit as a safetensors file: x_0, x_1 and label, in half precision.
std::string pairs_file(const Examples& pairs);

// Reads the bytes of such a file. Throws fm::Error when they are not one.
Examples read_pairs(const std::string& bytes);

} // namespace fm
