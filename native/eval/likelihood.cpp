#include "eval/likelihood.hpp"

#include "fm/base/require.hpp"
#include "fm/ode/divergence.hpp"

#include <numbers>

namespace fm {

namespace {

constexpr Eigen::Index pixels = 28 * 28;
// Of a pixel's level in the network's scale, where 0..255 is -1..1.
constexpr double level = 2.0 / 255;

torch::Tensor tensor_of(const Batch<float>& x, torch::Device device) {
  return torch::from_blob(const_cast<float*>(x.data()), {x.rows(), 1, 28, 28}).clone().to(device);
}
Batch<float> batch_of(const torch::Tensor& x) {
  const torch::Tensor here = x.detach().cpu().to(torch::kFloat32).contiguous();
  return Eigen::Map<const Batch<float>>(here.data_ptr<float>(), x.size(0), pixels);
}

} // namespace

Linearised linearise(VelocityNet& net, const Batch<float>& x, double t,
                     const torch::Tensor& label) {
  const torch::Device device = label.device();
  const torch::Tensor in = tensor_of(x, device).requires_grad_();
  const torch::Tensor v =
      net->forward(in, torch::full({x.rows()}, t, in.options().requires_grad(false)), label);
  return {batch_of(v), [=](const Batch<float>& w) {
            return batch_of(torch::autograd::grad({v}, {in}, {tensor_of(w, device)},
                                                  /*retain_graph=*/true)[0]);
          }};
}

Likelihood bits_per_dimension(Flow flow, const Mnist& test, std::int64_t n, bool any,
                              std::uint64_t seed, int probes, double tolerance) {
  FM_REQUIRE(!flow.of_latents(), "bits per dimension are of pixels, and a decoder gives them no "
                                 "density: leave --bits out for a flow of latents");
  constexpr std::int64_t batch = 50;
  const Mnist images = spread(test, n);
  const torch::Device device = flow.device();
  std::vector<double> bits;
  long evaluations = 0, batches = 0;
  for (std::int64_t i = 0; i < n; i += batch, ++batches) {
    const std::int64_t m = std::min(batch, n - i);
    Random random(seed, std::uint64_t(i));
    Batch<float> x = batch_of(to_unit(images.images.narrow(0, i, m)));
    for (Eigen::Index j = 0; j < x.size(); ++j)
      x.data()[j] += float(level * (random.uniform() - 0.5));
    const torch::Tensor label =
        (any ? torch::full({m}, std::int64_t(no_label)) : images.labels.narrow(0, i, m)).to(device);

    const auto field = [&](const Batch<float>& at, double t) {
      ++evaluations;
      return linearise(flow.net, at, t, label);
    };
    const auto log_base = [&](const Batch<float>& z) { return flow.base.log_density(z); };
    const auto found =
        log_likelihood(tableau("dopri5"), field, x, Tolerance{tolerance, tolerance}, log_base,
                       sign_probes<float>(probes, Eigen::Index(m), pixels, random));
    for (Eigen::Index j = 0; j < Eigen::Index(m); ++j)
      bits.push_back(-double(found.log_density[j]) / (double(pixels) * std::numbers::ln2) -
                     std::log2(level));
  }
  const Eigen::Map<const Eigen::ArrayXd> all(bits.data(), Eigen::Index(bits.size()));
  const double mean = all.mean(), count = double(n);
  return {any,
          n,
          probes,
          mean,
          n > 1 ? std::sqrt((all - mean).square().sum() / (count * (count - 1)))
                : std::numeric_limits<double>::quiet_NaN(),
          double(evaluations) / double(batches)};
}

} // namespace fm
