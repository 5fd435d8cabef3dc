// One answer: the library's own.
#pragma once

#include "fm/measure/trajectories.hpp"
#include "fm/transport/reflow.hpp"

#include <vector>

using Velocity = double (*)(double x, double t);
using Point = std::vector<double>;

struct Pair {
  double x_0, x_1;
};

inline std::vector<Pair> reflow(Velocity v, const std::vector<double>& x_0, int n) {
  using Batch = fm::Batch<double>;
  const auto velocity = [&](const Batch& x, double t) {
    return Batch(x.unaryExpr([&](double one) { return v(one, t); }));
  };
  const Batch noise = Eigen::Map<const Batch>(x_0.data(), Eigen::Index(x_0.size()), 1);
  fm::Random unused(0);
  const fm::Pairs<double> made =
      fm::Reflow{velocity, fm::tableau("euler"), n}(fm::Pairs<double>{noise, noise, {}}, unused);
  std::vector<Pair> pairs;
  for (Eigen::Index i = 0; i < noise.rows(); ++i) pairs.push_back({made.x_0(i), made.x_1(i)});
  return pairs;
}

inline double straightness(const std::vector<double>& times, const std::vector<Point>& states) {
  fm::Trajectories<double> t{times, {}};
  for (const Point& x : states)
    t.states.push_back(Eigen::Map<const fm::Batch<double>>(x.data(), 1, Eigen::Index(x.size())));
  return fm::straightness(t);
}
