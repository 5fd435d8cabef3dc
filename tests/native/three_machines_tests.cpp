// One formula, three machines: the shared headers give the same digits on doubles, on Eigen and on
// tensors.
#include "check.hpp"
#include "fm/ode/adaptive.hpp"
#include "fm/ode/sde.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/path/convert.hpp"
#include "fm/path/guidance.hpp"
#include "fm/path/loss.hpp"
#include "fm/path/path.hpp"

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

TEST_CASE("every schedule, change of quantity and noisy path: tensor = Eigen") {
  const Batch<double> x = some(5, 3, 0.9), v = some(5, 3, 1.7), z = some(5, 3, 2.9);
  Times<double> t(5);
  t << 0.05, 0.3, 0.5, 0.75, 0.95;
  const torch::Tensor tt = torch::from_blob(t.data(), {5, 1}, torch::kFloat64);
  constexpr double rounding = 1e-13; // exp, sin and pow are each library's own
  for (std::size_t k = 0; k < schedule_names.size(); ++k) {
    INFO(schedule_names[k]);
    const AnySchedule schedule = AnySchedule::of(ScheduleKind(k), k == 1 ? 3 : 0);
    const auto eigen = AffinePath<AnySchedule>{schedule}.sample(x, v, t);
    const auto tensor = AffinePath<AnySchedule>{schedule}.sample(tensor_of(x), tensor_of(v), tt);
    CHECK(largest(tensor.x_t, eigen.x_t) < rounding);
    CHECK(largest(tensor.u_t, eigen.u_t) < 100 * rounding);
    for (Quantity to : {Quantity::data, Quantity::noise, Quantity::score})
      CHECK(largest(convert(Quantity::velocity, to, schedule(tt), tensor_of(x), tensor_of(v)),
                    convert(Quantity::velocity, to, schedule(t), x, v)) < 1e4 * rounding);
  }
  const BrownianBridgePath bridge{0.7};
  CHECK(largest(bridge.sample(tensor_of(x), tensor_of(v), tt, tensor_of(z)).u_t,
                bridge.sample(x, v, t, z).u_t) < 10 * rounding);
  CHECK_THROWS_AS(conversion(Quantity::velocity, Quantity::score, CondOT{}(torch::ones({2, 1}))),
                  Error);
}

TEST_CASE("adaptive solvers and the SDE: tensor = Eigen") {
  const Batch<double> x = some(6, 2, 0.7);
  const auto on_tensors = [](const torch::Tensor& y, double t) -> torch::Tensor {
    return y * std::cos(3 * t) - 0.5 * y.square();
  };
  const auto on_eigen = [](const Batch<double>& y, double t) -> Batch<double> {
    return y * std::cos(3 * t) - 0.5 * y.cwiseProduct(y);
  };
  for (const char* name : {"bosh3", "dopri5", "tsit5"})
    for (ErrorNorm norm :
         {ErrorNorm::max_over_samples, ErrorNorm::rms, ErrorNorm::max_over_coordinates}) {
      INFO(name);
      Tolerance tolerance;
      tolerance.norm = norm;
      const torch::Tensor start = tensor_of(x);
      const auto a = solve_adaptive(tableau(name), on_tensors, start, 0, 1, tolerance);
      const auto b = solve_adaptive(tableau(name), on_eigen, x, 0, 1, tolerance);
      CHECK(a.outcome == SolveOutcome::reached);
      CHECK(a.evaluations == b.evaluations);
      CHECK(largest(a.x, b.x) < 1e-12);
      CHECK(largest(start, x) == 0); // a solver leaves its start alone
    }
  const auto go_on = [](int, double, const auto&) { return true; };
  const auto g = [](double) { return 0.5; };
  const torch::Tensor a = euler_maruyama(
      [&](const torch::Tensor& y, double t) { return sde_drift(on_tensors, Cosine{}, y, t, 0.5); },
      g, [](const torch::Tensor& y) { return torch::ones_like(y); }, tensor_of(x),
      uniform_grid(0.1, 0.9, 10), go_on);
  const Batch<double> b = euler_maruyama(
      [&](const Batch<double>& y, double t) { return sde_drift(on_eigen, Cosine{}, y, t, 0.5); }, g,
      [](const Batch<double>& y) -> Batch<double> {
        return Batch<double>::Ones(y.rows(), y.cols());
      },
      x, uniform_grid(0.1, 0.9, 10), go_on);
  CHECK(largest(a, b) < 1e-12);
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
