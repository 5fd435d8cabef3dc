// A common mistake. The checker must say: without a look at the noise
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

inline std::vector<double> classwise(const std::vector<double>&, std::vector<double> x_1,
                                     const std::vector<int>& label) {
  std::vector<double> out(x_1);
  std::vector<int> classes(label);
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  for (const int c : classes) {
    std::vector<std::size_t> a;
    for (std::size_t i = 0; i < label.size(); ++i)
      if (label[i] == c) a.push_back(i);
    std::vector<std::size_t> b(a);

    std::sort(b.begin(), b.end(), [&](std::size_t i, std::size_t j) { return x_1[i] < x_1[j]; });
    for (std::size_t k = 0; k < a.size(); ++k) out[a[k]] = x_1[b[k]];
  }
  return out;
}
