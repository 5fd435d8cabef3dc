#include "eval/moments.hpp"

#include "fm/base/require.hpp"

namespace fm {

void Moments::add(const torch::Tensor& rows) {
  const torch::Tensor x = rows.to(torch::kFloat64);
  if (count_ == 0) {
    sum_ = torch::zeros({x.size(1)}, torch::kFloat64);
    squares_ = torch::zeros({x.size(1), x.size(1)}, torch::kFloat64);
  }
  sum_ += x.sum(0);
  squares_ += torch::mm(x.t(), x);
  count_ += x.size(0);
}

GaussianFit Moments::fit() const {
  FM_REQUIRE(count_ >= 2, "a covariance needs at least 2 rows");
  const double n = double(count_);
  const torch::Tensor mean = sum_ / n;
  const torch::Tensor covariance =
      ((squares_ - n * torch::outer(mean, mean)) / (n - 1)).contiguous();
  const Eigen::Index d = mean.size(0);
  return {Eigen::Map<const Eigen::VectorXd>(mean.data_ptr<double>(), d),
          Eigen::Map<const Eigen::MatrixXd>(covariance.data_ptr<double>(), d, d)};
}

double frechet_distance(const GaussianFit& a, const GaussianFit& b) {
  const double distance = gaussian_wasserstein_2(a, b);
  return distance * distance;
}

} // namespace fm
