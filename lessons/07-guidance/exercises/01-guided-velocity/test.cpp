// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 07.1`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/vectors.hpp"

#include <algorithm>

namespace exercise { // so that no name of an answer meets one of these
namespace {

int evaluations = 0;

// (1, 0) without a class and (2, 4) for class 2, at (0, 0) and t = 0; elsewhere other numbers.
Point network(const Point& x, double t, int c) {
  ++evaluations;
  return c == no_class ? Point{1 - x[1] + t, x[0]} : Point{c - x[0] * t, 4 + x[1] * c + 3 * t};
}

struct Case {
  Point x;
  double t;
  int c;
  double w;
};
const std::vector<Case> cases{
    {{0, 0}, 0, 2, 3}, {{0.5, -1}, 0.3, 1, 1.5}, {{-1, 2}, 0.9, 0, 0.25}, {{2, 1}, 0.5, 3, 6}};

// Whether the answer is so much of the free velocity and so much of that of the class.
template <class Free, class Label> bool is(Free&& free, Label&& label) {
  return std::all_of(cases.begin(), cases.end(), [&](const Case& c) {
    return same(guided(network, c.x, c.t, c.c, c.w), mixture(free(c.w), network(c.x, c.t, no_class),
                                                             label(c.w), network(c.x, c.t, c.c)));
  });
}
double all(double) { return 1; }
double none(double) { return 0; }
double whole(double w) { return w; }
double rest(double w) { return 1 - w; }
double more(double w) { return 1 + w; }
double minus(double w) { return -w; }

const char* velocity_problem() {
  if (is(rest, whole)) return nullptr;
  if (is(none, none)) return "the velocity is always 0: guided is still to be written.";
  if (is(minus, more))
    return "that begins at the velocity of the class: the formula of the other texts, whose w = 0 "
           "is our w = 1.";
  if (is(all, whole))
    return "the whole velocity of the class is added: add w times the difference, what the class "
           "changes.";
  if (is(whole, rest))
    return "the two velocities are exchanged: w = 0 forgets the class, w = 1 asks for it.";
  if (is(none, all)) return "that is the velocity of the class for every w.";
  if (is(more, minus)) return "it goes away from the class: the difference has the wrong sign.";
  return "of (1, 0) without a class and (2, 4) with it, w = 3 must make (4, 12).";
}

const char* price_problem() {
  const auto price = [](double w) {
    evaluations = 0;
    guided(network, {0, 0}, 0.5, 2, w);
    return evaluations;
  };
  if (price(3) == 0) return "the network is never asked: it is still to be written.";
  if (price(3) != 2) return "the network must be asked twice, with the class and without.";
  if (price(0) != 1 || price(1) != 1)
    return "the network must be asked twice, and with w = 0 or w = 1 once: the other answer is "
           "not needed.";
  // And the one that is asked is the right one.
  if (!same(guided(network, {0, 0}, 0, 2, 0), {1, 0})) return "w = 0 is the free velocity.";
  if (!same(guided(network, {0, 0}, 0, 2, 1), {2, 4})) return "w = 1 is the velocity of the class.";
  return nullptr;
}

const char* meaning_problem() {
  const auto ours = [](auto&& formula) {
    for (const double w : {0., 0.5, 2., 6.5})
      if (!close(our_w(w), formula(w), 1e-12)) return false;
    return true;
  };
  if (ours(more)) return nullptr;
  if (ours(none)) return "it is always 0: our_w is still to be written.";
  if (ours(whole))
    return "the two formulas mean different things by w: put theirs to 0, and look which velocity "
           "is left.";
  if (ours([](double w) { return w - 1; }))
    return "1 less, where it is 1 more: their w = 0 asks for the class already.";
  return "for their w = 2 it must be 3.";
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the guided velocity", velocity_problem());
  wrong += report("what it costs", price_problem());
  wrong += report("the other texts' w", meaning_problem());
  return verdict(wrong, "The digits of lesson 8 are guided like this: "
                        "shared/include/fm/path/guidance.hpp.");
}
