// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 01.2`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/solver_step.hpp"

using namespace exercise;

namespace {

// Whether the answer is this formula of the two slopes, on every step.
template <class Formula> bool is(Formula&& formula) {
  return exercise::is(heun_step, [&](const Step& s) {
    const double k_1 = s.v(s.x, s.t), k_2 = s.v(s.x + s.h * k_1, s.t + s.h);
    return formula(s, k_1, k_2);
  });
}

const char* step_problem() {
  if (is([](const Step& s, double a, double b) { return s.x + s.h * (a + b) / 2; })) return nullptr;
  if (is([](const Step&, double, double) { return 0.; }))
    return "the step always ends at 0: heun_step is still to be written.";
  if (is([](const Step& s, double a, double) { return s.x + s.h * a; }))
    return "that is Euler's step: ask a second time, where it ends, and take the mean.";
  if (is([](const Step& s, double a, double) {
        return s.x + s.h * s.v(s.x + s.h / 2 * a, s.t + s.h / 2);
      }))
    return "that is the midpoint method: of order 2 as well, but Heun asks at the end of the step, "
           "not in its middle.";
  if (is([](const Step& s, double a, double) {
        return s.x + s.h * (a + s.v(s.x + s.h * a, s.t)) / 2;
      }))
    return "the second slope is asked at the time of the first: it belongs to t + h.";
  if (is([](const Step& s, double a, double) { return s.x + s.h * (a + s.v(s.x, s.t + s.h)) / 2; }))
    return "the second slope is asked at the place of the first: it belongs to x + h k_1.";
  if (is([](const Step& s, double a, double b) { return s.x + s.h * (a + b); }))
    return "the slopes are added up, their sum instead of their mean: divide by 2.";
  if (is([](const Step& s, double, double b) { return s.x + s.h * b; }))
    return "only the second slope is used: Heun takes the mean of both.";
  if (is([](const Step& s, double a, double b) { return s.x + s.h * a + s.h * (a + b) / 2; }))
    return "the step goes on from the end of the first one: it begins again at the start, x.";
  return "with v(x, t) = x + t, from x = 2 at t = 1, a step of 0.5 must lead to 4. Follow the "
         "example in README.md slope by slope.";
}

const char* price_problem() {
  return price(heun_step) == 2
             ? nullptr
             : "a step of Heun's is two evaluations of v: keep the first slope, do not ask "
               "for it again.";
}

// Over a whole run: half the step, a quarter of the error.
const char* order_problem() {
  return close(halving(heun_step, 100), 4, 0.1)
             ? nullptr
             : "half the step does not divide the error of a whole run by four.";
}

} // namespace

int main() {
  int wrong = report("one step", step_problem());
  if (wrong == 0)
    wrong += report("its price", price_problem()) + report("its order", order_problem());
  return verdict(wrong,
                 "In the course it is a row of numbers in shared/include/fm/ode/tableau.hpp.");
}
