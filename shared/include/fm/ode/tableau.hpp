// Explicit Runge-Kutta methods as data.
//
// A method is its Butcher tableau: stage i looks at time t + c_i h, from a point moved by the
// earlier slopes with weights a_ij; the step adds the slopes with weights b_i. Each row of a sums
// to its c, and b sums to 1. (Hairer, Norsett and Wanner, "Solving Ordinary Differential Equations
// I", II.1.)
//
// An adaptive method also has
//   error   the weights of the step's estimated error: b minus those of an embedded method of lower
//           order. Its last entry belongs to the slope at the end of the step, which the next step
//           begins with ("first same as last"), so it costs nothing.
//   dense   the step read at a fraction s: x + h sum_i (sum_p dense_ip s^(p+1)) k_i.
#pragma once

#include "fm/base/require.hpp"

#include <array>
#include <string_view>

namespace fm {

struct Tableau {
  static constexpr std::size_t max_stages = 6;
  std::string_view name;
  int order;
  std::size_t stages; // evaluations a step
  std::array<std::array<double, max_stages>, max_stages> a{};
  std::array<double, max_stages> b{}, c{};
  int error_order = 0; // 0: fixed steps only
  std::array<double, max_stages + 1> error{};
  std::array<std::array<double, 4>, max_stages + 1> dense{};

  constexpr bool adaptive() const { return error_order > 0; }
};

namespace detail {

// Tsitouras (2011), "Runge-Kutta pairs of order 5(4) satisfying only the first column simplifying
// assumption", with its free interpolant.
inline constexpr Tableau tsit5{
    "tsit5",
    5,
    6,
    {{{},
      {0.161},
      {-0.008480655492356989, 0.335480655492357},
      {2.8971530571054935, -6.359448489975075, 4.3622954328695815},
      {5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525},
      {5.86145544294642, -12.92096931784711, 8.159367898576159, -0.071584973281401,
       -0.028269050394068383}}},
    {0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081,
     2.324710524099774},
    {0, 0.161, 0.327, 0.9, 0.9800255409045097, 1},
    4,
    {-0.00178001105222577714, -0.0008164344596567469, 0.007880878010261995, -0.1447110071732629,
     0.5823571654525552, -0.45808210592918697, 1. / 66},
    {{{1, -2.763706197274826, 2.9132554618219126, -1.0530884977290216},
      {0, 0.13169999999999998, -0.2234, 0.1017},
      {0, 3.9302962368947516, -5.941033872131505, 2.490627285651253},
      {0, -12.411077166933676, 30.33818863028232, -16.548102889244902},
      {0, 37.50931341651104, -88.1789048947664, 47.37952196281928},
      {0, -27.896526289197286, 65.09189467479366, -34.87065786149661},
      {0, 1.5, -4, 2.5}}}};

// Dormand and Prince (1980), with the interpolant of Shampine (1986).
inline constexpr Tableau dopri5{
    "dopri5",
    5,
    6,
    {{{},
      {1. / 5},
      {3. / 40, 9. / 40},
      {44. / 45, -56. / 15, 32. / 9},
      {19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
      {9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656}}},
    {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84},
    {0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1},
    4,
    {71. / 57600, 0, -71. / 16695, 71. / 1920, -17253. / 339200, 22. / 525, -1. / 40},
    {{{1, -8048581381. / 2820520608, 8663915743. / 2820520608, -12715105075. / 11282082432},
      {},
      {0, 131558114200. / 32700410799, -68118460800. / 10900136933, 87487479700. / 32700410799},
      {0, -1754552775. / 470086768, 14199869525. / 1410260304, -10690763975. / 1880347072},
      {0, 127303824393. / 49829197408, -318862633887. / 49829197408, 701980252875. / 199316789632},
      {0, -282668133. / 205662961, 2019193451. / 616988883, -1453857185. / 822651844},
      {0, 40617522. / 29380423, -110615467. / 29380423, 69997945. / 29380423}}}};

// Bogacki and Shampine (1989), with the cubic Hermite interpolant.
inline constexpr Tableau bosh3{
    "bosh3",
    3,
    3,
    {{{}, {1. / 2}, {0, 3. / 4}}},
    {2. / 9, 1. / 3, 4. / 9},
    {0, 1. / 2, 3. / 4},
    2,
    {-5. / 72, 1. / 12, 1. / 9, -1. / 8},
    {{{1, -4. / 3, 5. / 9}, {0, 1, -2. / 3}, {0, 4. / 3, -8. / 9}, {0, -1, 1}}}};

} // namespace detail

// clang-format off
inline constexpr std::array<Tableau, 9> tableaus{{
    {"euler",       1, 1, {},                                        {1},                          {0}},
    {"midpoint",    2, 2, {{{}, {1. / 2}}},                          {0, 1},                       {0, 1. / 2}},
    {"heun",        2, 2, {{{}, {1}}},                               {1. / 2, 1. / 2},             {0, 1}},
    {"rk4",         4, 4, {{{}, {1. / 2}, {0, 1. / 2}, {0, 0, 1}}},  {1. / 6, 1. / 3, 1. / 3, 1. / 6},
                                                                                                   {0, 1. / 2, 1. / 2, 1}},
    {"heun3",       3, 3, {{{}, {1. / 3}, {0, 2. / 3}}},             {1. / 4, 0, 3. / 4},          {0, 1. / 3, 2. / 3}},
    {"rk4-3/8",     4, 4, {{{}, {1. / 3}, {-1. / 3, 1}, {1, -1, 1}}}, {1. / 8, 3. / 8, 3. / 8, 1. / 8},
                                                                                                   {0, 1. / 3, 2. / 3, 1}},
    detail::bosh3, detail::dopri5, detail::tsit5,
}};
// clang-format on

// Throws fm::Error when there is no method of that name.
inline const Tableau& tableau(std::string_view name) {
  std::string names;
  for (const Tableau& t : tableaus) {
    if (t.name == name) return t;
    names += (names.empty() ? "" : ", ") + std::string(t.name);
  }
  throw Error("no solver is called '" + std::string(name) + "': choose " + names);
}

} // namespace fm
