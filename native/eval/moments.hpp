// Mean and covariance of rows that come in batches, in double, and the distance of two such sets.
#pragma once

#include "fm/measure/metrics.hpp"

#include <torch/torch.h>

namespace fm {

class Moments {
public:
  // rows: n x d, of any type.
  void add(const torch::Tensor& rows);
  std::int64_t count() const { return count_; }
  // Throws fm::Error with fewer than two rows.
  GaussianFit fit() const;

private:
  std::int64_t count_ = 0;
  torch::Tensor sum_, squares_;
};

// The Frechet distance |m_a - m_b|^2 + tr(A + B - 2 (A^1/2 B A^1/2)^1/2): the square of
// gaussian_wasserstein_2.
double frechet_distance(const GaussianFit& a, const GaussianFit& b);

} // namespace fm
