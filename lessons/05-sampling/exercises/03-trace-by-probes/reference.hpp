// One answer: the library's own.
#pragma once

#include "fm/ode/divergence.hpp"

#include <vector>

using Vector = std::vector<double>;
using Product = Vector (*)(const Vector&);

struct Estimate {
  double mean, standard_error;
};

inline Estimate trace(const std::vector<Vector>& probes, Product product) {
  using Batch = fm::Batch<double>;
  const auto batch = [](const Vector& z) {
    return Batch(Eigen::Map<const Batch>(z.data(), 1, Eigen::Index(z.size())));
  };
  std::vector<Batch> rows;
  for (const Vector& z : probes) rows.push_back(batch(z));
  const auto vjp = [&](const Batch& z) { return batch(product({z.data(), z.data() + z.size()})); };
  const fm::Divergence<double> d = fm::hutchinson_divergence(rows, vjp);
  return {d.mean[0], d.standard_error[0]};
}
