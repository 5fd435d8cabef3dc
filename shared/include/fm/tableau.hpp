// Explicit Runge-Kutta methods as data.
//
// A method is its Butcher tableau: stage i looks at time t + c_i h, from a point moved by the
// earlier slopes with weights a_ij; the step adds the slopes with weights b_i. Each row of a sums
// to its c, and b sums to 1. (Hairer, Norsett and Wanner, "Solving Ordinary Differential Equations
// I", II.1.)
#pragma once

#include "fm/require.hpp"

#include <array>
#include <string_view>

namespace fm {

struct Tableau {
  static constexpr int max_stages = 4;
  std::string_view name;
  int order, stages;
  std::array<std::array<double, max_stages>, max_stages> a;
  std::array<double, max_stages> b, c;
};

// clang-format off
inline constexpr std::array<Tableau, 4> tableaus{{
    {"euler",    1, 1, {{}},                                        {1},                       {0}},
    {"midpoint", 2, 2, {{{}, {1. / 2}}},                            {0, 1},                    {0, 1. / 2}},
    {"heun",     2, 2, {{{}, {1}}},                                 {1. / 2, 1. / 2},          {0, 1}},
    {"rk4",      4, 4, {{{}, {1. / 2}, {0, 1. / 2}, {0, 0, 1}}},    {1. / 6, 1. / 3, 1. / 3, 1. / 6},
                                                                                               {0, 1. / 2, 1. / 2, 1}},
}};
// clang-format on

// Throws fm::Error when there is no method of that name.
inline const Tableau& tableau(std::string_view name) {
  for (const Tableau& t : tableaus)
    if (t.name == name) return t;
  throw Error("no solver is called '" + std::string(name) +
              "': choose euler, midpoint, heun or rk4");
}

} // namespace fm
