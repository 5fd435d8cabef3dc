// Features of one picture, normalised in the right way and in the ways that are often taken for it.
#pragma once

#include "checker.hpp"
#include "fm/base/random.hpp"

#include <cmath>
#include <cstddef>
#include <tuple>
#include <vector>

namespace exercise {

using Floats = std::vector<float>;

struct Features {
  Floats x; // pixels x c
  int groups;
  Floats scale, shift; // c
};

inline const std::vector<Features>& feature_maps() {
  static const std::vector<Features> all = [] {
    std::vector<Features> made{{{1, 3, 1, 1}, 2, {0, 0, 1, 0}, {0, 0, 0, 3}}};
    fm::Random random(8);
    for (const auto& [pixels, c, groups] : {std::tuple{6, 8, 2}, {9, 12, 3}}) {
      Features f{{}, groups, {}, {}};
      for (int j = 0; j < pixels * c; ++j) f.x.push_back(float(1 + 2 * random.normal()));
      for (int i = 0; i < c; ++i) {
        f.scale.push_back(float(0.5 * random.normal()));
        f.shift.push_back(float(random.normal()));
      }
      made.push_back(f);
    }
    return made;
  }();
  return all;
}

inline bool near(const Floats& a, const Floats& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) // numbers of size 1 in float, and sums of fifty
    if (!close(double(a[i]), double(b[i]), 2e-5)) return false;
  return true;
}

enum class Statistics { group, channel, all };
struct Choices {
  bool norm_first = false;
  double one = 1;
  Statistics statistics = Statistics::group;
  bool one_less = false, root = true, silu = true, channels_first = false;
};

// silu(GroupNorm((one + scale) x + shift)), but for what was chosen.
inline Floats normalised(const Features& f, const Choices& choices) {
  const std::size_t c = f.scale.size(), size = f.x.size();
  const auto channel = [&](std::size_t j) {
    return choices.channels_first ? j / (size / c) : j % c;
  };
  const auto film = [&](double x, std::size_t j) {
    return (choices.one + double(f.scale[channel(j)])) * x + double(f.shift[channel(j)]);
  };
  const auto group = [&](std::size_t j) {
    if (choices.statistics == Statistics::channel) return channel(j);
    if (choices.statistics == Statistics::all) return std::size_t(0);
    return channel(j) / (c / std::size_t(f.groups));
  };
  Floats out;
  std::vector<double> y, count(c), mean(c), square(c);
  for (std::size_t j = 0; j < size; ++j) {
    y.push_back(choices.norm_first ? double(f.x[j]) : film(double(f.x[j]), j));
    count[group(j)] += 1;
    mean[group(j)] += y[j];
  }
  for (std::size_t i = 0; i < c; ++i) mean[i] /= count[i];
  for (std::size_t j = 0; j < size; ++j) square[group(j)] += std::pow(y[j] - mean[group(j)], 2);
  for (std::size_t j = 0; j < size; ++j) {
    const std::size_t g = group(j);
    const double v = square[g] / (count[g] - choices.one_less) + 1e-5;
    double z = (y[j] - mean[g]) / (choices.root ? std::sqrt(v) : v);
    if (choices.norm_first) z = film(z, j);
    out.push_back(float(choices.silu ? z / (1 + std::exp(-z)) : z));
  }
  return out;
}

} // namespace exercise
