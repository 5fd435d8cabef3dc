// Arguments from bytes: a fuzzer's, or random ones. Each buffer has exactly the room that the call
// asks for, so whatever is read or written beyond it is a fault that the sanitizers see.
#pragma once

#include "../../wasm/api.h"
#include "fm/base/random.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

namespace fuzz {

class Script {
public:
  Script(const std::uint8_t* data, std::size_t size) : next_(data), left_(size) {}

  bool over() const { return left_ == 0; }
  std::uint8_t byte() { return left_ == 0 ? std::uint8_t(0) : (--left_, *next_++); }
  int below(int n) { return byte() % n; }
  bool one_in(int n) { return below(n) == n - 1; }
  std::uint32_t seed() { return byte(); }

  // How many: a few; at times a number that must be refused before any buffer is touched.
  int count(int most = 12) {
    if (!one_in(24)) return below(most + 1);
    constexpr int odd[] = {-1, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()};
    return odd[below(3)];
  }
  // One of n choices; at times none of them.
  int choice(int n) { return one_in(24) ? below(256) - 100 : below(n); }
  int flag() { return below(2); }
  int schedule() { return one_in(4) ? choice(5) + FM_REVERSED : choice(5); }
  double parameter() { return one_in(4) ? number() : 0; }

  // A number; mostly one that a caller would think of.
  double number() {
    constexpr double all[] = {0,
                              1,
                              0.5,
                              0.25,
                              0.1,
                              2,
                              3,
                              10,
                              0.9,
                              1e-3,
                              1e-6,
                              1. / 3,
                              0.75,
                              -1,
                              -0.5,
                              1e3,
                              0.3,
                              0.05,
                              1e300,
                              1e-300,
                              -1e300,
                              1e30,
                              std::numeric_limits<double>::quiet_NaN(),
                              std::numeric_limits<double>::infinity()};
    return all[one_in(6) ? below(24) : below(13)];
  }
  double time() { return one_in(12) ? number() : below(101) / 100.; }

  // Exactly n of them. Null at times; none where n is below 0 or no caller could have so many.
  float* floats(std::ptrdiff_t n) {
    return some<float>(n, [this](Random& r) { return float(value(r)); });
  }
  double* doubles(std::ptrdiff_t n) {
    return some<double>(n, [this](Random& r) { return value(r); });
  }
  int* ints(std::ptrdiff_t n, int most = 3) {
    return some<int>(n, [most](Random& r) { return int(r.below(std::uint32_t(most))); });
  }
  // Rising numbers from 0 to `end`.
  double* rising(std::ptrdiff_t n, double end) {
    double* v = doubles(n);
    if (v && !one_in(12))
      for (std::ptrdiff_t i = 0; i < room(n); ++i)
        v[i] = n > 1 ? end * double(i) / double(n - 1) : end;
    return v;
  }
  int* rising_ints(std::ptrdiff_t n, int step) {
    int* v = ints(n);
    if (v && !one_in(12))
      for (std::ptrdiff_t i = 0; i < room(n); ++i) v[i] = int(i + 1) * step;
    return v;
  }
  // Left, bottom, right, top.
  double* box() {
    double* v = doubles(4);
    if (v && !one_in(12)) v[0] = v[1] = -3, v[2] = v[3] = 3;
    return v;
  }
  // Of a mixture, 6 numbers each.
  double* components(int n) {
    double* v = doubles(6 * room(n));
    if (v && !one_in(12))
      for (std::ptrdiff_t i = 0; i < room(n); ++i)
        v[6 * i] = 1. / n, v[6 * i + 3] = 1, v[6 * i + 4] = 0.25, v[6 * i + 5] = 0.5;
    return v;
  }
  template <class T> T* or_null(T* p) { return flag() ? p : nullptr; }

private:
  using Random = fm::Random;
  static constexpr std::ptrdiff_t most_ = 1 << 20;
  const std::uint8_t* next_;
  std::size_t left_;
  std::vector<std::shared_ptr<void>> kept_;
  double odd_ = 0;
  bool is_odd_ = false;

  static std::ptrdiff_t room(std::ptrdiff_t n) { return n < 0 || n > most_ ? 0 : n; }
  double value(Random& r) { return is_odd_ && r.below(8) == 0 ? odd_ : r.normal(); }
  template <class T, class Make> T* some(std::ptrdiff_t n, Make&& make) {
    if (one_in(48)) return nullptr;
    const auto size = std::size_t(room(n));
    is_odd_ = one_in(6);
    if (is_odd_) odd_ = number();
    Random random(byte());
    const std::shared_ptr<T[]> v(new T[size]);
    T* const first = v.get();
    for (std::size_t i = 0; i < size; ++i) first[i] = make(random);
    kept_.push_back(v);
    return first;
  }
};

// Fields and networks that live through a script; what was made last ends first.
class Live {
public:
  ~Live() {
    while (!ends_.empty()) ends_.back()(), ends_.pop_back();
  }
  Live() = default;
  Live(const Live&) = delete;
  fm_field* field(Script& s) const { return pick(fields_, s); }
  fm_trainer* trainer(Script& s) const { return pick(trainers_, s); }
  // Keeps it, if there is one. Returns a status.
  int keep(fm_field* field) {
    if (!field) return -1;
    fields_.push_back(field);
    ends_.push_back([field] { fm_field_destroy(field); });
    return 0;
  }
  int keep(fm_trainer* trainer) {
    if (!trainer) return -1;
    trainers_.push_back(trainer);
    ends_.push_back([trainer] { fm_trainer_destroy(trainer); });
    return 0;
  }

private:
  std::vector<fm_field*> fields_;
  std::vector<fm_trainer*> trainers_;
  std::vector<std::function<void()>> ends_;
  template <class T> static T* pick(const std::vector<T*>& all, Script& s) {
    if (all.empty() || s.one_in(24)) return nullptr;
    return all[std::size_t(s.below(int(all.size())))];
  }
};

} // namespace fuzz
