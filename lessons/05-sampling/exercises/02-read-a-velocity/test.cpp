// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 05.2`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/checker.hpp"

namespace exercise { // so that no name of an answer meets one of these
namespace {

using Reading = double (*)(double x, double t, double value);

struct Case {
  double x, t, value;
};
constexpr Case cases[] = {{1, 0.5, 3}, {-0.5, 0.25, 2}, {0.3, 0.8, -1.2}, {2, 0.1, 0.7}};

bool is(Reading answer, Reading formula) {
  for (const Case& c : cases) // numbers of size 10, a few roundings
    if (!close(answer(c.x, c.t, c.value), formula(c.x, c.t, c.value), 1e-9)) return false;
  return true;
}
bool unwritten(Reading answer) {
  return is(answer, [](double, double, double) { return 0.; });
}

const char* data_problem() {
  if (is(data, [](double x, double t, double v) { return x + (1 - t) * v; })) return nullptr;
  if (unwritten(data)) return "it is always 0: data is still to be written.";
  if (is(data, [](double x, double t, double v) { return x + t * v; }))
    return "x + t v goes on for the time that is gone; left are 1 - t.";
  if (is(data, [](double x, double, double v) { return x + v; }))
    return "x_1 is x_0 + v, and x is not yet x_0: a part of the way is behind it.";
  if (is(data, [](double x, double t, double v) { return x - t * v; }))
    return "that is where the line begins, the expected noise.";
  return "from x, at the velocity v, for the time that is left: at x = 1, t = 0.5, v = 3 it is "
         "2.5.";
}

const char* velocity_problem() {
  if (is(velocity, [](double x, double t, double x_1) { return (x_1 - x) / (1 - t); }))
    return nullptr;
  if (unwritten(velocity)) return "it is always 0: velocity is still to be written.";
  if (is(velocity, [](double x, double, double x_1) { return x_1 - x; }))
    return "x_1 - x is the way that is left. Divide by the time that is left.";
  if (is(velocity, [](double x, double t, double x_1) { return (x_1 - x) / t; }))
    return "the way that is left is divided by the time that is gone; left are 1 - t.";
  return "solve your formula for the data point for v.";
}

const char* score_problem() {
  if (is(score, [](double x, double t, double v) { return (t * v - x) / (1 - t); })) return nullptr;
  if (unwritten(score)) return "it is always 0: score is still to be written.";
  if (is(score, [](double x, double t, double v) { return t * v - x; }))
    return "that is the noise with its sign turned: divide by how much of it there is, 1 - t.";
  if (is(score, [](double x, double t, double v) { return (x - t * v) / (1 - t); }))
    return "it points towards the noise. The score points to where more of the crowd is: turn its "
           "sign.";
  if (is(score, [](double x, double t, double v) { return -(x + (1 - t) * v) / (1 - t); }))
    return "the data point stands where the noise belongs: the score is -E[x_0 | x] / (1 - t).";
  return "find the expected noise first: where does the line through x with velocity v begin?";
}

// There and back again, whatever the two formulas are.
const char* round_problem() {
  if (unwritten(data) || unwritten(velocity)) return "they are still to be written.";
  for (const Case& c : cases)
    if (!close(velocity(c.x, c.t, data(c.x, c.t, c.value)), c.value, 1e-9))
      return "from v to the data point and back must lead to v again.";
  return nullptr;
}

// Data that are normal, with mean m and deviation s: p_t is the normal with mean m t and variance
// s^2 t^2 + (1 - t)^2, so all is known.
const char* normal_problem() {
  constexpr double m = 1.5, s = 0.5;
  for (const Case& c : cases) {
    const double variance = s * s * c.t * c.t + (1 - c.t) * (1 - c.t);
    const double off = (c.x - m * c.t) / variance;
    const double v = m + s * s * c.t * off + (c.t - 1) * off;
    if (!close(score(c.x, c.t, v), -off, 1e-9))
      return "where the data are normal, your score is not the slope of their log p_t.";
  }
  return nullptr;
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the expected data", data_problem());
  wrong += report("the velocity", velocity_problem());
  wrong += report("there and back", round_problem());
  wrong += report("the score", score_problem());
  if (wrong == 0) wrong += report("normal data", normal_problem());
  return verdict(wrong, "The figure of lesson 5 reads all four from one: "
                        "shared/include/fm/path/convert.hpp.");
}
