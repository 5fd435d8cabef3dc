#include "catch.hpp"
#include "fm/adam.hpp"
#include "fm/loss.hpp"
#include "fm/mlp.hpp"

using namespace fm;

namespace {
template <class S> Batch<S> random_batch(Eigen::Index n, Eigen::Index d, std::uint64_t seed) {
  Random random(seed);
  Batch<S> x(n, d);
  for (Eigen::Index i = 0; i < x.size(); ++i) x.data()[i] = S(random.normal());
  return x;
}
template <class S> Times<S> random_times(Eigen::Index n) {
  Random random(99);
  Times<S> t(n);
  for (S& v : t) v = S(random.uniform());
  return t;
}
} // namespace

TEST_CASE("gemm equals Eigen's product, for every remainder and stride") {
  for (Eigen::Index m = 1; m <= 9; ++m)
    for (Eigen::Index n : {4, 8, 12, 20})
      for (Eigen::Index k : {1, 3, 8, 17}) {
        const Batch<double> a = random_batch<double>(m, k, 1), b = random_batch<double>(k, n, 2);
        Batch<double> c = Batch<double>::Ones(m, n);
        gemm(m, n, k, Left<double>{a.data(), k, 1}, row_major(b.data(), n), c.data(), n, false);
        CHECK((c - a * b).norm() < 1e-12);
        gemm(m, n, k, Left<double>{a.data(), k, 1}, row_major(b.data(), n), c.data(), n, true);
        CHECK((c - 2 * a * b).norm() < 1e-12);
        // The transpose of a, read in place, and b in panels.
        const Batch<double> at = a.transpose();
        std::vector<double> panels(std::size_t(k * round_up(n, panel_width)));
        pack(
            k, n, [&](Eigen::Index p, Eigen::Index j) { return b(p, j); }, panels.data());
        gemm(m, n, k, Left<double>{at.data(), 1, m}, packed(panels.data(), k), c.data(), n, false);
        CHECK((c - a * b).norm() < 1e-12);
      }
}

TEST_CASE("backpropagation equals central differences, every weight of every layer") {
  for (Activation activation : {Activation::silu, Activation::relu}) {
    const MlpConfig config{2, 4, {5, 11, 8}, activation};
    Mlp<double> net(config, 3);
    const auto x = random_batch<double>(7, 2, 4), u = random_batch<double>(7, 2, 5);
    const auto t = random_times<double>(7);
    const auto loss = [&] { return cfm_loss(net.forward(x, t), u); };
    net.backward(cfm_loss_gradient(net.forward(x, t), u));
    const std::vector<double> gradient = net.gradient();
    constexpr double h = 1e-5;
    double worst = 0;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      const double kept = net.parameters()[i];
      net.parameters()[i] = kept + h;
      const double up = loss();
      net.parameters()[i] = kept - h;
      const double down = loss();
      net.parameters()[i] = kept;
      worst = worse(worst, std::fabs(gradient[i] - (up - down) / (2 * h)));
    }
    CHECK(worst < 1e-8); // the difference quotient's own error, h^2 and rounding / h
  }
}

TEST_CASE("float and double give the same network within float's rounding") {
  Mlp<float> f({}, 8);
  Mlp<double> d({}, 8);
  const auto x = random_batch<double>(33, 2, 1);
  const auto t = random_times<double>(33);
  const Batch<double> v = d.forward(x, t);
  CHECK((f.forward(x.cast<float>(), t.cast<float>()).cast<double>() - v).cwiseAbs().maxCoeff() <
        2e-6);
}

TEST_CASE("a network refuses what it cannot be") {
  CHECK_THROWS_WITH(Mlp<float>({2, 16, {0}, Activation::silu}, 1), Catch::Contains("1 to 4096"));
  CHECK_THROWS_WITH(Mlp<float>({2, 3, {8}, Activation::silu}, 1), Catch::Contains("even"));
  Mlp<float> net({}, 1);
  CHECK_THROWS_AS(net.forward(Batch<float>::Zero(3, 5), Times<float>::Zero(3)), Error);
}

TEST_CASE(
    "Adam's first step is the learning rate against the gradient's sign; then it finds a minimum") {
  Adam<double> adam;
  adam.learning_rate = 0.05;
  std::vector<double> x{3, -2};
  adam.update(x, {8, -0.01});
  CHECK(x[0] == Approx(3 - 0.05));
  CHECK(x[1] == Approx(-2 + 0.05).epsilon(1e-5)); // epsilon against a gradient of 0.01
  for (int i = 0; i < 2000; ++i) adam.update(x, {2 * (x[0] - 1), 20 * (x[1] - 4)});
  CHECK(x[0] == Approx(1).margin(1e-3));
  CHECK(x[1] == Approx(4).margin(1e-3));
}
