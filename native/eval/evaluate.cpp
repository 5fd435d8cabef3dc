#include "eval/evaluate.hpp"

#include "eval/neighbours.hpp"
#include "fm/base/require.hpp"
#include "fm/ode/tableau.hpp"
#include "sample/sample.hpp"

#include <chrono>
#include <limits>

namespace fm {

namespace {

constexpr std::int64_t batch = 250, neighbours_of = 10'000, copies_of = 2'000;
constexpr double sure_above = 0.99;

// What the judges see in images that come by and by.
class View {
public:
  View(Judges& judges, std::int64_t pixels) : judges_(judges), pixels_(pixels) {}

  // Images in [-1, 1], and the digit that each should be, or none.
  void add(const torch::Tensor& images, const torch::Tensor& label) {
    const torch::Tensor f = judges_.features->features(images);
    moments.add(f);
    if (kept_features_ < neighbours_of) features_.push_back(f);
    if (kept_pixels_ < pixels_) flat_.push_back(images.flatten(1));
    kept_features_ += f.size(0);
    kept_pixels_ += f.size(0);
    const auto [best, digit] =
        torch::softmax(judges_.reader->logits(judges_.reader->features(images)), 1).max(1);
    right_ += (digit == label).sum().item<std::int64_t>();
    sure_ += (best > sure_above).sum().item<std::int64_t>();
  }

  double right() const { return double(right_) / double(moments.count()); }
  double sure() const { return double(sure_) / double(moments.count()); }
  torch::Tensor features() const { return torch::cat(features_).slice(0, 0, neighbours_of); }
  torch::Tensor pixels() const { return torch::cat(flat_).slice(0, 0, pixels_); }

  Moments moments;

private:
  Judges& judges_;
  std::int64_t pixels_, kept_features_ = 0, kept_pixels_ = 0, right_ = 0, sure_ = 0;
  std::vector<torch::Tensor> features_, flat_;
};

View look_at(Judges& judges, const Mnist& data, std::int64_t n, std::int64_t pixels) {
  View view(judges, pixels);
  for (std::int64_t i = 0; i < n; i += batch) {
    const std::int64_t m = std::min(batch, n - i);
    view.add(to_unit(data.images.narrow(0, i, m)), data.labels.narrow(0, i, m));
  }
  return view;
}

double median_nearest(const torch::Tensor& pixels, const torch::Tensor& among) {
  return nearest_distance(pixels, among).median().item<double>();
}

} // namespace

Reference make_reference(Judges& judges, const Mnist& train, const Mnist& test, std::int64_t n) {
  torch::NoGradGuard no_grad;
  const View all = look_at(judges, train, train.images.size(0), train.images.size(0));
  const std::int64_t m = std::min(n, test.images.size(0));
  const View real = look_at(judges, spread(test, m), m, copies_of);
  Reference r;
  r.features = all.moments.fit();
  r.some_features = all.features();
  r.pixels = all.pixels();
  r.floor_count = m;
  r.floor = frechet_distance(real.moments.fit(), r.features);
  const PrecisionRecall pr = precision_recall(r.some_features, real.features());
  r.precision = pr.precision;
  r.recall = pr.recall;
  r.accuracy = real.right();
  r.sure = real.sure();
  r.nearest = median_nearest(real.pixels(), r.pixels);
  return r;
}

Quality measure(Flow flow, const Setting& setting, std::int64_t n, std::uint64_t seed,
                Judges& judges, const Reference& reference) {
  FM_REQUIRE(n >= 10, "a measurement needs at least 10 samples");
  const int stages = int(tableau(setting.solver).stages), steps = setting.evaluations / stages;
  FM_REQUIRE(steps >= 1, setting.solver + " needs at least " + std::to_string(stages) +
                             " evaluations for one step");
  torch::NoGradGuard no_grad;
  const bool twice = !setting.any && setting.guidance != 0 && setting.guidance != 1;
  const torch::Device device = flow.device();
  View view(judges, copies_of);
  const auto start = std::chrono::steady_clock::now();
  for (std::int64_t i = 0; i < n; i += batch) {
    const torch::Tensor digits =
        torch::arange(i, std::min(n, i + batch), torch::kInt64).remainder(10);
    const torch::Tensor label = setting.any ? torch::full_like(digits, no_label) : digits;
    SampleOptions options{setting.solver, steps, setting.any ? 0 : setting.guidance, seed};
    options.part = i / batch;
    const torch::Tensor images = sample_digits(flow, label.to(device), options).cpu();
    FM_REQUIRE(images.isfinite().all().item<bool>(),
               "the samples are not finite: the network or its guidance has diverged");
    view.add(to_unit(to_pixels(images)), digits); // as they would be saved
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const PrecisionRecall pr = precision_recall(reference.some_features, view.features());
  return {setting,
          steps,
          steps * stages * (twice ? 2 : 1),
          n,
          frechet_distance(view.moments.fit(), reference.features),
          setting.any ? std::numeric_limits<double>::quiet_NaN() : view.right(),
          view.sure(),
          pr.precision,
          pr.recall,
          median_nearest(view.pixels(), reference.pixels),
          seconds,
          flow.in_half()};
}

} // namespace fm
