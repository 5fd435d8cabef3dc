// A common mistake. The checker must say: the squared length of the product
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

using Vector = std::vector<double>;
using Product = Vector (*)(const Vector&);

struct Estimate {
  double mean, standard_error;
};

inline Estimate trace(const std::vector<Vector>& probes, Product product) {
  const double k = double(probes.size());
  std::vector<double> estimates;
  double mean = 0, squares = 0;
  for (const Vector& z : probes) {
    const Vector az = product(z);
    double sum = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
      sum += az[i] * az[i];
    }
    estimates.push_back(sum);
    mean += estimates.back() / k;
  }
  for (const double e : estimates) squares += (e - mean) * (e - mean);
  return {mean, std::sqrt(squares / (k * (k - 1)))};
}
