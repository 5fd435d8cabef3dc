// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 06.3`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/checker.hpp"

#include <algorithm>
#include <cmath>

namespace exercise { // so that no name of an answer meets one of these
namespace {

double growing(double x, double) { return x; }
double leaning(double x, double t) { return x * std::cos(3 * t) + t; }

const std::vector<double> noises{1, -0.4, 2.5};
struct Flow {
  Velocity v;
  int n;
};
constexpr Flow flows[] = {{growing, 2}, {leaning, 5}, {leaning, 8}};

double carried(const Flow& f, double x) {
  for (int i = 0; i < f.n; ++i) x += f.v(x, double(i) / f.n) / f.n;
  return x;
}
template <class Formula> bool pairs_are(Formula&& formula) {
  for (const Flow& f : flows) {
    const std::vector<Pair> pairs = reflow(f.v, noises, f.n);
    for (std::size_t i = 0; i < noises.size(); ++i) {
      const Pair wanted = formula(f, noises[i]);
      if (!close(pairs[i].x_0, wanted.x_0, 1e-9) || !close(pairs[i].x_1, wanted.x_1, 1e-9))
        return false;
    }
  }
  return true;
}

const char* pairs_problem() {
  if (reflow(growing, noises, 2).size() != noises.size()) return "each noise must give one pair.";
  if (pairs_are([](const Flow& f, double x) { return Pair{x, carried(f, x)}; })) return nullptr;
  if (pairs_are([](const Flow&, double x) { return Pair{x, x}; }))
    return "each noise is its own data point: reflow is still to be written.";
  if (pairs_are([](const Flow& f, double x) { return Pair{carried(f, x), x}; }))
    return "noise and data are exchanged: x_0 is where it began, x_1 where it arrived.";
  if (pairs_are([](const Flow& f, double x) {
        double back = x;
        for (int i = 0; i < f.n; ++i) back -= f.v(back, 1 - double(i) / f.n) / f.n;
        return Pair{x, back};
      }))
    return "it is carried backward, from data to noise: begin at t = 0 and add.";
  if (pairs_are([](const Flow& f, double x) { return Pair{x, x + f.v(x, 0)}; }))
    return "one long step from t = 0: that is what a straight flow allows, and this one is not yet "
           "straight.";
  return "v(x, t) = x must make the pair (1, 2.25) of the noise 1, in two steps.";
}

struct Trajectory {
  std::vector<double> times;
  std::vector<Point> states;
};
const std::vector<Trajectory> trajectories{
    {{0, 0.5, 1}, {{0}, {1}, {1}}},
    {{0, 0.25, 0.5, 1}, {{0, 1}, {1, 1}, {1, 0}, {3, -1}}},
    {{0.2, 0.3, 0.7}, {{1, 0, 2}, {0, 0.5, 2}, {-1, -1, 1}}}};

// The sum over the steps of this formula of |off|^2, where off is the mean velocity (or the whole
// way) less that of the step, and of its length; `whole`: of the whole way.
template <class Formula> double sum_of(const Trajectory& t, bool whole, Formula&& formula) {
  const double span = whole ? 1 : t.times.back() - t.times.front();
  double sum = 0;
  for (std::size_t k = 0; k + 1 < t.states.size(); ++k)
    for (std::size_t j = 0; j < t.states[k].size(); ++j) {
      const double h = t.times[k + 1] - t.times[k];
      sum += formula((t.states.back()[j] - t.states.front()[j]) / span -
                         (t.states[k + 1][j] - t.states[k][j]) / h,
                     h);
    }
  return sum;
}
template <class Formula> bool is(Formula&& formula) {
  return std::all_of(trajectories.begin(), trajectories.end(), [&](const Trajectory& t) {
    return close(straightness(t.times, t.states), formula(t), 1e-9);
  });
}
double square(double off, double h) { return h * off * off; }

const char* straightness_problem() {
  if (is([](const Trajectory& t) { return sum_of(t, false, square); })) return nullptr;
  if (is([](const Trajectory&) { return 0.; }))
    return "it is always 0, also of what is not straight: it is still to be written.";
  if (is([](const Trajectory& t) {
        return sum_of(t, false, [](double off, double) { return off * off; });
      }))
    return "a short step counts as much as a long one: each counts with its length in time.";
  if (is([](const Trajectory& t) {
        return sum_of(t, false, [](double off, double h) { return h * std::fabs(off); });
      }))
    return "the difference of the velocities is not squared.";
  if (is([](const Trajectory& t) { return sum_of(t, true, square); }))
    return "the whole way stands where the mean velocity belongs: divide it by the time it took, "
           "which is not always 1.";
  if (is([](const Trajectory& t) { return std::sqrt(sum_of(t, false, square)); }))
    return "that is the root of it.";
  return "of 0, 1, 1 at the times 0, 1/2, 1 it is 1: see the example in the text.";
}

// What lies on a line at constant speed is straight however its times are cut, and only that.
const char* law_problem() {
  const std::vector<double> times{0, 0.125, 0.5, 1};
  const std::vector<Point> even{{1, 2}, {1.25, 1.5}, {2, 0}, {3, -2}};
  const std::vector<Point> uneven{{1, 2}, {1.5, 1}, {2, 0}, {3, -2}};
  if (!close(straightness(times, even), 0, 1e-12))
    return "a straight line at constant speed must have the straightness 0.";
  if (straightness(times, uneven) < 0.01)
    return "a straight line that is not walked at constant speed must not have 0: that is not yet "
           "written.";
  return nullptr;
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the pairs of reflow", pairs_problem());
  wrong += report("the straightness", straightness_problem());
  wrong += report("lines", law_problem());
  return verdict(wrong, "Lesson 6 measures its flows with this: "
                        "shared/include/fm/measure/trajectories.hpp.");
}
