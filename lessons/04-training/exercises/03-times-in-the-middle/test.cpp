// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 04.3`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/vectors.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace exercise { // so that no name of an answer meets one of these
namespace {

struct Case {
  double location, scale;
};
constexpr Case cases[] = {{0, 1}, {0.5, 2}, {-1, 0.4}};
constexpr int n = 200;

std::vector<double> answer(const Case& c) {
  fm::Random random(7);
  return sample_times(n, c.location, c.scale, random);
}

// Whether each time is this formula of what was drawn for it. The library's are exact in float.
template <class Formula> bool is(Formula&& formula) {
  return std::all_of(std::begin(cases), std::end(cases), [&](const Case& c) {
    fm::Random random(7);
    std::vector<double> t;
    for (int i = 0; i < n; ++i) t.push_back(formula(c, random));
    return same(answer(c), t, 1e-6);
  });
}
double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

const char* times_problem() {
  const auto normal = [](const Case& c, fm::Random& r) {
    return c.location + c.scale * r.normal();
  };
  if (is([&](const Case& c, fm::Random& r) { return sigmoid(normal(c, r)); })) return nullptr;
  if (is([](const Case&, fm::Random&) { return 0; }))
    return "all times are 0: sample_times is still to be written.";
  for (const Case& c : cases)
    if (answer(c).size() != n) return "n times are asked for, and another number came.";
  if (is([&](const Case& c, fm::Random& r) { return std::clamp(normal(c, r), 0., 1.); }))
    return "the normals are cut off at the ends, so many times are 0 or 1 exactly. Bend them into "
           "(0, 1) instead.";
  if (is([&](const Case& c, fm::Random& r) { return sigmoid(-normal(c, r)); }))
    return "the sign of the logit is the wrong way round: a larger location must give later times.";
  if (is([](const Case& c, fm::Random& r) { return sigmoid(c.location + c.scale * r.uniform()); }))
    return "an even number was drawn, where the logit is a normal one: random.normal().";
  if (is([](const Case& c, fm::Random& r) { return sigmoid((r.normal() + c.location) * c.scale); }))
    return "the scale multiplies the location too: the logit is location + scale z.";
  if (is([&](const Case& c, fm::Random& r) { return normal(c, r); }))
    return "these are the logits. A time lies between 0 and 1.";
  return "the logits of the times must be location + scale z, with one z for each, in order.";
}

double logit_density(double t, const Case& c) {
  const double z = (std::log(t / (1 - t)) - c.location) / c.scale;
  return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi) / c.scale;
}
template <class Formula> bool density_is(Formula&& formula) {
  for (const Case& c : cases)
    for (const double t : {0.03, 0.2, 0.5, 0.7, 0.9})
      if (!close(time_density(t, c.location, c.scale), formula(t, c), 1e-9)) return false;
  return true;
}

const char* density_problem() {
  if (density_is([](double t, const Case& c) { return logit_density(t, c) / (t * (1 - t)); }))
    return nullptr;
  if (density_is([](double, const Case&) { return 0; }))
    return "the density is always 0: it is still to be written.";
  if (density_is(logit_density))
    return "that is the density of the logit. The time moves more slowly: divide by t (1 - t).";
  if (density_is([](double t, const Case& c) { return logit_density(t, c) * t * (1 - t); }))
    return "multiplied by t (1 - t), where one divides.";
  if (density_is(
          [](double t, const Case& c) { return c.scale * logit_density(t, c) / (t * (1 - t)); }))
    return "a normal's density is divided by the scale too: a wide one is low.";
  return "all of it, from 0 to 1, must be 1, and at 1/2 with location 0 and scale 1 it is 1.596.";
}

// How many of the times lie before 1/3, beside the density's own answer by midpoints.
const char* share_problem() {
  fm::Random random(11);
  std::vector<double> t = sample_times(4000, -0.5, 1.2, random);
  if (std::count(t.begin(), t.end(), 0.) == 4000) return "it is still to be written.";
  const auto early = std::count_if(t.begin(), t.end(), [](double x) { return x < 1. / 3; });
  double share = 0;
  for (int i = 0; i < 1000; ++i) share += time_density((i + 0.5) / 3000, -0.5, 1.2) / 3000;
  return close(double(early) / 4000, share, 0.04) // five standard errors of a share of 4,000
             ? nullptr
             : "of your times another share lies before 1/3 than your density says.";
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the times", times_problem());
  wrong += report("their density", density_problem());
  wrong += report("the one against the other", share_problem());
  return verdict(wrong, "These are the times of a twin in lesson 4: "
                        "shared/include/fm/path/times.hpp.");
}
