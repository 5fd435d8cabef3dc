// The C interface under random arguments: a status and a sentence, never a crash, never a leak.
#include "fuzzer.hpp"

#include "fm/net/activation.hpp"
#include "fm/ode/adaptive.hpp"
#include "fm/ode/plane_flows.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/path/convert.hpp"
#include "fm/transport/coupling.hpp"

#include <cstddef>
#include <string_view>

TEST_CASE("fm_multiply gives the product") {
  const std::vector<float> a{1, 2, 3, 4, 5, 6}, b{1, 0, 2, -1, 3, 1, 0, 2, -2, 4, 1, 0};
  std::vector<float> c(8);
  REQUIRE(fm_multiply(2, 4, 3, a.data(), b.data(), c.data(), 2) == 0);
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      CHECK(c[i * 4 + j] == a[i * 3] * b[j] + a[i * 3 + 1] * b[4 + j] + a[i * 3 + 2] * b[8 + j]);
}

// Calls visit(name, function) for each function that can fail, and create(name, function, destroy)
// for each that creates a handle.
template <class Visit, class Create> void every_function(Visit&& visit, Create&& create) {
#define FM_CALL(name) visit(#name, name);
#define FM_CREATE(name, destroy) create(#name, name, destroy);
#include "api_list.hpp"
#undef FM_CALL
#undef FM_CREATE
}

TEST_CASE("the pages are told the names, the numbers and the layout that C++ has") {
  std::map<std::string_view, std::vector<std::string_view>> names;
#define FM_NAME(list, key, name)                                                                   \
  CHECK(std::size_t(key) == names[#list].size());                                                  \
  names[#list].push_back(name);
  std::size_t solvers = 0;
#define FM_SOLVER(name_, order_, stages_)                                                          \
  REQUIRE(solvers < fm::tableaus.size());                                                          \
  CHECK(fm::tableaus[solvers].name == name_);                                                      \
  CHECK(fm::tableaus[solvers].order == order_);                                                    \
  CHECK(fm::tableaus[solvers].stages == stages_);                                                  \
  ++solvers;
#define FM_FIELD(type, field, at) CHECK(offsetof(type, field) == at);
#define FM_SIZE(type, size) CHECK(sizeof(type) == size);
#include "api_list.hpp"
#undef FM_NAME
#undef FM_SOLVER
#undef FM_FIELD
#undef FM_SIZE
  const auto same = [&](const char* list, const auto& ours) {
    INFO(list);
    CHECK(std::equal(ours.begin(), ours.end(), names[list].begin(), names[list].end()));
  };
  same("fm_distributions", fm::distribution_names);
  same("fm_schedules", fm::schedule_names);
  same("fm_quantities", fm::quantity_names);
  same("fm_couplings", fm::coupling_names);
  same("fm_activations", fm::activation_names);
  same("fm_plane_flows", fm::plane_flow_names);
  same("fm_solve_outcomes", fm::solve_outcome_names);
  CHECK(solvers == fm::tableaus.size());
}

TEST_CASE("random arguments: statuses and sentences, never a crash") {
  Fuzzer fuzz(1);
  for (int round = 0; round < 1000; ++round)
    every_function(
        [&](const char* name, auto* f) { fuzz.call(name, f); },
        [&](const char* name, auto* f, auto* destroy) { fuzz.create(name, f, destroy); });
  // Those that want many arguments to be right are tried again until some are.
  const auto again = [&](const char* name, auto&& once) {
    for (int i = 0; i < 200000 && !fuzz.reached(name); ++i) once();
  };
  every_function([&](const char* name, auto* f) { again(name, [&] { fuzz.call(name, f); }); },
                 [&](const char* name, auto* f, auto* destroy) {
                   again(name, [&] { fuzz.create(name, f, destroy); });
                 });
  fuzz.check_both_happened();
}

TEST_CASE("what the interface gives is what the headers give") {
  float x[8], u[8];
  REQUIRE(fm_sample(2, 4, 7, 0, x, nullptr) == 0);
  const double normal[6] = {1, 0, 0, 1, 0, 1}, data[6] = {1, 2, -1, 0.25, 0, 0.25};
  fm_field* field = fm_field_of_mixture(1, normal, 1, data, 0, 0, 0);
  REQUIRE(field);
  REQUIRE(fm_field_velocity(field, 4, x, 0.5, u, nullptr) == 0);
  for (int i = 0; i < 4; ++i) { // N(0, I) to N(m, I / 4): u = m + c (x - t m)
    const double c = (0.5 * 0.25 - 0.5) / (0.25 + 0.25 * 0.25);
    CHECK(double(u[2 * i]) == Approx(2 + c * (double(x[2 * i]) - 1)).epsilon(1e-5));
    CHECK(double(u[2 * i + 1]) == Approx(-1 + c * (double(x[2 * i + 1]) + 0.5)).epsilon(1e-5));
  }
  // Adaptive and fixed steps agree; the SDE without noise is Euler.
  double grid[101], report[6], out_time = 0.9;
  REQUIRE(fm_grid(0, 0.9, 100, 0, 1, grid) == 0);
  std::vector<float> fixed(101 * 8), sde(101 * 8), adaptive(8);
  REQUIRE(fm_field_solve(field, 3, 100, grid, 4, x, fixed.data()) == 0);
  REQUIRE(fm_field_solve_adaptive(field, 7, 0, 0.9, 1e-6, 1e-6, 0, 1000, 0, 1, &out_time, 4, x,
                                  adaptive.data(), report) == 0);
  CHECK(report[0] == 0);
  CHECK(report[4] == 0.9);
  CHECK(report[5] == 1);
  for (std::size_t i = 0; i < 8; ++i)
    CHECK(double(adaptive[i]) == Approx(fixed[800 + i]).margin(1e-4));
  REQUIRE(fm_field_solve(field, 0, 100, grid, 4, x, fixed.data()) == 0);
  REQUIRE(fm_field_diffuse(field, 0, 100, grid, 4, x, 1, 1, sde.data()) == 0);
  CHECK(std::memcmp(fixed.data(), sde.data(), fixed.size() * sizeof(float)) == 0);
  fm_field_destroy(field);
  CHECK(fm_field_velocity(nullptr, 1, x, 0.5, u, nullptr) == -1);
  CHECK(std::string(fm_last_error()) == "there is no field: create one first");
}
