// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 03.1`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/checker.hpp"

#include <functional>

using namespace exercise;

namespace {

constexpr double tolerance = 1e-9; // on numbers of size 1, a few roundings

bool same(double a, double b) { return close(a, b, tolerance); }

struct Case {
  double x_0, x_1, t;
};
constexpr Case cases[] = {{0.3, 2, 0}, {0.3, 2, 1}, {-1, 2, 0.25}, {1.5, -0.5, 0.8}};

// Whether an answer is this formula, on every case.
bool is(const std::function<double(const Pair&)>& part,
        const std::function<double(const Case&)>& formula) {
  for (const Case& c : cases)
    if (!same(part(conditional_path(c.x_0, c.x_1, c.t)), formula(c))) return false;
  return true;
}

const char* place_problem() {
  const auto place = [](const Pair& p) { return p.x_t; };
  const auto line = [](const Case& c) { return c.x_0 + c.t * (c.x_1 - c.x_0); };
  if (is(place, line)) return nullptr;
  if (is(place, [](const Case&) { return 0.; }))
    return "x_t is always 0: conditional_path is still to be written.";
  if (is(place, [&](const Case& c) { return line({c.x_1, c.x_0, c.t}); }))
    return "time runs the other way: here t = 0 is noise and t = 1 is data. Swap the two weights.";
  if (is(place, [](const Case& c) { return c.x_1; }))
    return "x_t is x_1 at every time: then the network would be shown the answer. It must move "
           "with t.";
  const double start = conditional_path(0.3, 2, 0).x_t, end = conditional_path(0.3, 2, 1).x_t;
  if (!same(start, 0.3)) return "at t = 0 the pair must stand at x_0, and yours does not.";
  if (!same(end, 2)) return "at t = 1 the pair must stand at x_1, and yours does not.";
  return "the ends are right, but in between x_t is not on the straight line at constant speed.";
}

const char* velocity_problem() {
  const auto velocity = [](const Pair& p) { return p.u_t; };
  if (is(velocity, [](const Case& c) { return c.x_1 - c.x_0; })) return nullptr;
  if (is(velocity, [](const Case&) { return 0.; }))
    return "u_t is always 0: it is still to be written.";
  if (is(velocity, [](const Case& c) { return c.x_0 - c.x_1; }))
    return "u_t points backwards, from data to noise: change its sign.";
  if (is(velocity, [](const Case& c) { return (1 - c.t) * (c.x_1 - c.x_0); }))
    return "u_t is x_1 - x_t, the way that is left. The velocity does not shrink on the way: it is "
           "the "
           "derivative of x_t in t.";
  return "u_t is not the derivative of x_t in t. Differentiate your x_t by hand.";
}

} // namespace

int main() {
  int wrong = report("the place x_t", place_problem());
  wrong += report("the velocity u_t", velocity_problem());
  return verdict(wrong,
                 "This is the path that lesson 3 trains on: shared/include/fm/path/path.hpp.");
}
