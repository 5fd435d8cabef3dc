// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 02.2`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/checker.hpp"

#include <cmath>
#include <functional>
#include <numbers>

using namespace exercise;

namespace {

constexpr double tolerance = 1e-9; // on numbers of size 1, a few roundings
constexpr double half_pi = std::numbers::pi / 2, times[] = {0, 0.2, 0.5, 0.7, 0.95};

bool is(const std::function<double(const Schedule&)>& part,
        const std::function<double(double)>& formula) {
  for (const double t : times)
    if (!close(part(cosine(t)), formula(t), tolerance)) return false;
  return true;
}

const char* weights_problem() {
  const auto alpha = [](const Schedule& s) { return s.alpha; };
  const auto sigma = [](const Schedule& s) { return s.sigma; };
  const auto sine = [](double t) { return std::sin(half_pi * t); };
  const auto cosine_of = [](double t) { return std::cos(half_pi * t); };
  if (is(alpha, sine) && is(sigma, cosine_of)) return nullptr;
  const auto zero = [](double) { return 0.; };
  if (is(alpha, zero) && is(sigma, zero)) return "all is 0: cosine is still to be written.";
  if (is(alpha, cosine_of) && is(sigma, sine))
    return "time runs the other way: at t = 0 there must be noise alone, sigma = 1.";
  if (is(alpha, [](double t) { return std::sin(t); }) ||
      is(alpha, [](double t) { return std::sin(2 * half_pi * t); }))
    return "the angle is not pi t / 2: at t = 1 there must be data alone.";
  return "alpha and sigma are not sin(pi t / 2) and cos(pi t / 2).";
}

const char* slopes_problem() {
  const auto slope = [](const Schedule& s) { return s.d_alpha; };
  const auto fall = [](const Schedule& s) { return s.d_sigma; };
  const auto rise = [](double t) { return half_pi * std::cos(half_pi * t); };
  const auto drop = [](double t) { return -half_pi * std::sin(half_pi * t); };
  if (is(slope, rise) && is(fall, drop)) return nullptr;
  const auto zero = [](double) { return 0.; };
  if (is(slope, zero) && is(fall, zero))
    return "the slopes are always 0: they are still to be written.";
  if (is(slope, [&](double t) { return rise(t) / half_pi; }))
    return "the slopes lack the factor pi / 2: what stands inside the sine has a derivative too.";
  if (is(slope, rise) && is(fall, [&](double t) { return -drop(t); }))
    return "d_sigma has the wrong sign: the noise gets less.";
  const double h = 1e-6;
  const Schedule before = cosine(0.5 - h), after = cosine(0.5 + h);
  if (close((after.alpha - before.alpha) / (2 * h), cosine(0.5).d_alpha, 1e-6))
    return "d_alpha is the slope of your alpha at t = 1/2, but not everywhere.";
  return "the slopes are not the derivatives of your weights. Compare them with a difference: "
         "(alpha(t + h) - alpha(t - h)) / 2h.";
}

} // namespace

int main() {
  int wrong = report("the weights alpha and sigma", weights_problem());
  wrong += report("their slopes", slopes_problem());
  return verdict(wrong,
                 "The schedules of the library stand in shared/include/fm/path/schedule.hpp.");
}
