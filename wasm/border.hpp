// The border between C and C++: faults become statuses, buffers become batches, numbers become
// choices.
#pragma once

#include "api.h"

#include "fm/base/box.hpp"
#include "fm/base/require.hpp"
#include "fm/data/distributions.hpp"
#include "fm/data/gaussian_mixture.hpp"
#include "fm/ode/tableau.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/path/schedule.hpp"
#include "fm/path/times.hpp"

#include <cstring>
#include <new>
#include <string>

namespace fm::border {

void keep_error(const char* what) noexcept;

// Runs f and returns its result, or `failure` with the reason kept.
template <class F, class R> R guarded(R failure, F&& f) noexcept {
  try {
    return f();
  } catch (const std::bad_alloc&) {
    keep_error("out of memory: ask for fewer points, or close other pages");
  } catch (const std::exception& error) {
    keep_error(error.what());
  } catch (...) {
    keep_error("unknown failure");
  }
  return failure;
}

template <class F> int status(F&& f) noexcept {
  return guarded(-1, [&] {
    f();
    return 0;
  });
}

inline constexpr int most = 1 << 22; // rows in one call

inline void require_buffer(std::int64_t n, const void* p) {
  FM_REQUIRE(n >= 0 && n <= most, "the number of points lies in 0 .. 4194304");
  FM_REQUIRE(p || n == 0,
             "a buffer is missing: pass the address of " + std::to_string(n) + " rows or numbers");
}
// What a call would take, in elementary steps: about a minute at most.
inline void require_work(double steps) {
  FM_REQUIRE(steps <= 1e10, "that would take minutes: ask for fewer points, steps or probes");
}

inline void require_choice(int choice, std::size_t count, const char* what) {
  FM_REQUIRE(choice >= 0 && std::size_t(choice) < count, std::string("unknown ") + what +
                                                             ": choose a number from 0 to " +
                                                             std::to_string(count - 1));
}
inline Distribution distribution(int kind) {
  require_choice(kind, distribution_names.size(), "distribution");
  return Distribution(kind);
}
inline AnySchedule schedule(int kind, double parameter) {
  const bool reversed = kind >= FM_REVERSED;
  if (reversed) kind -= FM_REVERSED;
  require_choice(kind, schedule_names.size(), "schedule (less 16 for reversed time)");
  AnySchedule s = AnySchedule::of(ScheduleKind(kind), parameter);
  s.reversed = reversed;
  return s;
}
inline const Tableau& method(int solver) {
  require_choice(solver, tableaus.size(), "solver");
  return tableaus[std::size_t(solver)];
}

inline TimeSampler sampler(int kind, double location, double scale) {
  static_assert(FM_TIMES_LOG_NORMAL == int(TimeSampling::log_normal));
  require_choice(kind, FM_TIMES_LOG_NORMAL + 1, "way to sample times");
  return {TimeSampling(kind), location, scale};
}

inline Batch<float> points_of(int n, const float* p, int d = 2) {
  FM_REQUIRE(d >= 1 && d <= 4096, "the number of coordinates lies in 1 .. 4096");
  require_buffer(std::int64_t(n) * d, p);
  return Eigen::Map<const Batch<float>>(p, n, d);
}
inline Box box_of(const double* box) {
  require_buffer(4, box);
  return {Point(box[0], box[1]), Point(box[2], box[3])};
}
inline std::vector<int> labels_of(int n, const int* labels) {
  if (!labels) return {};
  return std::vector<int>(labels, labels + n);
}
inline GaussianMixture mixture_of(int count, const double* components) {
  FM_REQUIRE(count >= 1 && count <= 4096, "a mixture has 1 to 4096 components");
  require_buffer(count, components);
  GaussianMixture g;
  for (const double* c = components; c < components + 6 * count; c += 6) {
    Eigen::Matrix2d covariance;
    covariance << c[3], c[4], c[4], c[5];
    g.components.push_back({c[0], Point(c[1], c[2]), covariance});
  }
  return g;
}

template <class S> void write(const Batch<S>& from, S* to) {
  std::copy_n(from.data(), from.size(), to);
}

} // namespace fm::border
