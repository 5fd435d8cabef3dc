// A common mistake. The checker must say: under the root
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

inline std::vector<float> film_norm_silu(const std::vector<float>& x, int groups,
                                         const std::vector<float>& scale,
                                         const std::vector<float>& shift) {
  const std::size_t c = scale.size(), n = std::size_t(groups), count = n;
  const double size = double(x.size() / count);
  std::vector<double> y(x.size()), mean(count), square(count);
  const auto group = [&](std::size_t j) {
    const std::size_t i = j % c;
    return i / (c / n);
  };
  for (std::size_t j = 0; j < x.size(); ++j) {
    const std::size_t i = j % c;
    y[j] = double((1 + scale[i]) * x[j] + shift[i]);
    mean[group(j)] += y[j] / double(x.size() / count);
  }
  for (std::size_t j = 0; j < x.size(); ++j)
    square[group(j)] += (y[j] - mean[group(j)]) * (y[j] - mean[group(j)]);
  std::vector<float> result;
  for (std::size_t j = 0; j < x.size(); ++j) {
    const std::size_t g = group(j);
    const double z = (y[j] - mean[g]) / std::sqrt(square[g] / size);
    result.push_back(float(z / (1 + std::exp(-z))));
  }
  return result;
}
