#include "catch.hpp"
#include "fm/data/density.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/net/mlp.hpp"
#include "fm/ode/divergence.hpp"

using namespace fm;

namespace {
// The exact field from N(0, I) to N(m, s^2 I): linear in x, with slope c(t) in every coordinate.
constexpr double s = 0.6;
const Point m(0.8, -0.5);
auto linear_field(const Batch<double>& x, double t) {
  const double c = (t * s * s - (1 - t)) / ((1 - t) * (1 - t) + t * t * s * s);
  Batch<double> v = c * (x.rowwise() - t * m.transpose());
  v.rowwise() += m.transpose();
  return std::pair{v, [c](const Batch<double>& w) -> Batch<double> { return c * w; }};
}
Times<double> log_normal(const Batch<double>& x) {
  Times<double> p(x.rows());
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    p[i] = log_density(Distribution::gaussian, x.row(i).transpose()).value;
  return p;
}
Batch<double> some_points(Eigen::Index n) {
  Random random(5);
  return sample<double>(Distribution::gaussian, n, random);
}
} // namespace

TEST_CASE(
    "the divergence of a linear field is the trace of its matrix; Hutchinson agrees in the mean") {
  Batch<double> a(3, 3);
  a << 1, 5, -2, 0.5, -3, 4, 2, 2, 0.25;
  const auto vjp = [&](const Batch<double>& w) -> Batch<double> { return w * a; };
  const Eigen::Index n = 2000;
  CHECK((exact_divergence<double>(n, 3, vjp).mean - a.trace()).abs().maxCoeff() < 1e-12);
  Random random(1);
  const auto few = hutchinson_divergence(sign_probes<double>(20, n, 3, random), vjp);
  CHECK(few.mean.mean() == Approx(a.trace()).margin(4 * few.standard_error.mean() / std::sqrt(n)));
  // The standard error is what the estimates scatter by.
  const double scatter = std::sqrt((few.mean - a.trace()).square().mean());
  CHECK(few.standard_error.mean() == Approx(scatter).epsilon(0.1));
  const auto one = hutchinson_divergence(sign_probes<double>(1, 5, 3, random), vjp);
  CHECK(std::isnan(one.standard_error[0]));
  // Signs leave the diagonal exact.
  const auto diagonal = [](const Batch<double>& w) -> Batch<double> { return 2 * w; };
  CHECK(hutchinson_divergence(sign_probes<double>(2, 5, 3, random), diagonal).mean[0] == Approx(6));
}

TEST_CASE("a network's divergence equals central differences") {
  Mlp<double> net({2, 4, {16, 16}}, 4);
  const Batch<double> x = some_points(6);
  const Times<double> t = Times<double>::Constant(6, 0.3);
  net.forward(x, t);
  const auto div =
      exact_divergence<double>(6, 2, [&](const Batch<double>& w) { return net.input_product(w); });
  constexpr double h = 1e-5;
  Eigen::ArrayXd expected = Eigen::ArrayXd::Zero(6);
  for (Eigen::Index j = 0; j < 2; ++j) {
    Batch<double> up = x, down = x;
    up.col(j).array() += h;
    down.col(j).array() -= h;
    const Batch<double> a = net.forward(up, t), b = net.forward(down, t);
    expected += (a - b).col(j).array() / (2 * h);
  }
  CHECK((div.mean - expected).abs().maxCoeff() < 1e-8);
}

TEST_CASE("the likelihood along a Gaussian flow is the exact density") {
  const Batch<double> x = m.transpose().replicate(8, 1) + s * some_points(8);
  const auto flowed = log_likelihood(tableau("rk4"), linear_field, x, 60, log_normal);
  for (Eigen::Index i = 0; i < 8; ++i) {
    const Point r = (x.row(i).transpose() - m) / s;
    const double exact = log_density(Distribution::gaussian, r).value - 2 * std::log(s);
    CHECK(flowed.log_density[i] == Approx(exact).margin(1e-6));
    CHECK((flowed.x.row(i).transpose() - r).norm() < 1e-6); // each quantile keeps its place
    CHECK(flowed.standard_error[i] == 0);
  }
  const auto adaptive =
      log_likelihood(tableau("dopri5"), linear_field, x, Tolerance{1e-9, 1e-9}, log_normal);
  CHECK((adaptive.log_density - flowed.log_density).abs().maxCoeff() < 1e-6);
  CHECK_THROWS_WITH(log_likelihood(tableau("dopri5"), linear_field, x,
                                   Tolerance{.relative = 1e-9, .max_steps = 2}, log_normal),
                    Catch::Contains("step-limit"));
}

TEST_CASE("forward from the noise gives the density that backward from the data gives") {
  Mlp<double> net({2, 4, {16, 16}}, 4);
  const auto field = [&](const Batch<double>& x, double t) {
    Batch<double> v = net.forward(x, Times<double>::Constant(x.rows(), t));
    return std::pair{v, [&](const Batch<double>& w) { return net.input_product(w); }};
  };
  const Batch<double> x_0 = some_points(10);
  const auto there =
      flow_log_density(tableau("rk4"), field, x_0, log_normal(x_0), uniform_grid(0, 1, 40));
  const auto back = log_likelihood(tableau("rk4"), field, there.x, 40, log_normal);
  CHECK((back.log_density - there.log_density).abs().maxCoeff() < 1e-6);
  CHECK((back.x - x_0).norm() < 1e-6);
  // Hutchinson's estimate agrees within its own error.
  Random random(3);
  const auto estimated = log_likelihood(tableau("rk4"), field, there.x, 40, log_normal,
                                        sign_probes<double>(50, 10, 2, random));
  for (Eigen::Index i = 0; i < 10; ++i)
    CHECK(std::fabs(estimated.log_density[i] - back.log_density[i]) <
          4.5 * estimated.standard_error[i] + 1e-9);
  CHECK(estimated.standard_error.maxCoeff() > 0);
}

TEST_CASE("the standard error of floats is as true when the mean is large") {
  // Signs z: z^T A z = tr A + 2 e (z_1 z_2 + z_1 z_3 + z_2 z_3), of variance 12 e^2.
  constexpr double e = 0.1;
  constexpr Eigen::Index n = 500;
  constexpr int k = 20;
  for (const double size : {1., 1e3, -1e4}) {
    INFO("a divergence of " << 3 * size);
    Batch<float> a = Batch<float>::Constant(3, 3, float(e));
    a.diagonal().setConstant(float(size));
    const auto vjp = [&](const Batch<float>& w) -> Batch<float> { return w * a; };
    Random random(4);
    const auto probes = sign_probes<float>(k, n, 3, random);
    const auto estimate = hutchinson_divergence(probes, vjp);
    const double spread = 12 * e * e / k; // of the mean of k
    // Its square has no bias; over n rows, each with k - 1 degrees of freedom, it scatters by 2%.
    const double rounding = 3e-7 * std::fabs(size); // of one estimate, against 0.35
    CHECK(estimate.standard_error.cast<double>().square().mean() ==
          Approx(spread).epsilon(0.05 + rounding));
    const double scatter = (estimate.mean.cast<double>() - 3 * size).square().mean();
    CHECK(scatter == Approx(spread).epsilon(0.25 + rounding));
    // The same of whole integrals, for a field that stands still and spreads.
    const auto field = [&](const Batch<float>& x, double) {
      return std::pair{Batch<float>(0.f * x), vjp};
    };
    const Times<float> log_p = Times<float>::Zero(n);
    const auto flowed = flow_log_density(tableau("rk4"), field, Batch<float>(probes[0]), log_p,
                                         uniform_grid(0, 1, 4), probes);
    CHECK(flowed.standard_error.cast<double>().square().mean() ==
          Approx(spread).epsilon(0.05 + 10 * rounding));
    CHECK((flowed.log_density + estimate.mean).abs().maxCoeff() < 3e-6 * std::fabs(size));
  }
}
