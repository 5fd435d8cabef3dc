// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 08.3`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/checker.hpp"

#include <vector>

namespace exercise { // so that no name of an answer meets one of these
namespace {

// The parts of the distance, from which mistakes are made.
struct Parts {
  double means, traces, product, dets; // |m - n|^2, tr A + tr B, tr(A B), det A det B
};
Parts parts(const Gaussian& a, const Gaussian& b) {
  const double x = a.x - b.x, y = a.y - b.y;
  return {x * x + y * y, a.xx + a.yy + b.xx + b.yy, a.xx * b.xx + 2 * a.xy * b.xy + a.yy * b.yy,
          (a.xx * a.yy - a.xy * a.xy) * (b.xx * b.yy - b.xy * b.xy)};
}

struct Pair {
  Gaussian a, b;
};
const std::vector<Pair>& pairs() {
  static const std::vector<Pair> all{{{0, 0, 1, 0, 4}, {3, 0, 4, 0, 9}},
                                     {{1, -2, 2, 0.5, 1}, {0.5, 1, 3, -1, 2}},
                                     {{-1, 0.3, 0.5, 0.2, 0.4}, {2, 0.1, 1.5, 0.7, 0.9}}};
  return all;
}
template <class Formula> bool is(Formula&& formula) {
  for (const Pair& p : pairs())
    if (!close(frechet_squared(p.a, p.b), formula(p.a, p.b), 1e-6)) return false;
  return true;
}
template <class Formula> bool made_of(Formula&& formula) {
  return is([&](const Gaussian& a, const Gaussian& b) { return formula(parts(a, b)); });
}

const char* value_problem() {
  if (made_of([](const Parts& p) {
        return p.means + p.traces - 2 * std::sqrt(p.product + 2 * std::sqrt(p.dets));
      }))
    return nullptr;
  if (is([](const Gaussian&, const Gaussian&) { return -1.; }))
    return "that is -1 for all: frechet_squared is still to be written.";
  if (made_of([](const Parts& p) { return p.means; }))
    return "the means alone: two clouds of one mean and different widths are apart, too.";
  if (made_of([](const Parts& p) {
        return p.traces - 2 * std::sqrt(p.product + 2 * std::sqrt(p.dets));
      }))
    return "the distance of the means is missing.";
  if (made_of([](const Parts& p) {
        return std::sqrt(p.means + p.traces - 2 * std::sqrt(p.product + 2 * std::sqrt(p.dets)));
      }))
    return "that is the distance, not its square.";
  if (made_of([](const Parts& p) {
        return p.means + p.traces - std::sqrt(p.product + 2 * std::sqrt(p.dets));
      }))
    return "the trace of the root counts twice: once for each side of (p - q)^2.";
  if (made_of([](const Parts& p) { return p.means + p.traces - 2 * std::sqrt(p.product); }))
    return "the root of a trace is not the trace of a root: 2 sqrt(det A det B) is missing under "
           "it.";
  if (is([](const Gaussian& a, const Gaussian& b) {
        const double root = std::sqrt(a.xx * b.xx) + std::sqrt(a.yy * b.yy);
        return parts(a, b).means + parts(a, b).traces - 2 * root;
      }))
    return "the covariance of x and y plays no part: that is right only for upright ellipses.";
  if (is([](const Gaussian& a, const Gaussian& b) {
        const Parts p = parts(a, b);
        return p.means + p.traces - 2 * std::sqrt(p.product - a.xy * b.xy + 2 * std::sqrt(p.dets));
      }))
    return "tr(A B) is the sum of all four products of entries: xy with xy stands in it twice.";
  return "the example's two are 11 apart.";
}

const char* law_problem() {
  const Gaussian one{0.1, 0.2, 0.3, 0.1, 0.7};
  const double none = frechet_squared(one, one);
  if (none == -1) return "it is still to be written.";
  if (!(none >= 0)) return "a Gaussian is 0 from itself, and not less: rounding must not show.";
  if (!close(none, 0, 1e-9)) return "a Gaussian is 0 from itself.";
  const Pair p = pairs()[1];
  return close(frechet_squared(p.a, p.b), frechet_squared(p.b, p.a), 1e-9)
             ? nullptr
             : "both ways must be equally far.";
}

// A flat one: all of it in one place, or on a line.
const char* flat_problem() {
  const double far = frechet_squared({0, 0, 0, 0, 0}, {0, 0, 1, 0, 4});
  if (far == -1) return "it is still to be written.";
  return close(far, 5, 1e-9)
             ? nullptr
             : "a point is as far from a cloud as the cloud is wide, here 1 + 4: no "
               "determinant may stand below a line.";
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the distance", value_problem());
  wrong += report("from itself, and both ways", law_problem());
  wrong += report("a cloud without width", flat_problem());
  return verdict(wrong, "Lesson 8 judges its networks with it: "
                        "shared/include/fm/measure/gaussian.hpp.");
}
