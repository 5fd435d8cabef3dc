// The measures of `fm eval` beside other implementations and beside brute force.
#include "check.hpp"
#include "eval/evaluate.hpp"
#include "eval/neighbours.hpp"
#include "eval/report.hpp"
#include "fm/base/require.hpp"
#include "sample/sample.hpp"
#include "support.hpp"

using namespace fm;
using namespace fm_test;

namespace {
// Rows that any language can make again: sin(1 + 7 i + 3 j + s i j), shifted and scaled.
torch::Tensor rows(std::int64_t n, std::int64_t d, double s, double shift, double scale) {
  const torch::Tensor i = torch::arange(n, torch::kFloat64).unsqueeze(1),
                      j = torch::arange(d, torch::kFloat64).unsqueeze(0);
  return shift + scale * (1 + 7 * i + 3 * j + s * i * j).sin();
}
Judges small_judges() {
  Judges judges;
  judges.features = train_classifier(bars(256), 1, 30, [](int, double) {});
  judges.reader = train_classifier(bars(256), 2, 30, [](int, double) {});
  return judges;
}
} // namespace

TEST_CASE("the Frechet distance is scipy's") {
  // numpy.cov and scipy.linalg.sqrtm (1.17): |m_a - m_b|^2 + trace(A + B - 2 sqrtm(A B)).
  const struct {
    std::int64_t n, m, d;
    double value;
  } cases[] = {{200, 150, 4, 3.3600288250218}, {300, 200, 16, 12.8620833476798}};
  for (const auto& c : cases) {
    Moments a, b;
    const torch::Tensor x = rows(c.n, c.d, 0.37, 0, 1), y = rows(c.m, c.d, 0.81, 0.5, 2);
    a.add(x);
    for (std::int64_t i = 0; i < c.m; i += 50) b.add(y.narrow(0, i, 50)); // streamed
    INFO(c.d);
    // Square roots of eigenvalues that are zero but for rounding (1e-16) weigh 1e-8.
    CHECK(frechet_distance(a.fit(), b.fit()) == Approx(c.value).epsilon(1e-7));
    CHECK(frechet_distance(a.fit(), a.fit()) == Approx(0).margin(1e-6));
  }
  CHECK_THROWS_AS(Moments().fit(), Error);
}

TEST_CASE("precision and recall are what their definition says, by brute force") {
  torch::manual_seed(5);
  const torch::Tensor data = torch::randn({60, 3}, torch::kFloat64),
                      samples = 0.7 * torch::randn({45, 3}, torch::kFloat64) + 0.4;
  const auto distance = [](const torch::Tensor& a, const torch::Tensor& b) {
    return (a - b).square().sum().item<double>();
  };
  const auto inside = [&](const torch::Tensor& points, const torch::Tensor& set) {
    int count = 0;
    for (std::int64_t p = 0; p < points.size(0); ++p) {
      bool any = false;
      for (std::int64_t i = 0; i < set.size(0); ++i) {
        std::vector<double> others;
        for (std::int64_t j = 0; j < set.size(0); ++j)
          if (j != i) others.push_back(distance(set[i], set[j]));
        std::sort(others.begin(), others.end());
        any = any || distance(points[p], set[i]) <= others[2];
      }
      count += any;
    }
    return double(count) / double(points.size(0));
  };
  const PrecisionRecall pr = precision_recall(data, samples, 3);
  CHECK(pr.precision == inside(samples, data));
  CHECK(pr.recall == inside(data, samples));
  CHECK(pr.precision != pr.recall);
  CHECK_THROWS_AS(precision_recall(data, samples.narrow(0, 0, 3)), Error);
}

TEST_CASE("the nearest of many, in blocks") {
  torch::manual_seed(6);
  const torch::Tensor x = torch::randn({1205, 7}), y = torch::randn({40, 7});
  const torch::Tensor expected = torch::cdist(x, y).amin(1);
  CHECK(torch::allclose(nearest_distance(x, y), expected, 1e-4, 1e-3));
}

TEST_CASE("judges: learned, repeated by their seed, kept with their digest") {
  const Mnist data = bars(256);
  Judges judges = small_judges();
  CHECK(accuracy(judges.reader, bars(100)) > 0.9);
  Classifier again = train_classifier(data, 1, 30, [](int, double) {});
  const torch::Tensor x = to_unit(data.images.narrow(0, 0, 20));
  CHECK(torch::equal(again->features(x), judges.features->features(x)));
  CHECK_FALSE(torch::equal(judges.reader->features(x), judges.features->features(x)));

  const Folder folder;
  CHECK_THROWS_WITH(load_judges(folder.path), Catch::Contains("fm train-classifier"));
  save_judges(folder.path, judges);
  Judges back = load_judges(folder.path);
  // Halves have 11 bits; the sum of some hundred products of size one is off by less than this.
  CHECK(torch::allclose(back.features->features(x), judges.features->features(x), 1e-2, 2e-2));
  std::string bytes = read(folder.path / "features.safetensors");
  bytes[bytes.size() / 2] ^= 4;
  write(folder.path / "features.safetensors", bytes);
  CHECK_THROWS_WITH(load_judges(folder.path), Catch::Contains("SHA-256 differs"));
}

TEST_CASE("the floor's images are spread over the test set") {
  Judges judges = small_judges();
  const Mnist train = bars(500);
  Mnist test = bars(400); // whose first half is like nothing in the training images
  test.images.narrow(0, 0, 200).fill_(255);
  const double half = make_reference(judges, train, test, 200).floor,
               all = make_reference(judges, train, test, 400).floor;
  CHECK(half == Approx(all).epsilon(0.05));
}

TEST_CASE("samples in bfloat16 are those in float, nearly, and the report says which they are") {
  Judges judges = small_judges();
  const Reference reference = make_reference(judges, bars(500), bars(260), 260);
  torch::manual_seed(1);
  Flow flow(shaken_state()->average);
  const torch::Tensor label = torch::arange(20, torch::kInt64).remainder(10);
  const torch::Tensor floats = sample_digits(flow, label, {"heun", 4, 1, 7});
  const Quality in_float = measure(flow, {"heun", 4, 1, false}, 260, 7, judges, reference);
  CHECK_FALSE(flow.in_half());
  flow.to_half();
  CHECK(flow.in_half());
  const torch::Tensor halves = sample_digits(flow, label, {"heun", 4, 1, 7});
  CHECK(halves.scalar_type() == torch::kFloat32);
  const double off = ((halves - floats).norm() / floats.norm()).item<double>();
  INFO(off);
  CHECK(off > 0);
  CHECK(off < 0.02); // bfloat16 has 8 bits
  const Quality in_half = measure(flow, {"heun", 4, 1, false}, 260, 7, judges, reference);
  CHECK(in_half.frechet == Approx(in_float.frechet).epsilon(0.05));
  const auto json = report_json({}, reference, {in_float, in_half}, 7);
  CHECK(json["rows"][0]["computed_in"] == "fp32");
  CHECK(json["rows"][1]["computed_in"] == "bf16");
  CHECK(report_row(in_half, reference).find("| heun, 2, bf16 | 4 |") != std::string::npos);
}

TEST_CASE("a measurement is a function of its seed, and knows noise from digits") {
  Judges judges = small_judges();
  const Reference reference = make_reference(judges, bars(500), bars(260), 260);
  CHECK(reference.floor_count == 260);
  CHECK(reference.floor < 0.1);
  CHECK(reference.nearest < 1);
  CHECK(reference.precision > 0.9);
  torch::manual_seed(1);
  VelocityNet net = shaken_state()->average;
  const Setting setting{"heun", 4, 2, false};
  const Quality once = measure(net, setting, 260, 7, judges, reference),
                again = measure(net, setting, 260, 7, judges, reference),
                other = measure(net, setting, 260, 8, judges, reference);
  CHECK(once.steps == 2);
  CHECK(once.network_evaluations == 8);
  CHECK(once.frechet == again.frechet);
  CHECK(once.nearest == again.nearest);
  CHECK(once.frechet != other.frechet);
  CHECK(once.frechet > 10 * reference.floor);
  CHECK(once.accuracy < 0.5);
  CHECK(std::isnan(measure(net, {"euler", 1, 0, true}, 20, 7, judges, reference).accuracy));
  CHECK_THROWS_WITH(measure(net, {"rk4", 3, 1, false}, 20, 7, judges, reference),
                    Catch::Contains("at least 4 evaluations"));
  const auto json = report_json({}, reference, {once}, 7);
  CHECK(json["rows"][0]["times_floor"].get<double>() == Approx(once.frechet / reference.floor));
  CHECK(report_row(once, reference).find("| heun, 2 | 8 | 2 |") != std::string::npos);
}
