// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 05.3`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/checker.hpp"

#include <cmath>

namespace exercise { // so that no name of an answer meets one of these
namespace {

Vector small(const Vector& z) { return {z[0] + 3 * z[1], 2 * z[0] + 4 * z[1]}; } // trace 5
Vector large(const Vector& z) {                                                  // trace 0.5
  return {z[0] - z[1] + 2 * z[2], 0.5 * z[0] - 2 * z[1], z[0] + 3 * z[1] + 1.5 * z[2]};
}
Vector diagonal(const Vector& z) { return {2 * z[0], -z[1], 0.5 * z[2]}; } // trace 1.5

// The last probe of each is no sign: its length is not the root of d.
const std::vector<Vector> pairs{{1, 1}, {1, -1}, {0.5, 2}};
const std::vector<Vector> triples{{1, -1, 1}, {-1, -1, 1}, {1, 1, 1}, {1.5, -0.2, 0.4}};

struct Case {
  const std::vector<Vector>& probes;
  Product product;
};
const Case cases[] = {{pairs, small}, {triples, large}};

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}
// The sum over the probes of this formula of the probe and its product.
template <class Formula> double sum_of(const Case& c, Formula&& formula) {
  double sum = 0;
  for (const Vector& z : c.probes) sum += formula(z, c.product(z));
  return sum;
}
double size(const Case& c) { return double(c.probes.size()); }
template <class Formula> bool mean_is(Formula&& formula) {
  for (const Case& c : cases)
    if (!close(trace(c.probes, c.product).mean, sum_of(c, formula) / size(c), 1e-9)) return false;
  return true;
}

const char* mean_problem() {
  if (mean_is(dot)) return nullptr;
  if (mean_is([](const Vector&, const Vector&) { return 0.; }))
    return "the mean is always 0: trace is still to be written.";
  if (mean_is([](const Vector&, const Vector& a) { return dot(a, Vector(a.size(), 1)); }))
    return "the product is added up. It must be multiplied with z once more, coordinate by "
           "coordinate.";
  if (mean_is([](const Vector& z, const Vector& a) { return dot(z, a) / dot(z, z); }))
    return "divided by the squared length of z: that is a mean eigenvalue, and the trace is their "
           "sum.";
  if (mean_is([](const Vector&, const Vector& a) { return dot(a, a); }))
    return "that is the squared length of the product: one factor is z, the other A^T z.";
  if (close(trace(pairs, small).mean, sum_of(cases[0], dot), 1e-9))
    return "that is the sum over the probes: more probes must not make a larger trace.";
  return "each probe gives the inner product of z with A^T z, and the answer is their mean.";
}

// Whether the squared error is the sum of squared distances from the mean, divided like this.
template <class Divisor> bool error_is(Divisor&& divisor) {
  for (const Case& c : cases) {
    const double mean = sum_of(c, dot) / size(c);
    const double squares = sum_of(c, [&](const Vector& z, const Vector& a) {
      return (dot(z, a) - mean) * (dot(z, a) - mean);
    });
    const double error = trace(c.probes, c.product).standard_error;
    if (!close(error, std::sqrt(squares / divisor(size(c))), 1e-9)) return false;
  }
  return true;
}

const char* error_problem() {
  if (error_is([](double k) { return k - 1; }))
    return "that is the deviation of one estimate. The mean of k is surer: divide its square by k.";
  if (error_is([](double k) { return k * k; }))
    return "it divides by k where k - 1 belongs: the mean was fitted to the same k numbers.";
  if (!error_is([](double k) { return k * (k - 1); }))
    return "for the probes (1, 1) and (1, -1) of the example it must be 5: see the text.";
  if (!std::isnan(trace({{1, 1}}, small).standard_error))
    return "from a single probe nobody knows the error: it must be NaN there.";
  return nullptr;
}

const char* law_problem() {
  const Estimate d = trace({{1, -1, 1}, {-1, -1, -1}, {1, 1, -1}}, diagonal);
  if (!close(d.mean, 1.5, 1e-9) || !close(d.standard_error, 0, 1e-6))
    return "of a diagonal matrix every probe of signs knows the trace, and the error is 0.";
  if (!close(trace({{1, 1, 1}, {1, 1, -1}, {1, -1, 1}, {1, -1, -1}}, large).mean, 0.5, 1e-9))
    return "the mean over all probes of signs must be the trace itself.";
  return nullptr;
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the mean", mean_problem());
  if (wrong == 0) wrong += report("its standard error", error_problem());
  if (wrong == 0) wrong += report("what signs know", law_problem());
  return verdict(wrong, "The likelihood of a point under a flow is made of this: "
                        "shared/include/fm/ode/divergence.hpp.");
}
