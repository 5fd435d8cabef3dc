// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 07.2`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/vectors.hpp"
#include "fm/base/random.hpp"

#include <algorithm>
#include <numbers>

namespace exercise { // so that no name of an answer meets one of these
namespace {

struct Case {
  std::vector<double> a, b;
  double s;
};
const std::vector<Case> cases{
    {{1, -2}, {2, 0}, 0.5}, {{0.3, -1, 2}, {1, 0.5, -0.7}, 0.2}, {{-1.5}, {0.4}, 0.9}};

// Whether the answer is so much of a and so much of b.
template <class A, class B> bool is(A&& of_a, B&& of_b) {
  return std::all_of(cases.begin(), cases.end(), [&](const Case& c) {
    return same(blend(c.a, c.b, c.s), mixture(of_a(c.s), c.a, of_b(c.s), c.b));
  });
}
double variance(double s) { return (1 - s) * (1 - s) + s * s; }
double of_a(double s) { return (1 - s) / std::sqrt(variance(s)); }
double of_b(double s) { return s / std::sqrt(variance(s)); }

const char* blend_problem() {
  if (is(of_a, of_b)) return nullptr;
  if (is([](double) { return 0; }, [](double) { return 0; }))
    return "it is always 0: blend is still to be written.";
  if (is([](double s) { return 1 - s; }, [](double s) { return s; }))
    return "that is the plain mixture: halfway it is too quiet.";
  if (is([](double s) { return (1 - s) / variance(s); }, [](double s) { return s / variance(s); }))
    return "the mixture is divided by the variance. A number's variance goes with its square: take "
           "the root.";
  if (is(of_b, of_a)) return "the two noises are exchanged: at s = 0 stands a, at s = 1 stands b.";
  if (is([](double s) { return std::sqrt(1 - s); }, [](double s) { return std::sqrt(s); }))
    return "the roots of the weights keep the variance too, but they do not mix a and b as 1 - s "
           "to s.";
  if (is([](double s) { return std::cos(std::numbers::pi / 2 * s); },
         [](double s) { return std::sin(std::numbers::pi / 2 * s); }))
    return "that goes along a circle, which keeps the variance too, but does not mix a and b as "
           "1 - s to s.";
  if (!same(blend({1, -2}, {2, 0}, 0), {1, -2}) || !same(blend({1, -2}, {2, 0}, 1), {2, 0}))
    return "at the ends the noise itself must stand: nothing is lost there, so nothing is put "
           "back.";
  return "(1, -2) and (2, 0) at s = 1/2 must give (2.121, -1.414).";
}

// The mean square of many blended normals; five standard errors of it are 5 (2 / n)^(1/2).
const char* loudness_problem() {
  constexpr int n = 20000;
  fm::Random random(3);
  std::vector<double> a, b;
  for (int i = 0; i < n; ++i) a.push_back(random.normal()), b.push_back(random.normal());
  for (const double s : {0.1, 0.5, 0.8}) {
    double sum = 0;
    for (const double x : blend(a, b, s)) sum += x * x / n;
    if (sum == 0) return "it is still to be written.";
    if (!close(sum, 1, 5 * std::sqrt(2. / n)))
      return "twenty thousand blended normals do not have the variance 1.";
  }
  return nullptr;
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the blend", blend_problem());
  wrong += report("its loudness", loudness_problem());
  return verdict(wrong, "One digit of lesson 8 becomes another along this: "
                        "shared/include/fm/path/blend.hpp.");
}
