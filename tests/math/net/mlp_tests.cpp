#include "catch.hpp"
#include "fm/net/adam.hpp"
#include "fm/net/ema.hpp"
#include "fm/net/mlp.hpp"
#include "fm/path/loss.hpp"

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
  const std::vector<MlpConfig> configs{{2, 4, {5, 11, 8}, Activation::silu},
                                       {2, 4, {5, 11, 8}, Activation::relu},
                                       {2, 4, {5, 11, 8}, Activation::tanh},
                                       {2, 4, {11, 11, 11, 5}, Activation::silu, true},
                                       {3, 4, {6, 6}, Activation::tanh, true, 4},
                                       {2, 4, {}, Activation::silu},
                                       {2, 5, {6, 6}, Activation::silu, false, 0, 3},
                                       {2, 4, {6}, Activation::relu, false, 4, 1}};
  for (const MlpConfig& config : configs) {
    INFO(activation_names[std::size_t(config.activation)] << " residual " << config.residual);
    Mlp<double> net(config, 3);
    const auto x = random_batch<double>(7, config.dim, 4),
               u = random_batch<double>(7, config.dim, 5);
    const auto t = random_times<double>(7);
    if (config.classes > 0) net.set_classes(std::vector<int>{0, 3, no_class, 1, 1, 2, no_class});
    const auto loss = [&] { return cfm_loss(net.forward(x, t), u); };
    net.backward(cfm_loss_gradient(net.forward(x, t), u));
    const std::vector<double> gradient = net.gradient();
    constexpr double h = 1e-5;
    double worst = 0, largest = 0;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      const double kept = net.parameters()[i];
      net.parameters()[i] = kept + h;
      const double up = loss();
      net.parameters()[i] = kept - h;
      const double down = loss();
      net.parameters()[i] = kept;
      worst = worse(worst, std::fabs(gradient[i] - (up - down) / (2 * h)));
      largest = worse(largest, std::fabs(gradient[i]));
    }
    CHECK(worst < 1e-8); // the difference quotient's own error, h^2 and rounding / h
    CHECK(largest > 1e-3);
  }
}

TEST_CASE("products with the input's Jacobian equal central differences") {
  for (bool residual : {false, true}) {
    Mlp<double> net({3, 4, {6, 6, 6}, Activation::silu, residual}, 2);
    const auto x = random_batch<double>(5, 3, 4), w = random_batch<double>(5, 3, 5);
    const auto t = random_times<double>(5);
    net.forward(x, t);
    const Batch<double> product = net.input_product(w);
    constexpr double h = 1e-5;
    for (Eigen::Index j = 0; j < 3; ++j) {
      Batch<double> up = x, down = x;
      up.col(j).array() += h;
      down.col(j).array() -= h;
      const Batch<double> a = net.forward(up, t), b = net.forward(down, t);
      const Eigen::VectorXd expected = ((a - b) / (2 * h)).cwiseProduct(w).rowwise().sum();
      CHECK((product.col(j) - expected).cwiseAbs().maxCoeff() < 1e-8);
    }
  }
}

TEST_CASE("a class shifts the network, no class does not, and classes out of range are refused") {
  Mlp<float> net({2, 4, {8}, Activation::silu, false, 3}, 1);
  const auto x = random_batch<float>(2, 2, 1);
  const auto t = random_times<float>(2);
  const Batch<float> plain = net.forward(x, t);
  net.set_classes(std::vector<int>{no_class, 2});
  const Batch<float> with = net.forward(x, t);
  CHECK(with.row(0) == plain.row(0));
  CHECK((with.row(1) - plain.row(1)).norm() > 1e-3f);
  CHECK_THROWS_WITH(net.set_classes(std::vector<int>{3}), Catch::Contains("a class is a number"));
  CHECK_THROWS_WITH(net.forward(random_batch<float>(3, 2, 1), random_times<float>(3)),
                    Catch::Contains("as many classes as rows"));
}

TEST_CASE("one time for all rows gives the field of the same time row by row, and keeps nothing") {
  for (int time_layers : {0, 2})
    for (const std::vector<int>& classes : {std::vector<int>{}, std::vector<int>(200, 2)}) {
      Mlp<double> net({3, 6, {9, 16}, Activation::silu, false, 3, time_layers}, 4);
      net.set_classes(classes);
      const auto x = random_batch<double>(200, 3, 1); // more than one block of rows
      const Batch<double> by_row = net.forward(x, Times<double>::Constant(200, 0.3));
      CHECK((net.forward(x, 0.3) - by_row).cwiseAbs().maxCoeff() < 1e-14);
      CHECK_THROWS_WITH(net.backward(x), Catch::Contains("a time for each row"));
    }
  Mlp<double> net({2, 4, {8}, Activation::silu, false, 2}, 1); // classes that differ
  net.set_classes(std::vector<int>{0, 1, no_class});
  const auto x = random_batch<double>(3, 2, 1);
  const Batch<double> by_row = net.forward(x, Times<double>::Constant(3, 0.3));
  CHECK(net.forward(x, 0.3) == by_row);
}

TEST_CASE("rows of many blocks have the gradient that their blocks have in sum") {
  Mlp<double> net({2, 4, {8, 8}, Activation::tanh}, 4);
  const auto x = random_batch<double>(250, 2, 1), u = random_batch<double>(250, 2, 2);
  const auto t = random_times<double>(250);
  net.forward(x, t);
  net.backward(u);
  const std::vector<double> all = net.gradient();
  std::vector<double> sum(all.size(), 0.);
  for (Eigen::Index first : {0, 50, 100, 150, 200}) {
    net.forward(x.middleRows(first, 50), t.segment(first, 50));
    net.backward(u.middleRows(first, 50));
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += net.gradient()[i];
  }
  double worst = 0;
  for (std::size_t i = 0; i < sum.size(); ++i) worst = worse(worst, std::fabs(sum[i] - all[i]));
  CHECK(worst < 1e-12);
}

TEST_CASE("AdamW shrinks weights apart from the gradient; clipping cuts the gradient's norm") {
  std::vector<double> w{3, -2}, still{0, 0};
  Adam<double> decay{0.1};
  decay.weight_decay = 0.5;
  for (int k = 0; k < 10; ++k) decay.update(w, still);
  CHECK(w[0] == Approx(3 * std::pow(1 - 0.1 * 0.5, 10)));
  // Adam alone is blind to the gradient's scale; one long gradient among short ones is not.
  const auto after = [](double max_norm) {
    std::vector<double> x{0, 0};
    Adam<double> adam{0.1};
    adam.max_norm = max_norm;
    adam.update(x, {0.3, 0.4});
    adam.update(x, {300, 400});
    return adam;
  };
  CHECK(gradient_norm(std::vector<double>{300, 400}) == 500);
  CHECK(after(1).m[0] == Approx(0.9 * 0.1 * 0.3 + 0.1 * 0.6));
  CHECK(after(1e9).m[1] == Approx(0.9 * 0.1 * 0.4 + 0.1 * 400));
}

TEST_CASE("Adam's means of a weight without gradient end at zero, not in subnormal numbers") {
  std::vector<float> w{1};
  Adam<float> adam;
  adam.update(w, {1});
  for (int k = 0; k < 100000; ++k) {
    adam.update(w, {0});
    REQUIRE((adam.m[0] == 0 || std::isnormal(adam.m[0])));
    REQUIRE((adam.v[0] == 0 || std::isnormal(adam.v[0])));
  }
  CHECK(adam.m[0] == 0);
  CHECK(adam.v[0] == 0);
}

TEST_CASE("an average of constant weights is that constant, and it forgets the start") {
  Ema<double> ema{0.99};
  ema.update({0});
  for (int k = 0; k < 10; ++k) ema.update({1});
  CHECK(ema.average[0] > 0.9); // by 0.99 alone it would be at 0.1
  for (int k = 0; k < 2000; ++k) ema.update({1});
  CHECK(ema.average[0] == Approx(1).margin(1e-6));
  Ema<double> line{0.99}; // of a ramp it lags by decay / (1 - decay) steps
  for (int k = 0; k < 3000; ++k) line.update({double(k)});
  CHECK(line.average[0] == Approx(2999 - 99).margin(1e-3));
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

TEST_CASE("a product whose columns are no multiple of 4 is refused, and nothing is written") {
  const std::vector<float> a(6, 1), b(3 * 8, 1);
  std::vector<float> c(2 * 8, 7);
  CHECK_THROWS_WITH(
      gemm(2, 6, 3, Left<float>{a.data(), 3, 1}, row_major(b.data(), 8), c.data(), 6, false),
      Catch::Contains("multiple of 4"));
  CHECK(c == std::vector<float>(16, 7));
}
