// The fused operators beside torch's own, in double.
#include "check.hpp"
#include "ops/norm_silu.hpp"

using namespace fm;
using torch::Tensor;

namespace {

struct Case {
  std::int64_t n, c, h, w, groups;
  bool film;
};
// All that the presets have, and odd ones: one image, one pixel, one channel a group, channels that
// fill no register.
const std::vector<Case> cases{
    {2, 16, 28, 28, 8, false}, {2, 32, 28, 28, 8, true}, {2, 32, 14, 14, 8, true},
    {3, 64, 14, 14, 8, true},  {3, 64, 7, 7, 8, false},  {2, 48, 28, 28, 8, true},
    {2, 96, 14, 14, 8, true},  {2, 96, 7, 7, 8, true},   {1, 8, 2, 2, 4, true},
    {1, 8, 1, 1, 2, true},     {1, 8, 1, 1, 8, false},   {5, 12, 3, 5, 4, true},
    {2, 7, 4, 3, 7, true},     {2, 35, 5, 5, 5, true},   {1, 1, 9, 9, 1, false}};

struct Inputs {
  Tensor x, film, weight, bias, dy;
};
Inputs inputs(const Case& s, double mean = 0.5) {
  torch::manual_seed(s.n + 10 * s.c + 100 * s.h);
  const auto options = torch::TensorOptions().dtype(torch::kFloat64);
  Inputs in{torch::randn({s.n, s.c, s.h, s.w}, options) * 1.5 + mean,
            s.film ? torch::randn({s.n, 2 * s.c}, options) * 0.5 : Tensor(),
            torch::randn({s.c}, options) * 0.3 + 1, torch::randn({s.c}, options) * 0.2,
            torch::randn({s.n, s.c, s.h, s.w}, options)};
  return in;
}

// y and the gradients of x, film, weight and bias, in double; computed in `type`.
template <class F> std::vector<Tensor> run(const Inputs& in, torch::Dtype type, F&& f) {
  const auto leaf = [&](const Tensor& v, torch::Dtype t) {
    return v.defined() ? v.to(t).clone().set_requires_grad(true) : Tensor();
  };
  const Tensor x = leaf(in.x, type), film = leaf(in.film, type), weight = leaf(in.weight, type),
               bias = leaf(in.bias, type);
  const Tensor y = f(x, film, weight, bias);
  y.backward(in.dy.to(type));
  std::vector<Tensor> out{y.detach(), x.grad(), weight.grad(), bias.grad()};
  if (film.defined()) out.push_back(film.grad());
  for (Tensor& v : out) v = v.to(torch::kFloat64);
  return out;
}

double error(const Tensor& a, const Tensor& b) {
  REQUIRE(a.sizes() == b.sizes());
  return ((a - b).norm() / b.norm().clamp_min(1e-3)).item<double>();
}

} // namespace

TEST_CASE("norm_silu and its gradients are torch's in double, in float and bfloat16") {
  // Float: sums of up to 784 x 12 numbers. bfloat16: one rounding of the inputs, of 2^-9 each, and
  // one of the outputs, amplified where values cancel.
  for (const auto& [type, tolerance] : {std::pair{torch::kFloat32, 3e-6}, {torch::kBFloat16, 1e-2}})
    for (const Case& s : cases) {
      INFO(s.n << " x " << s.c << " x " << s.h << " x " << s.w << " in " << s.groups << " groups");
      Inputs in = inputs(s);
      for (Tensor* v : {&in.x, &in.film, &in.weight, &in.bias, &in.dy})
        if (v->defined()) *v = v->to(type).to(torch::kFloat64); // what both see
      const auto with = [&](auto&& f) {
        return [&](const Tensor& x, const Tensor& film, const Tensor& weight, const Tensor& bias) {
          return f(x, film, weight, bias, s.groups);
        };
      };
      const auto want = run(in, torch::kFloat64, with(composed_norm_silu));
      const auto got = run(in, type, with(norm_silu));
      REQUIRE(got.size() == want.size());
      for (std::size_t i = 0; i < got.size(); ++i) {
        INFO("result " << i);
        // One value a group: the norm leaves nothing of x; one channel a group: nothing of film.
        // What is left of their gradients is rounding, times 1 / sqrt(1e-5).
        const std::int64_t channels = s.c / s.groups;
        const bool vanishes = (channels * s.h * s.w == 1 && (i == 1 || i == 2 || i == 4)) ||
                              (channels == 1 && i == 4);
        if (vanishes)
          CHECK((got[i] - want[i]).abs().max().item<double>() < 316 * tolerance);
        else
          CHECK(error(got[i], want[i]) < tolerance);
      }
    }
}

TEST_CASE("norm_silu's gradient is the slope of its value") {
  const Case s{2, 16, 5, 3, 4, true};
  const Inputs in = inputs(s);
  const auto value = [&](const Inputs& at) {
    const auto f = [](const Tensor& v) { return v.to(torch::kFloat32); };
    return (norm_silu(f(at.x), f(at.film), f(at.weight), f(at.bias), s.groups).to(torch::kFloat64) *
            at.dy)
        .sum()
        .item<double>();
  };
  const auto grads =
      run(in, torch::kFloat32, [&](auto&&... x) { return norm_silu(x..., s.groups); });
  constexpr double h = 1e-2; // error of the difference: h^2 and rounding 1e-6 / h
  const auto along = [&](Tensor Inputs::*which, const Tensor& gradient) {
    const Tensor direction = torch::randn_like(in.*which);
    Inputs more = in, less = in;
    more.*which = in.*which + h * direction;
    less.*which = in.*which - h * direction;
    const double slope = (value(more) - value(less)) / (2 * h);
    CHECK(slope == Approx((gradient * direction).sum().item<double>()).epsilon(2e-3).margin(2e-2));
  };
  along(&Inputs::x, grads[1]);
  along(&Inputs::weight, grads[2]);
  along(&Inputs::bias, grads[3]);
  along(&Inputs::film, grads[4]);
}

TEST_CASE(
    "norm_silu: a large mean costs no digits; any layout, number of threads, second backward") {
  const Case s{2, 32, 14, 14, 8, true};
  Inputs far = inputs(s, 1000);
  far.x = far.x.to(torch::kFloat32).to(torch::kFloat64);
  const auto f = [&](auto&&... x) { return norm_silu(x..., s.groups); };
  const auto g = [&](auto&&... x) { return composed_norm_silu(x..., s.groups); };
  const auto got = run(far, torch::kFloat32, f), want = run(far, torch::kFloat64, g);
  // A mean of 1000 and FiLM's factor leave 1000 * 2^-24 of rounding in (1 + scale) itself.
  for (std::size_t i = 0; i < 4; ++i) CHECK(error(got[i], want[i]) < 1e-4);

  const Inputs in = inputs(s);
  const Tensor x = in.x.to(torch::kFloat32), film = in.film.to(torch::kFloat32),
               w = in.weight.to(torch::kFloat32), b = in.bias.to(torch::kFloat32);
  const Tensor y = norm_silu(x, film, w, b, 8);
  CHECK(y.is_contiguous(at::MemoryFormat::ChannelsLast));
  const Tensor wide = torch::zeros({2, 32, 14, 28});
  wide.slice(3, 0, 28, 2).copy_(x);
  CHECK(torch::equal(norm_silu(wide.slice(3, 0, 28, 2), film, w, b, 8), y));
  CHECK(torch::equal(norm_silu(x.contiguous(at::MemoryFormat::ChannelsLast), film, w, b, 8), y));
  const int threads = at::get_num_threads();
  at::set_num_threads(1);
  CHECK(torch::equal(norm_silu(x, film, w, b, 8), y));
  at::set_num_threads(threads);

  const Tensor leaf = x.clone().set_requires_grad(true), out = norm_silu(leaf, film, w, b, 8);
  const Tensor once = torch::autograd::grad({out.sum()}, {leaf}, {}, true)[0],
               twice = torch::autograd::grad({out.sum()}, {leaf})[0];
  CHECK(torch::equal(once, twice));
  CHECK(norm_silu(x / 0, film, w, b, 8).isnan().all().item<bool>());
  CHECK_THROWS_WITH(norm_silu(x, film, w, b, 5), Catch::Contains("whole groups"));
  CHECK_THROWS_WITH(norm_silu(x, film.slice(1, 0, 32), w, b, 8), Catch::Contains("of film"));
}
