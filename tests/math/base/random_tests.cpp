#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/base/simd.hpp"
#include "fm/net/embedding.hpp"
#include "fm/path/times.hpp"

#include <bit>
#include <numbers>

using namespace fm;

namespace {
// How far two sequences are from being independent, in standard errors: the bits in which they
// differ, of which half should, and the correlation of their uniform numbers.
double dependence(Random a, Random b, int n = 2048) {
  double differing = 0, xy = 0;
  for (int i = 0; i < n; ++i) {
    const std::uint32_t x = a.bits(), y = b.bits();
    differing += std::popcount(x ^ y);
    xy += (x * 0x1p-32 - 0.5) * (y * 0x1p-32 - 0.5);
  }
  return std::max(std::fabs(differing - 16 * n) / std::sqrt(8. * n),
                  std::fabs(xy) * 12 / std::sqrt(double(n)));
}

// Chi-square of n numbers in 256 bins, in its standard deviations: far below 0 is too even, far
// above it uneven.
template <class Draw> double unevenness(int n, Draw&& draw) {
  std::vector<double> count(256, 0);
  for (std::uint64_t i = 0; i < std::uint64_t(n); ++i) ++count[std::size_t(draw(i) * 256)];
  const double expected = n / 256.;
  double chi = 0;
  for (double c : count) chi += (c - expected) * (c - expected) / expected;
  return (chi - 255) / std::sqrt(2 * 255.);
}
} // namespace

TEST_CASE("PCG32 gives the numbers of its author's demonstration program") {
  Random random(42, 54);
  for (std::uint32_t expected :
       {0xa15c02b7u, 0x7b47f409u, 0xba1d3330u, 0x83d2f293u, 0xbfa4784bu, 0xcbed606eu})
    CHECK(random.bits() == expected);
}

TEST_CASE("normals are frozen to the bit, natively and in WASM") {
  // First written by this generator; whoever changes one changes every link that was ever shared.
  Random random(1);
  const double expected[] = {0x1.fd0feed874f9ap-2, 0x1.aac0a05d7c612p-7,  0x1.306bc0b4604ddp-1,
                             0x1.638d126286afp-3,  -0x1.0ea5d775643f5p+0, -0x1.51d86178e8d1cp-2};
  for (double e : expected) CHECK(random.normal() == e);
}

TEST_CASE("normals have the moments of N(0, 1)") {
  constexpr int n = 200000;
  Random random(7);
  double m1 = 0, m2 = 0, m4 = 0;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal();
    m1 += x;
    m2 += x * x;
    m4 += x * x * x * x;
  }
  // Five standard errors: sqrt(1/n), sqrt(2/n), sqrt(96/n).
  CHECK(std::fabs(m1 / n) < 5 * std::sqrt(1. / n));
  CHECK(std::fabs(m2 / n - 1) < 5 * std::sqrt(2. / n));
  CHECK(std::fabs(m4 / n - 3) < 5 * std::sqrt(96. / n));
}

TEST_CASE("streams of one seed are different sequences, and each repeats") {
  Random a(3, 0), b(3, 1), again(3, 1);
  int equal = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::uint32_t x = b.bits();
    equal += a.bits() == x;
    CHECK(again.bits() == x);
  }
  CHECK(equal <= 1);
}

TEST_CASE("any two streams below 2^32 are uncorrelated; streams far above are not") {
  // The largest of 1,424 numbers: below 4.5 standard errors in 99 of 100 experiments.
  double worst = 0;
  for (std::uint64_t seed : {0u, 1u, 2u, 123456789u}) {
    Random pick(seed, 99);
    for (std::uint64_t bit = 0; bit < 32; ++bit)
      for (std::uint64_t from :
           {0u, 1u, 65535u, pick.bits()}) // neighbours, and powers of two apart
        worst = worse(worst, dependence(Random(seed, from), Random(seed, from ^ (1ull << bit))));
    for (int i = 0; i < 50; ++i)
      worst = worse(worst, dependence(Random(seed, pick.bits()), Random(seed, pick.bits())));
  }
  CHECK(worst < 4.5);
  CHECK(dependence(Random(1, 0), Random(1, 1ull << 60)) > 20); // what random.hpp warns of
  for (std::uint64_t bit = 0; bit < 64; ++bit)
    CHECK(dependence(Random::hashed(1, 0), Random::hashed(1, 1ull << bit)) < 4.5);
}

TEST_CASE("one number of each of many neighbouring seeds is too even, of hashed ones it is not") {
  constexpr int few = 4096, many = 65536;
  const auto of_seed = [](int skipped) {
    return [skipped](std::uint64_t seed) {
      Random random(seed);
      for (int i = 0; i < skipped; ++i) random.bits();
      return random.uniform();
    };
  };
  CHECK(std::fabs(unevenness(few, of_seed(0))) < 3.5);
  CHECK(unevenness(many, of_seed(1)) < -4); // drawing one more, or two, is no help
  CHECK(unevenness(many, of_seed(2)) < -4);
  CHECK(unevenness(many, [](std::uint64_t i) { return Random(1, i).uniform(); }) < -4);
  for (int n : {few, many}) {
    CHECK(std::fabs(unevenness(n, [](std::uint64_t i) { return Random::hashed(i).uniform(); })) <
          3.5);
    CHECK(std::fabs(unevenness(n, [](std::uint64_t i) { return Random::hashed(1, i).uniform(); })) <
          3.5);
  }
  CHECK(std::fabs(unevenness(many, [one = Random(1)](std::uint64_t) mutable {
          return one.uniform();
        })) < 3.5); // nor is one sequence
}

TEST_CASE("hashing is SplitMix64's, by its published numbers") {
  CHECK(Random::hash(0) == 0xe220a8397b1dcdafULL);
  CHECK(Random::hash(0x9e3779b97f4a7c15ULL) == 0x6e789e6aa1b965f4ULL);
  CHECK(Random::hash(2 * 0x9e3779b97f4a7c15ULL) == 0x06c45d188009454fULL);
}

TEST_CASE("integers below n are in range and uniform") {
  Random random(5);
  int counts[7] = {};
  for (int i = 0; i < 70000; ++i) ++counts[random.below(7)];
  for (int c : counts) CHECK(std::fabs(c - 10000) < 5 * std::sqrt(10000.));
}

TEST_CASE("log, sine, cosine and exp agree with the standard library") {
  for (double x = 1e-9; x < 1e9; x *= 1.37)
    CHECK(std::fabs(portable_log(x) - std::log(x)) <= 4e-16 * std::max(1., std::fabs(std::log(x))));
  for (double r = -3; r < 3; r += 0.00137) {
    const auto v = sincos_2pi(r);
    CHECK(std::fabs(v.sin - std::sin(2 * std::numbers::pi * r)) <
          4e-15); // the argument's own rounding
    CHECK(std::fabs(v.cos - std::cos(2 * std::numbers::pi * r)) < 4e-15);
  }
  for (float x = -86; x < 86; x += 0.0713f) {
    const auto v = exponential(splat(x));
    CHECK(double(v[0]) == Approx(std::exp(double(x))).epsilon(3e-7));
    CHECK(v[0] == exponential(x)); // a vector's lanes and a lone float give the same bits
    CHECK(v[3] == v[0]);
  }
}

TEST_CASE("exp saturates at both ends of a float's range, infinities included") {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  CHECK(exponential(infinity) == exponential(1000.f));
  CHECK(exponential(-infinity) == exponential(-1000.f));
  CHECK(exponential(-infinity) < 1e-37f);
}

TEST_CASE("times are in [0, 1), in float too") {
  Random random(3);
  const Times<float> t = sample_times<float>({}, 1000000, random);
  CHECK(t.minCoeff() >= 0);
  CHECK(t.maxCoeff() < 1);
  CHECK(double(t.mean()) == Approx(0.5).margin(5 * std::sqrt(1. / 12e6)));
}

TEST_CASE("the embedding is sine and cosine of the stated frequencies") {
  const auto f = embedding_frequencies(8);
  CHECK(f.front() == 1);
  CHECK(f.back() == Approx(1e-4).epsilon(1e-12));
  double out[8];
  embed(0.3, f, out);
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(out[k] == Approx(std::sin(2 * std::numbers::pi * 0.3 * f[k])).margin(1e-15));
    CHECK(out[k + 4] == Approx(std::cos(2 * std::numbers::pi * 0.3 * f[k])).margin(1e-15));
  }
  CHECK_THROWS_AS(embedding_frequencies(5), Error);
}
