// One formula, three machines: the shared headers give the same digits on doubles, on Eigen and on
// tensors.
#include "check.hpp"
#include "fm/guidance.hpp"
#include "fm/loss.hpp"
#include "fm/path.hpp"
#include "fm/solve.hpp"

#include <torch/torch.h>

using namespace fm;

namespace {
torch::Tensor tensor_of(const Batch<double>& x) {
  return torch::from_blob(const_cast<double*>(x.data()), {x.rows(), x.cols()}, torch::kFloat64)
      .clone();
}
double largest(const torch::Tensor& a, const Batch<double>& b) {
  return (a - tensor_of(b)).abs().max().item<double>();
}
Batch<double> some(Eigen::Index n, Eigen::Index d, double seed) {
  Batch<double> x(n, d);
  for (Eigen::Index i = 0; i < x.size(); ++i) x.data()[i] = std::sin(seed * double(i + 1));
  return x;
}
} // namespace

TEST_CASE("paths, losses and guidance: tensor = Eigen = double") {
  const Batch<double> x_0 = some(6, 3, 1.3), x_1 = some(6, 3, 2.1);
  Times<double> t(6);
  t << 0, 0.1, 0.35, 0.5, 0.99, 1;
  const torch::Tensor tt = torch::from_blob(t.data(), {6, 1}, torch::kFloat64);
  const AffinePath<CondOT> path{{0.1}};
  const auto eigen = path.sample(x_0, x_1, t);
  const auto tensor = path.sample(tensor_of(x_0), tensor_of(x_1), tt);
  CHECK(largest(tensor.x_t, eigen.x_t) == 0);
  CHECK(largest(tensor.u_t, eigen.u_t) == 0);
  CHECK(tensor.x_t[3][1].item<double>() == path.sample(x_0(3, 1), x_1(3, 1), t[3]).x_t);

  constexpr double rounding = 1e-15; // a mean of 18 is summed in another order
  CHECK(cfm_loss(tensor.x_t, tensor.u_t).item<double>() ==
        Approx(cfm_loss(eigen.x_t, eigen.u_t)).epsilon(rounding));
  CHECK(weighted_smooth_l1(tensor.x_t, tensor.u_t, end_weight(tt), 0.1).item<double>() ==
        Approx(weighted_smooth_l1(eigen.x_t, eigen.u_t, end_weight(t), 0.1)).epsilon(rounding));
  CHECK(largest(guide(tensor.x_t, tensor.u_t, 2.5), guide(eigen.x_t, eigen.u_t, 2.5)) == 0);
}

TEST_CASE("smooth L1 is torch's own, where torch has it") {
  const torch::Tensor v = torch::linspace(-2, 2, 41, torch::kFloat64), u = torch::zeros_like(v);
  CHECK(
      weighted_smooth_l1(v, u, torch::ones_like(v), 0.1).item<double>() ==
      Approx(torch::smooth_l1_loss(v, u, at::Reduction::Mean, 0.1).item<double>()).epsilon(1e-14));
}

TEST_CASE("solver steps: tensor = Eigen, to the bit") {
  const Batch<double> x = some(4, 2, 0.7);
  for (const Tableau& m : tableaus) {
    INFO(m.name);
    const auto on_tensors = [](const torch::Tensor& y, double t) -> torch::Tensor {
      return y * t - 0.5 * y;
    };
    const auto on_eigen = [](const Batch<double>& y, double t) -> Batch<double> {
      return y * t - 0.5 * y;
    };
    CHECK(largest(solve(m, on_tensors, tensor_of(x), 0, 1, 5), solve(m, on_eigen, x, 0, 1, 5)) ==
          0);
  }
}
