// The base of a flow: what x_0 is drawn from.
#pragma once

#include "data/examples.hpp"
#include "fm/data/multivariate_normal.hpp"

#include <memory>

namespace fm {

class Base {
public:
  Base() = default; // N(0, I)
  explicit Base(MultivariateNormal<float> informed)
      : informed_(std::make_shared<MultivariateNormal<float>>(std::move(informed))) {}

  // Undefined for N(0, I), else its parts.
  const MultivariateNormal<float>* informed() const { return informed_.get(); }

  // Unit noise, n x .., to as many samples, and back to the noise that they came from. Throws
  // fm::Error when they are not of the base's size.
  torch::Tensor from_noise(const torch::Tensor& z) const;
  torch::Tensor to_noise(const torch::Tensor& x) const;

  // log p of each row of n x d.
  Times<float> log_density(const Batch<float>& x) const;

private:
  std::shared_ptr<const MultivariateNormal<float>> informed_;
};

// N(mean, covariance) of the pixels of `data`, with a ridge of one grey level's square on the
// covariance: below it the images say nothing, and pixels that are always black have no spread at
// all. Throws fm::Error for fewer than two examples, and for those that bring noise of their own.
Base informed_base(const Examples& data);

} // namespace fm
