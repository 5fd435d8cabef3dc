// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 01.1`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/solver_step.hpp"

using namespace exercise;

namespace {

template <class Formula> bool is(Formula&& formula) { return exercise::is(euler_step, formula); }

const char* step_problem() {
  if (is([](const Step& s) { return s.x + s.h * s.v(s.x, s.t); })) return nullptr;
  if (is([](const Step&) { return 0.; }))
    return "the step always ends at 0: euler_step is still to be written.";
  if (is([](const Step& s) { return s.x; }))
    return "that is standing still: add the way that the velocity leads in a time of h.";
  if (is([](const Step& s) { return s.h * s.v(s.x, s.t); }))
    return "the step is missing its start: the way is added to x.";
  if (is([](const Step& s) { return s.x + s.v(s.x, s.t); }))
    return "the length of the step plays no part: a velocity is multiplied by the time it lasts.";
  if (is([](const Step& s) { return s.x - s.h * s.v(s.x, s.t); }))
    return "the step goes the wrong way: along the velocity, not against it.";
  if (is([](const Step& s) { return s.x + s.h * s.v(s.x, s.t + s.h); }))
    return "the slope is asked at the end of the step: Euler asks at its start, v(x, t).";
  if (is([](const Step& s) { return s.x + s.h * s.v(s.x, s.t + s.h / 2); }))
    return "the slope is asked half a step late, as lesson 1's faulty sampler does: ask v(x, t).";
  if (is([](const Step& s) { return s.x + s.h * s.v(s.x, 0); }))
    return "the slope is asked at time 0 instead of t: a wind changes while one drifts.";
  return "with v(x, t) = x + t, from x = 2 at t = 1, a step of 0.5 must lead to 3.5. Ask once, at "
         "the start.";
}

const char* price_problem() {
  return price(euler_step) == 1
             ? nullptr
             : "a step of Euler's is one evaluation of v, and yours takes another number.";
}

// Over a whole run: half the step, half the error.
const char* order_problem() {
  return close(halving(euler_step, 200), 2, 0.02)
             ? nullptr
             : "half the step does not halve the error of a whole run.";
}

} // namespace

int main() {
  int wrong = report("one step", step_problem());
  if (wrong == 0)
    wrong += report("its price", price_problem()) + report("its order", order_problem());
  return verdict(wrong, "Every solver of the course is this with more slopes: "
                        "shared/include/fm/ode/solve.hpp.");
}
