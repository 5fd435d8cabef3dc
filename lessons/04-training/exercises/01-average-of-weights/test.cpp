// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 04.1`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/vectors.hpp"

#include <algorithm>

namespace exercise { // so that no name of an answer meets one of these
namespace {

struct Case {
  std::vector<double> average, weights;
  double decay;
  long steps;
};
const std::vector<Case> late{
    {{1, 2}, {3, 0}, 0.9, 980}, {{-1, 0.5, 2}, {0.5, 0.5, -1}, 0.75, 40}, {{4}, {-2}, 0.5, 1000}};
const std::vector<Case> early{{{1, 2}, {3, 0}, 0.9, 0}, {{-1, 0.5}, {0.5, 1}, 0.999, 8}};

// Whether the answer keeps this share of the old average and takes that share of the weights.
template <class Keep, class Take>
bool is(const std::vector<Case>& cases, Keep&& keep, Take&& take) {
  return std::all_of(cases.begin(), cases.end(), [&](const Case& c) {
    return same(ema_step(c.average, c.weights, c.decay, c.steps),
                mixture(keep(c), c.average, take(c), c.weights));
  });
}
double bound(const Case& c) { return double(1 + c.steps) / double(10 + c.steps); }
double keep(const Case& c) { return std::min(c.decay, bound(c)); }
double rest(const Case& c) { return 1 - keep(c); }
double all(const Case&) { return 1; }
double none(const Case&) { return 0; }

const char* late_problem() {
  if (is(late, keep, rest)) return nullptr;
  if (is(late, all, none)) return "nothing moves: ema_step is still to be written.";
  if (ema_step({1, 2}, {3, 0}, 0.9, 980).size() != 2)
    return "as many numbers must come out as went in.";
  if (is(late, rest, keep))
    return "the two shares are exchanged: the average is slow, and keeps the share `decay`.";
  if (is(late, none, rest) || is(late, all, rest))
    return "the shares do not add up to 1: with equal weights at every step the average must stay "
           "where it is.";
  if (is(late, none, all))
    return "(1 + steps) / (10 + steps) of whole numbers is 0, and so nothing of the average stays: "
           "divide doubles.";
  if (is(
          late, [](const Case& c) { return std::max(c.decay, bound(c)); },
          [](const Case& c) { return 1 - std::max(c.decay, bound(c)); }))
    return "it keeps the larger of the two shares: (1 + steps) / (10 + steps) is an upper bound.";
  return "late in the training the average must be decay average + (1 - decay) weights.";
}

const char* early_problem() {
  if (is(early, keep, rest)) return nullptr;
  if (is(early, all, none)) return "nothing moves: it is still to be written.";
  if (is(
          early, [](const Case& c) { return c.decay; }, [](const Case& c) { return 1 - c.decay; }))
    return "at the start it remembers the first weights for too long: at step 0 at most 1/10 of "
           "the old average stays.";
  return "at step k at most (1 + k) / (10 + k) of the old average stays.";
}

// Weights that wander to and fro around 1: their average goes to 1, and stays inside their range.
const char* law_problem() {
  std::vector<double> average{5};
  for (long k = 0; k < 400; ++k) average = ema_step(average, {k % 2 ? 2. : 0.}, 0.95, k);
  return average.size() == 1 && close(average[0], 1, 0.05)
             ? nullptr
             : "weights that go to and fro around 1 must have an average near 1.";
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("late in the training", late_problem());
  wrong += report("at its start", early_problem());
  wrong += report("four hundred steps", law_problem());
  return verdict(wrong, "This is the average that lesson 4 samples from: "
                        "shared/include/fm/net/ema.hpp.");
}
