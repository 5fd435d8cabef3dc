// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 02.1`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/checker.hpp"

#include <functional>

using namespace exercise;

namespace {

constexpr double tolerance = 1e-9; // on numbers of size 1, a few roundings

struct Case {
  double x_0, x_1;
  Schedule s;
};
constexpr Case cases[] = {{0.3, 2, {0.25, 0.75, 1, -1}},
                          {-1, 2, {0.6, 0.8, 1, -0.75}},
                          {1.5, -0.5, {0.36, 0.64, 1.2, -1.2}},
                          {2, 4, {0.5, 0.25, 1, -1.5}}};

bool is(const std::function<double(const Pair&)>& part,
        const std::function<double(const Case&)>& formula) {
  for (const Case& c : cases)
    if (!close(part(path(c.x_0, c.x_1, c.s)), formula(c), tolerance)) return false;
  return true;
}

const char* place_problem() {
  const auto place = [](const Pair& p) { return p.x_t; };
  if (is(place, [](const Case& c) { return c.s.alpha * c.x_1 + c.s.sigma * c.x_0; }))
    return nullptr;
  if (is(place, [](const Case&) { return 0.; }))
    return "x_t is always 0: path is still to be written.";
  if (is(place, [](const Case& c) { return c.s.alpha * c.x_0 + c.s.sigma * c.x_1; }))
    return "the weights are exchanged: alpha belongs to the data x_1, sigma to the noise x_0.";
  if (is(place, [](const Case& c) { return c.s.alpha * c.x_1 + (1 - c.s.alpha) * c.x_0; }))
    return "the noise has the weight 1 - alpha. That is the straight line alone; here it has the "
           "weight sigma.";
  return "x_t is not alpha x_1 + sigma x_0.";
}

const char* velocity_problem() {
  const auto velocity = [](const Pair& p) { return p.u_t; };
  if (is(velocity, [](const Case& c) { return c.s.d_alpha * c.x_1 + c.s.d_sigma * c.x_0; }))
    return nullptr;
  if (is(velocity, [](const Case&) { return 0.; }))
    return "u_t is always 0: it is still to be written.";
  if (is(velocity, [](const Case& c) { return c.x_1 - c.x_0; }))
    return "u_t is x_1 - x_0, the velocity of the straight line. Under another schedule the "
           "weights change at other rates.";
  if (is(velocity, [](const Case& c) { return c.s.d_alpha * c.x_1 - c.s.d_sigma * c.x_0; }))
    return "the noise has the wrong sign: d_sigma is negative already.";
  return "u_t is not the derivative of x_t: only alpha and sigma change in time.";
}

} // namespace

int main() {
  int wrong = report("the place x_t", place_problem());
  wrong += report("the velocity u_t", velocity_problem());
  return verdict(wrong,
                 "All schedules of lesson 2 go through this: shared/include/fm/path/path.hpp.");
}
