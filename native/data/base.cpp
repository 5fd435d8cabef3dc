#include "data/base.hpp"

#include "eval/moments.hpp"

namespace fm {

namespace {

template <class Move> torch::Tensor moved(const torch::Tensor& x, Move&& move) {
  const torch::Tensor in = x.to(torch::kCPU, torch::kFloat32).contiguous();
  const std::int64_t n = in.size(0), d = in.numel() / std::max<std::int64_t>(1, n);
  Batch<float> out = move(Batch<float>(Eigen::Map<const Batch<float>>(in.data_ptr<float>(), n, d)));
  return torch::from_blob(out.data(), in.sizes())
      .to(x.options(), /*non_blocking=*/false,
          /*copy=*/true);
}

} // namespace

torch::Tensor Base::from_noise(const torch::Tensor& z) const {
  return informed_ ? moved(z, [&](const auto& rows) { return informed_->from_noise(rows); }) : z;
}

torch::Tensor Base::to_noise(const torch::Tensor& x) const {
  return informed_ ? moved(x, [&](const auto& rows) { return informed_->to_noise(rows); }) : x;
}

Times<float> Base::log_density(const Batch<float>& x) const {
  return informed_ ? informed_->log_density(x) : unit_log_density(x);
}

Base informed_base(const Examples& data) {
  FM_REQUIRE(!data.x_0.defined(), "an informed base draws noise, and these examples bring theirs");
  constexpr double grey_level = 2. / 255;
  constexpr std::int64_t batch = 1000;
  Moments moments;
  for (std::int64_t i = 0; i < data.count(); i += batch)
    moments.add(numbers(data.part(i, std::min(batch, data.count() - i)).x_1).flatten(1));
  const GaussianFit fit = moments.fit();
  return Base(MultivariateNormal<float>::of(fit.mean, fit.covariance, grey_level * grey_level));
}

} // namespace fm
