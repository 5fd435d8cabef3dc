// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 01.2`, and each other
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

// Whether the answer is this formula of the two slopes, on every case.
bool is(const std::function<double(const Case&, double k_1, double k_2)>& formula) {
  for (const Case& c : cases) {
    const double k_1 = c.v(c.x, c.t), k_2 = c.v(c.x + c.h * k_1, c.t + c.h);
    if (!(std::fabs(heun_step(c.v, c.x, c.t, c.h) - formula(c, k_1, k_2)) <= tolerance))
      return false;
  }
  return true;
}

const char* step_problem() {
  if (is([](const Case& c, double a, double b) { return c.x + c.h * (a + b) / 2; })) return nullptr;
  if (is([](const Case&, double, double) { return 0.; }))
    return "the step always ends at 0: heun_step is still to be written.";
  if (is([](const Case& c, double a, double) { return c.x + c.h * a; }))
    return "that is Euler's step: ask a second time, where it ends, and take the mean.";
  if (is([](const Case& c, double a, double) {
        return c.x + c.h * c.v(c.x + c.h / 2 * a, c.t + c.h / 2);
      }))
    return "that is the midpoint method: of order 2 as well, but Heun asks at the end of the step, "
           "not in its middle.";
  if (is([](const Case& c, double a, double) {
        return c.x + c.h * (a + c.v(c.x + c.h * a, c.t)) / 2;
      }))
    return "the second slope is asked at the time of the first: it belongs to t + h.";
  if (is([](const Case& c, double a, double) { return c.x + c.h * (a + c.v(c.x, c.t + c.h)) / 2; }))
    return "the second slope is asked at the place of the first: it belongs to x + h k_1.";
  if (is([](const Case& c, double a, double b) { return c.x + c.h * (a + b); }))
    return "the slopes are added up, their sum instead of their mean: divide by 2.";
  if (is([](const Case& c, double, double b) { return c.x + c.h * b; }))
    return "only the second slope is used: Heun takes the mean of both.";
  if (is([](const Case& c, double a, double b) { return c.x + c.h * a + c.h * (a + b) / 2; }))
    return "the step goes on from the end of the first one: it begins again at the start, x.";
  return "with v(x, t) = x + t, from x = 2 at t = 1, a step of 0.5 must lead to 4. Follow the "
         "example in README.md slope by slope.";
}

const char* price_problem() {
  calls = 0;
  heun_step(counted, 1, 0, 0.1);
  return calls == 2 ? nullptr
                    : "a step of Heun's is two evaluations of v: keep the first slope, do not ask "
                      "for it again.";
}

// Over a whole run: half the step, a quarter of the error. dx/dt = x + t, x(0) = 1: x = 2 e^t - 1 -
// t.
const char* order_problem() {
  const auto error = [](int n) {
    double x = 1;
    for (int i = 0; i < n; ++i) x = heun_step(leaning, x, double(i) / n, 1. / n);
    return std::fabs(x - (2 * std::exp(1.) - 2));
  };
  const double ratio = error(100) / error(200);
  return std::fabs(ratio - 4) < 0.1
             ? nullptr
             : "half the step does not divide the error of a whole run by four.";
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
    std::printf(
        "All right. In the course it is a row of numbers in shared/include/fm/ode/tableau.hpp.\n");
  return wrong == 0 ? 0 : 1;
}
