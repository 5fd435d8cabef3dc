#include "catch.hpp"
#include "fm/path/times.hpp"

using namespace fm;

namespace {
using K = TimeSampling;
const TimeSampler samplers[] = {{K::uniform, 0, 1},        {K::stratified, 0, 1},
                                {K::antithetic, 0, 1},     {K::logit_normal, 0.5, 0.8},
                                {K::mode, 0, 1.29},        {K::mode, 0, -0.9},
                                {K::log_normal, -1.2, 1.2}};
constexpr int n = 200000;
} // namespace

TEST_CASE("each sampler's density integrates to 1, and its times follow it") {
  for (const TimeSampler& sampler : samplers) {
    INFO(int(sampler.kind));
    Random random(3);
    const Times<double> t = sample_times<double>(sampler, n, random);
    CHECK(t.minCoeff() >= 0);
    CHECK(t.maxCoeff() < 1);
    constexpr int bins = 20, fine = 500;
    double total = 0;
    for (int b = 0; b < bins; ++b) {
      double mass = 0;
      for (int i = 0; i < fine; ++i)
        mass += time_density(sampler, (b + (i + 0.5) / fine) / bins) / (bins * fine);
      total += mass;
      const double hits = double((t >= double(b) / bins && t < double(b + 1) / bins).count()) / n;
      CHECK(hits == Approx(mass).margin(5 * std::sqrt(0.25 / n)));
    }
    CHECK(total == Approx(1).epsilon(1e-4));
  }
}

TEST_CASE("importance weights turn any sampler's mean into the uniform mean") {
  const auto f = [](double t) { return t * t + 1; }; // mean 4/3 over [0, 1]
  for (const TimeSampler& sampler : samplers) {
    if (sampler.kind == K::logit_normal || sampler.kind == K::log_normal) continue; // see below
    INFO(int(sampler.kind));
    Random random(5);
    const Times<double> t = sample_times<double>(sampler, n, random);
    const Times<double> w = importance_weights(sampler, t);
    double mean = 0;
    for (Eigen::Index i = 0; i < n; ++i) mean += w[i] * f(t[i]) / n;
    CHECK(mean == Approx(4. / 3).margin(0.02));
  }
  // The logit-normal's weights have a heavy tail at both ends; away from them it is as good.
  const TimeSampler wide{K::logit_normal, 0, 1.5};
  Random random(6);
  const Times<double> t = sample_times<double>(wide, n, random);
  const Times<double> w = importance_weights(wide, t);
  double inner = 0;
  for (Eigen::Index i = 0; i < n; ++i)
    if (t[i] > 0.1 && t[i] < 0.9) inner += w[i] / n;
  CHECK(inner == Approx(0.8).margin(0.01));
}

TEST_CASE("stratified times fall one into each slice, in random order; antithetic ones in pairs") {
  Random random(7);
  Times<float> t = sample_times<float>({K::stratified}, 64, random);
  CHECK(!std::is_sorted(t.begin(), t.end()));
  std::sort(t.begin(), t.end());
  for (Eigen::Index i = 0; i < 64; ++i) CHECK(int(t[i] * 64) == i);
  const Times<float> pairs = sample_times<float>({K::antithetic}, 64, random);
  for (Eigen::Index i = 0; i < 64; i += 2) CHECK(pairs[i] + pairs[i + 1] == Approx(1).margin(1e-7));
  CHECK(sample_times<float>({K::antithetic}, 3, random).size() == 3);
}

TEST_CASE("log-normal noise levels are what they are called") {
  Random random(8);
  const Times<double> t = sample_times<double>({K::log_normal, -1.2, 1.2}, n, random);
  const Eigen::ArrayXd level = ((1 - t) / t).log();
  CHECK(level.mean() == Approx(-1.2).margin(0.02));
  CHECK(std::sqrt((level + 1.2).square().mean()) == Approx(1.2).margin(0.02));
}

TEST_CASE("samplers without a distribution are refused") {
  Random random(9);
  CHECK_THROWS_WITH(sample_times<float>({K::logit_normal, 0, 0}, 5, random),
                    Catch::Contains("positive"));
  CHECK_THROWS_WITH(sample_times<float>({K::mode, 0, 2}, 5, random), Catch::Contains("1.75"));
  CHECK_THROWS_WITH(sample_times<float>({K::uniform, NAN, 1}, 5, random),
                    Catch::Contains("finite"));
}
