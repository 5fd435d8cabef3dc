// A common mistake. The checker must say: noise and data are exchanged
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

using Velocity = double (*)(double x, double t);
using Point = std::vector<double>;

struct Pair {
  double x_0, x_1;
};

inline std::vector<Pair> reflow(Velocity v, const std::vector<double>& x_0, int n) {
  std::vector<Pair> pairs;
  for (const double start : x_0) {
    double x = start;
    for (int i = 0; i < n; ++i) x += v(x, double(i) / n) / n;
    pairs.push_back({x, start});
  }
  return pairs;
}

inline double straightness(const std::vector<double>& times, const std::vector<Point>& states) {
  const double span = times.back() - times.front();
  double sum = 0;
  for (std::size_t k = 0; k + 1 < states.size(); ++k) {
    const double h = times[k + 1] - times[k];
    for (std::size_t j = 0; j < states[0].size(); ++j) {
      const double off =
          (states.back()[j] - states.front()[j]) / span - (states[k + 1][j] - states[k][j]) / h;
      sum += h * off * off;
    }
  }
  return sum;
}
