// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 05.1`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/vectors.hpp"

#include <algorithm>
#include <cmath>

namespace exercise { // so that no name of an answer meets one of these
namespace {

int evaluations = 0;

Point leaning(const Point& x, double t) {
  ++evaluations;
  return {x[0] + t};
}
Point whirl(const Point& x, double t) { return {-x[1] + t, x[0], x[2] * x[0] - t * t}; }
// The straight way to one data point: whoever asks in time arrives there, in any number of steps.
const Point data{2, -1};
Point to_data(const Point& x, double t) {
  return {(data[0] - x[0]) / (1 - t), (data[1] - x[1]) / (1 - t)};
}

struct Case {
  Velocity v;
  Point x_0;
  int n;
};
const std::vector<Case> cases{
    {leaning, {1}, 2}, {leaning, {-0.5}, 5}, {whirl, {1, 0, 0.5}, 4}, {whirl, {0.2, -1, 1}, 3}};

// Whether every answer is what so many steps make that ask at this place and time and go so far.
template <class Time> Point walk(const Case& c, int steps, double length, Time&& time, bool stay) {
  Point x = c.x_0;
  for (int i = 0; i < steps; ++i)
    x = mixture(1, x, length, c.v(stay ? c.x_0 : x, time(double(i) / c.n, 1. / c.n)));
  return x;
}
template <class Walk> bool is(Walk&& walked) {
  return std::all_of(cases.begin(), cases.end(),
                     [&](const Case& c) { return same(sample(c.v, c.x_0, c.n), walked(c)); });
}
double now(double t, double) { return t; }

const char* place_problem() {
  if (is([](const Case& c) { return walk(c, c.n, 1. / c.n, now, false); })) return nullptr;
  if (is([](const Case& c) { return c.x_0; }))
    return "the noise stays where it is: sample is still to be written.";
  if (is([](const Case& c) {
        return walk(
            c, c.n, 1. / c.n, [](double t, double h) { return t + h; }, false);
      }))
    return "each step asks for its velocity a step too late: at the time where it ends.";
  if (is([](const Case& c) { return walk(c, c.n, 1, now, false); }))
    return "each step goes along the whole velocity, without the length of the step, 1/n.";
  if (is([](const Case& c) {
        return walk(
            c, c.n, 1. / c.n, [](double, double) { return 0.; }, false);
      }))
    return "the time stands still: v is always asked at t = 0.";
  if (is([](const Case& c) { return walk(c, c.n + 1, 1. / c.n, now, false); }))
    return "one step too many: n steps, the last from (n - 1)/n to 1.";
  if (is([](const Case& c) {
        return walk(
            c, c.n, 1. / c.n, [](double t, double) { return 1 - t; }, false);
      }))
    return "time runs the other way: here t = 0 is noise and t = 1 is data.";
  if (is([](const Case& c) { return walk(c, c.n, 1. / c.n, now, true); }))
    return "v is always asked at x_0: ask where the particle is by now.";
  return "of x + t, two steps from 1 end at 2.5. Make them by hand, beside your loop.";
}

const char* price_problem() {
  evaluations = 0;
  sample(leaning, {1}, 8);
  if (evaluations == 0) return "v is never asked: it is still to be written.";
  return evaluations == 8 ? nullptr : "n steps must ask v n times, once each: it is the network.";
}

const char* order_problem() {
  // dx/dt = x + t, x(0) = 1: x = 2 e^t - 1 - t.
  const auto error = [](int n) {
    const Point x = sample(leaning, {1}, n);
    return x.size() == 1 ? std::fabs(x[0] - (2 * std::exp(1.) - 2)) : 1.;
  };
  const double ratio = error(100) / error(200);
  return ratio > 1.9 && ratio < 2.1 ? nullptr : "twice the steps must halve the error.";
}

const char* arrival_problem() {
  for (const int n : {1, 2, 7})
    if (!same(sample(to_data, {0.3, 0.4}, n), data))
      return "the velocity (x_1 - x)/(1 - t) leads to x_1 in any number of steps, and yours do "
             "not arrive.";
  return nullptr;
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("where it arrives", place_problem());
  wrong += report("what it costs", price_problem());
  wrong += report("its order", order_problem());
  wrong += report("the way to one data point", arrival_problem());
  return verdict(wrong, "Lesson 8 samples its digits like this: shared/include/fm/ode/solve.hpp.");
}
