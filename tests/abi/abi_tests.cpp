// The C interface under random arguments: a status and a sentence, never a crash, never a leak.
#include "../../wasm/api.h"
#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/net/activation.hpp"
#include "fm/ode/adaptive.hpp"
#include "fm/ode/plane_flows.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/path/convert.hpp"
#include "fm/transport/coupling.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

// One argument of each type: small, wrong, or huge. Every buffer has room for what small numbers
// ask for, so whatever is written beyond it is a fault that the sanitizers see.
class Fuzzer {
public:
  explicit Fuzzer(std::uint64_t seed) : random_(seed) {
    const float points[8] = {0.1f, 0.2f, -1, 0.5f, 0.7f, -0.3f, 1, 1};
    const double normal[6] = {1, 0, 0, 1, 0, 1};
    fields_ = {nullptr, fm_field_of_points(4, points, 0, 0, 0),
               fm_field_of_mixture(1, normal, 1, normal, 4, 0)};
    options_.time_features = 4, options_.batch = 5, options_.learning_rate = 1e-3;
    options_.times_scale = 1;
    const int hidden[1] = {6};
    trainers_ = {nullptr,
                 fm_trainer_create(4, points, nullptr, nullptr, 0, nullptr, 1, hidden, &options_)};
    fields_.push_back(fm_field_of_trainer(trainers_[1], -1, 1));
    for (std::size_t i = 1; i < fields_.size(); ++i) REQUIRE(fields_[i]);
    REQUIRE(trainers_[1]);
  }
  ~Fuzzer() {
    for (fm_field* f : fields_) fm_field_destroy(f);
    for (fm_trainer* t : trainers_) fm_trainer_destroy(t);
  }
  Fuzzer(const Fuzzer&) = delete;

  template <class... A> void call(const char* name, int (*f)(A...) noexcept) {
    refill();
    const int status = f(make(static_cast<A*>(nullptr))...);
    if (status < -1 || (status == -1 && std::strlen(fm_last_error()) < 10))
      FAIL(name << " returned " << status << ": " << fm_last_error());
    count(name, status >= 0);
  }
  template <class Handle, class... A>
  void create(const char* name, Handle* (*f)(A...) noexcept, void (*destroy)(Handle*) noexcept) {
    refill();
    Handle* handle = f(make(static_cast<A*>(nullptr))...);
    if (!handle && std::strlen(fm_last_error()) < 10) FAIL(name << " gave no reason");
    count(name, handle);
    destroy(handle);
  }

  // Each function was let through to the mathematics, and each refused something.
  void check_both_happened() const {
    for (const auto& [name, tally] : tallies_) {
      INFO(name << ": " << tally[1] << " accepted, " << tally[0] << " refused");
      CHECK(reached(name));
      CHECK(tally[0] >= enough);
    }
  }
  bool reached(const std::string& name) const {
    const bool no_network = name.rfind("fm_unet", 0) == 0; // it would come from a file
    return no_network || tallies_.at(name)[1] >= enough;
  }

private:
  static constexpr int enough = 3;

  void count(const char* name, bool accepted) { tallies_[name][accepted ? 1 : 0] += 1; }

  template <class T> T pick(std::initializer_list<T> list) {
    return list.begin()[random_.below(std::uint32_t(list.size()))];
  }
  int make(int*) {
    return pick({-1, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 16, 18, 64, 2147483647, -2147483647 - 1});
  }
  double make(double*) {
    return pick({0., 0., 1., 1., 0.5, 0.5, 0.25, -1., 2., 1e-300, 1e300, double(NAN),
                 double(INFINITY), -double(INFINITY)});
  }
  std::uint32_t make(std::uint32_t*) { return random_.bits(); }
#ifdef __EMSCRIPTEN__
  unsigned long make(unsigned long*) { return random_.below(64); }
#else
  std::size_t make(std::size_t*) { return random_.below(64); }
#endif
  template <class T> T* buffer(std::vector<T>& of) {
    return random_.below(8) ? of.data() : nullptr;
  }
  float* make(float**) { return buffer(floats_[random_.below(4)]); }
  const float* make(const float**) { return make(static_cast<float**>(nullptr)); }
  double* make(double**) { return buffer(doubles_[random_.below(3)]); }
  const double* make(const double**) { return make(static_cast<double**>(nullptr)); }
  // The good ones, most of the time with a field or two that are not.
  const fm_trainer_options* make(const fm_trainer_options**) {
    tried_ = options_;
    for (std::uint32_t i = random_.below(3); i-- > 0;) {
      int* const whole[] = {&tried_.source,        &tried_.schedule,    &tried_.coupling,
                            &tried_.times,         &tried_.activation,  &tried_.residual,
                            &tried_.time_features, &tried_.time_layers, &tried_.classes,
                            &tried_.importance,    &tried_.batch};
      double* const real[] = {
          &tried_.schedule_parameter, &tried_.regularisation, &tried_.times_location,
          &tried_.times_scale,        &tried_.label_drop,     &tried_.learning_rate,
          &tried_.weight_decay,       &tried_.max_norm,       &tried_.ema_decay};
      const std::uint32_t at = random_.below(std::uint32_t(std::size(whole) + std::size(real)));
      if (at < std::size(whole))
        *whole[at] = make(static_cast<int*>(nullptr));
      else
        *real[at - std::size(whole)] = make(static_cast<double*>(nullptr));
    }
    return random_.below(8) ? &tried_ : nullptr;
  }
  int* make(int**) { return buffer(ints_); }
  const int* make(const int**) { return make(static_cast<int**>(nullptr)); }
  const std::uint8_t* make(const std::uint8_t**) { return buffer(bytes_); }
  fm_field* make(fm_field**) { return fields_[random_.below(std::uint32_t(fields_.size()))]; }
  fm_trainer* make(fm_trainer**) { return trainers_[random_.below(2)]; }
  const fm_trainer* make(const fm_trainer**) { return trainers_[random_.below(2)]; }
  fm_unet* make(fm_unet**) { return nullptr; }

  // Enough for two small sizes and two coordinates, 65 x 64 x 2, and more; of floats, for three.
  static constexpr std::size_t room = 16384, float_room = 2 * 64 * 64 * 64;
  int calls_ = 0;

  void refill() {
    if (calls_++ % 32 != 0) return;
    const float f = pick({0.f, 1.f, 0.5f, 0.5f, float(NAN), float(INFINITY), -1e30f});
    for (auto& v : floats_) {
      v.assign(float_room, f);
      for (std::size_t i = 0; i < room; i += 3) v[i] = float(random_.uniform());
    }
    for (auto& v : doubles_) {
      const std::uint32_t kind = random_.below(3);
      v.assign(room, kind == 0 ? make(static_cast<double*>(nullptr)) : 0);
      for (std::size_t i = 0; i < v.size(); ++i)
        if (kind == 1) // times, or costs
          v[i] = double(i) / 8;
        else if (kind == 2) // components
          v[i] = i % 6 == 0 || i % 6 == 3 || i % 6 == 5 ? 1 : 0.5;
    }
    ints_.assign(room, make(static_cast<int*>(nullptr)));
    const bool rising = random_.below(2) == 0; // the ends of strokes
    for (int i = 0; i < 8; ++i) ints_[std::size_t(i)] = rising ? i + 1 : int(random_.below(8));
    bytes_.assign(64, std::uint8_t(random_.bits()));
  }

  fm::Random random_;
  std::vector<float> floats_[4];
  std::vector<double> doubles_[3];
  fm_trainer_options options_{}, tried_{};
  std::vector<int> ints_;
  std::vector<std::uint8_t> bytes_;
  std::vector<fm_field*> fields_;
  std::vector<fm_trainer*> trainers_;
  std::map<std::string, std::array<int, 2>> tallies_; // refused, accepted
};

} // namespace

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
#define FM_NAME(list, key, name, evaluations)                                                      \
  CHECK(std::size_t(key) == names[#list].size());                                                  \
  names[#list].push_back(name);                                                                    \
  if (std::string_view(#list) == "fm_solvers")                                                     \
    CHECK(fm::tableaus[std::size_t(key)].stages == evaluations);
#define FM_FIELD(type, field, at) CHECK(offsetof(type, field) == at);
#define FM_SIZE(type, size) CHECK(sizeof(type) == size);
#include "api_list.hpp"
#undef FM_NAME
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
  std::vector<std::string_view> solvers;
  for (const fm::Tableau& t : fm::tableaus) solvers.push_back(t.name);
  same("fm_solvers", solvers);
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
  fm_field* field = fm_field_of_mixture(1, normal, 1, data, 0, 0);
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
