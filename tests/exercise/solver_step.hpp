// What an answer that makes one step of a solver is asked: steps here and there, its price, its
// order.
#pragma once

#include "checker.hpp"

namespace exercise {

using Slope = double (*)(double x, double t);
using SolverStep = double (*)(Slope v, double x, double t, double h);

struct Step {
  Slope v;
  double x, t, h;
};
inline double leaning(double x, double t) { return x + t; }
inline double waving(double x, double t) { return std::sin(3 * t) - x * x; }
inline constexpr Step steps[] = {{leaning, 2, 1, 0.5},
                                 {leaning, -1, 0.25, 0.1},
                                 {waving, 0.5, 0.7, 0.3},
                                 {waving, 1, 0.5, -0.2}};

// Whether the answer is this formula, on every step.
template <class Formula> bool is(SolverStep answer, Formula&& formula) {
  for (const Step& s : steps) // numbers of size 1, a few roundings
    if (!close(answer(s.v, s.x, s.t, s.h), formula(s), 1e-12)) return false;
  return true;
}

inline int evaluations = 0;
inline int price(SolverStep answer) {
  evaluations = 0;
  const Slope counted = [](double x, double t) {
    ++evaluations;
    return leaning(x, t);
  };
  answer(counted, 1, 0, 0.1);
  return evaluations;
}

// By how much half the step divides the error of a whole run of n steps. dx/dt = x + t, x(0) = 1: x
// = 2 e^t - 1 - t.
inline double halving(SolverStep answer, int n) {
  const auto error = [&](int count) {
    double x = 1;
    for (int i = 0; i < count; ++i) x = answer(leaning, x, double(i) / count, 1. / count);
    return std::fabs(x - (2 * std::exp(1.) - 2));
  };
  return error(n) / error(2 * n);
}

} // namespace exercise
