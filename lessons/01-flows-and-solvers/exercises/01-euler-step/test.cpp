// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 01.1`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include <cmath>
#include <cstdio>
#include <functional>

namespace {

constexpr double tolerance = 1e-12; // on numbers of size 1, a few roundings

double leaning(double x, double t) { return x + t; }
double waving(double x, double t) { return std::sin(3 * t) - x * x; }
int calls = 0;
double counted(double x, double t) {
  ++calls;
  return leaning(x, t);
}

struct Case {
  Velocity v;
  double x, t, h;
};
constexpr Case cases[] = {{leaning, 2, 1, 0.5},
                          {leaning, -1, 0.25, 0.1},
                          {waving, 0.5, 0.7, 0.3},
                          {waving, 1, 0.5, -0.2}};

// Whether the answer is this formula, on every case.
bool is(const std::function<double(const Case&)>& formula) {
  for (const Case& c : cases)
    if (!(std::fabs(euler_step(c.v, c.x, c.t, c.h) - formula(c)) <= tolerance)) return false;
  return true;
}

const char* step_problem() {
  if (is([](const Case& c) { return c.x + c.h * c.v(c.x, c.t); })) return nullptr;
  if (is([](const Case&) { return 0.; }))
    return "the step always ends at 0: euler_step is still to be written.";
  if (is([](const Case& c) { return c.x; }))
    return "that is standing still: add the way that the velocity leads in a time of h.";
  if (is([](const Case& c) { return c.h * c.v(c.x, c.t); }))
    return "the step is missing its start: the way is added to x.";
  if (is([](const Case& c) { return c.x + c.v(c.x, c.t); }))
    return "the length of the step plays no part: a velocity is multiplied by the time it lasts.";
  if (is([](const Case& c) { return c.x - c.h * c.v(c.x, c.t); }))
    return "the step goes the wrong way: along the velocity, not against it.";
  if (is([](const Case& c) { return c.x + c.h * c.v(c.x, c.t + c.h); }))
    return "the slope is asked at the end of the step: Euler asks at its start, v(x, t).";
  if (is([](const Case& c) { return c.x + c.h * c.v(c.x, c.t + c.h / 2); }))
    return "the slope is asked half a step late, as lesson 1's faulty sampler does: ask v(x, t).";
  if (is([](const Case& c) { return c.x + c.h * c.v(c.x, 0); }))
    return "the slope is asked at time 0 instead of t: a wind changes while one drifts.";
  return "with v(x, t) = x + t, from x = 2 at t = 1, a step of 0.5 must lead to 3.5. Ask once, at "
         "the start.";
}

const char* price_problem() {
  calls = 0;
  euler_step(counted, 1, 0, 0.1);
  return calls == 1 ? nullptr
                    : "a step of Euler's is one evaluation of v, and yours takes another number.";
}

// Over a whole run: half the step, half the error. dx/dt = x + t, x(0) = 1: x = 2 e^t - 1 - t.
const char* order_problem() {
  const auto error = [](int n) {
    double x = 1;
    for (int i = 0; i < n; ++i) x = euler_step(leaning, x, double(i) / n, 1. / n);
    return std::fabs(x - (2 * std::exp(1.) - 2));
  };
  const double ratio = error(200) / error(400);
  return std::fabs(ratio - 2) < 0.02 ? nullptr
                                     : "half the step does not halve the error of a whole run.";
}

int report(const char* what, const char* problem) {
  std::printf(problem ? "  not yet   %s: %s\n" : "  right     %s\n", what, problem);
  return problem ? 1 : 0;
}

} // namespace

int main() {
  int wrong = report("one step", step_problem());
  if (wrong == 0)
    wrong += report("its price", price_problem()) + report("its order", order_problem());
  if (wrong == 0)
    std::printf("All right. Every solver of the course is this with more slopes: "
                "shared/include/fm/ode/solve.hpp.\n");
  return wrong == 0 ? 0 : 1;
}
