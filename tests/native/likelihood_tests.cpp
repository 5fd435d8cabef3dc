// Bits per dimension: against a density that is known, and derivatives against differences.
#include "check.hpp"
#include "eval/likelihood.hpp"
#include "fm/base/require.hpp"
#include "support.hpp"

#include <numbers>

using namespace fm;
using namespace fm_test;

TEST_CASE("a network that moves nothing has the likelihood of unit noise") {
  VelocityNet net = shaken_state()->average;
  {
    torch::NoGradGuard no_grad;
    net->out_conv->weight.zero_();
    net->out_conv->bias.zero_();
  }
  const Mnist test = bars(60);
  const double level = 2. / 255;
  const double square = to_unit(test.images).square().mean().item<double>() + level * level / 12;
  const double nats = 0.5 * square + 0.5 * std::log(2 * std::numbers::pi);
  for (const bool any : {true, false}) {
    const Likelihood found = bits_per_dimension(net, test, 60, any, 3, 2);
    CHECK(found.bits == Approx(nats / std::numbers::ln2 - std::log2(level)).margin(1e-3));
    CHECK(found.standard_error < 0.01);
  }
  CHECK_THROWS_WITH(bits_per_dimension(net, test, 61, true, 3), Catch::Contains("60 images"));
}

TEST_CASE("the network's derivative is that of its differences, and labels count") {
  VelocityNet net = shaken_state()->average;
  const auto label = torch::tensor({std::int64_t(3), std::int64_t(no_label)});
  Random random(5);
  const auto normal = [&] {
    Batch<float> z(2, 784);
    for (Eigen::Index i = 0; i < z.size(); ++i) z.data()[i] = float(random.normal());
    return z;
  };
  const Batch<float> x = normal(), d = normal(), w = normal();
  const float h = 1e-2f;
  const Batch<float> up = linearise(net, x + h * d, 0.4, label).v,
                     down = linearise(net, x - h * d, 0.4, label).v;
  const Batch<float> product = linearise(net, x, 0.4, label).vjp(w);
  for (Eigen::Index i = 0; i < 2; ++i) {
    const double expected = double(w.row(i).dot(up.row(i) - down.row(i))) / (2 * double(h));
    const double scale =
        double(w.row(i).norm()) * double((up - down).row(i).norm()) / (2 * double(h));
    CHECK(std::fabs(double(product.row(i).dot(d.row(i))) - expected) < 5e-3 * scale);
  }
}

TEST_CASE("more probes, the same likelihood") {
  VelocityNet net = shaken_state()->average;
  const Mnist test = bars(8);
  const Likelihood few = bits_per_dimension(net, test, 8, false, 1, 2),
                   many = bits_per_dimension(net, test, 8, false, 1, 12);
  CHECK(few.bits == Approx(many.bits).epsilon(0.02));
  CHECK(few.bits != many.bits);
}
