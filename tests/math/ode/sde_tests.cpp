#include "catch.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/ode/sde.hpp"
#include "fm/ode/solve.hpp"

using namespace fm;

namespace {
constexpr double m_x = 1.2, m_y = -0.7, s = 0.5;
GaussianMixture target() { return {{{1, Point(m_x, m_y), s * s * Eigen::Matrix2d::Identity()}}}; }
Batch<double> field(const Batch<double>& x, double t) {
  Batch<double> v(x.rows(), 2);
  const GaussianMixture g = target();
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    v.row(i) = mixture_marginal(g, CondOT{}, x.row(i).transpose(), t).velocity.transpose();
  return v;
}
} // namespace

TEST_CASE("the diffusion has the flow's marginals, whatever its noise") {
  constexpr int n = 4000, steps = 200;
  for (double strength : {0., 0.7, 1.5}) {
    INFO(strength);
    Random random(1);
    const Batch<double> x_0 = normal_like(Batch<double>(n, 2), random);
    const auto g = [&](double) { return strength; };
    const auto drift = [&](const Batch<double>& x, double t) {
      return sde_drift(field, CondOT{}, x, t, g(t));
    };
    const auto noise = [&](const Batch<double>& x) { return normal_like(x, random); };
    euler_maruyama(drift, g, noise, x_0, uniform_grid(0, 0.8, steps),
                   [&](int i, double t, const Batch<double>& x) {
                     if (i % 50 != 0) return true;
                     const double variance = (1 - t) * (1 - t) + t * t * s * s;
                     const double width = std::sqrt(variance / n);
                     const double discretisation = 0.01;
                     CHECK(x.col(0).mean() == Approx(t * m_x).margin(4 * width + discretisation));
                     CHECK(x.col(1).mean() == Approx(t * m_y).margin(4 * width + discretisation));
                     const double measured =
                         (x.rowwise() - x.colwise().mean()).squaredNorm() / (2 * n);
                     CHECK(measured == Approx(variance).epsilon(4 / std::sqrt(double(n)) + 0.02));
                     return true;
                   });
  }
}

TEST_CASE("without noise it is Euler's flow, to the bit; with noise the paths are others") {
  Random random(2);
  const Batch<double> x_0 = normal_like(Batch<double>(20, 2), random);
  const auto run = [&](double strength) {
    Random draws(3);
    const auto go_on = [](int, double, const Batch<double>&) { return true; };
    return euler_maruyama([&](const Batch<double>& x,
                              double t) { return sde_drift(field, CondOT{}, x, t, strength); },
                          [&](double) { return strength; },
                          [&](const Batch<double>& x) { return normal_like(x, draws); }, x_0,
                          uniform_grid(0, 1, 20), go_on);
  };
  CHECK(run(0) == solve(tableau("euler"), field, x_0, 0, 1, 20));
  CHECK((run(0.5) - run(0)).norm() > 1);
  CHECK(run(0.5) == run(0.5));
}

TEST_CASE("where there is only noise the score is that of the noise, under every schedule") {
  const double x = 1.3;
  const auto v = [](double, double) { return 7.; };
  CHECK(sde_drift(v, Polynomial{2}, x, 0, 2) == Approx(7 - 2 * x));
  // CondOT at 0: u = E[x_1] - x, from which the conversion gives the same.
  const auto u = [](double y, double) { return 0.4 - y; };
  CHECK(sde_drift(u, CondOT{}, x, 1e-9, 2) ==
        Approx(sde_drift(u, CondOT{}, x, 0, 2)).epsilon(1e-6));
}

TEST_CASE("a stochastic process is not run backward") {
  const auto still = [](double, double) { return 0.; };
  const auto go_on = [](int, double, double) { return true; };
  CHECK_THROWS_WITH(euler_maruyama(
                        still, [](double) { return 1.; }, [](double) { return 0.; }, 0.,
                        uniform_grid(1, 0, 5), go_on),
                    Catch::Contains("runs forward"));
}
