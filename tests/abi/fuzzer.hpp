// Calls the functions of the C interface with random arguments, and keeps count of what they say.
#pragma once

#include "../../wasm/api.h"
#include "catch.hpp"
#include "fm/base/random.hpp"

#include <array>
#include <cstring>
#include <limits>
#include <map>
#include <string>
#include <vector>

// One argument of each type: small, wrong, or huge. Every buffer has room for what small numbers
// ask for, so whatever is written beyond it is a fault that the sanitizers see.
class Fuzzer {
public:
  explicit Fuzzer(std::uint64_t seed) : random_(seed) {
    const float points[8] = {0.1f, 0.2f, -1, 0.5f, 0.7f, -0.3f, 1, 1};
    const double normal[6] = {1, 0, 0, 1, 0, 1};
    fields_ = {nullptr, fm_field_of_points(4, points, 0, 0, 0),
               fm_field_of_mixture(1, normal, 1, normal, 0, 4, 0)};
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
    const bool no_network = // it would come from a file
        name.rfind("fm_unet", 0) == 0 || name.rfind("fm_classifier", 0) == 0;
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
  std::uint8_t* make(std::uint8_t**) { return buffer(bytes_); }
  const std::uint8_t* make(const std::uint8_t**) { return buffer(bytes_); }
  fm_field* make(fm_field**) { return fields_[random_.below(std::uint32_t(fields_.size()))]; }
  fm_trainer* make(fm_trainer**) { return trainers_[random_.below(2)]; }
  const fm_trainer* make(const fm_trainer**) { return trainers_[random_.below(2)]; }
  fm_unet* make(fm_unet**) { return nullptr; }
  fm_classifier* make(fm_classifier**) { return nullptr; }

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
