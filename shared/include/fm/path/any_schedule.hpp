// Any schedule, in either convention of time, chosen at run time.
#pragma once

#include "fm/path/schedule.hpp"

#include <array>
#include <string_view>
#include <variant>

namespace fm {

enum class ScheduleKind { cond_ot, polynomial, variance_preserving, linear_vp, cosine };
inline constexpr std::array<std::string_view, 5> schedule_names{
    "cond-ot", "polynomial", "variance-preserving", "linear-vp", "cosine"};

struct AnySchedule {
  std::variant<CondOT, Polynomial, VariancePreserving, LinearVP, Cosine> kind;
  bool reversed = false;

  // `parameter`: sigma_min of cond_ot in [0, 1), degree of polynomial >= 1; the others have none.
  // Throws fm::Error.
  static AnySchedule of(ScheduleKind kind, double parameter) {
    const auto checked = [](const auto& schedule) -> AnySchedule {
      require_schedule(schedule);
      return {schedule};
    };
    switch (kind) {
    case ScheduleKind::cond_ot:
      return checked(CondOT{parameter});
    case ScheduleKind::polynomial:
      return checked(Polynomial{parameter});
    case ScheduleKind::variance_preserving:
      return {VariancePreserving{}};
    case ScheduleKind::linear_vp:
      return {LinearVP{}};
    case ScheduleKind::cosine:
      return {Cosine{}};
    }
    throw Error("unknown schedule");
  }

  // The same with t = 0 the noise.
  AnySchedule forward() const { return {kind, false}; }

  template <class T> ScheduleValue<T> at(const T& t, const T& s) const {
    if (reversed) return Reversed<AnySchedule>{forward()}.at(t, s);
    return std::visit([&](const auto& one) { return one.at(t, s); }, kind);
  }
  // One time after the other: five schedules compiled for arrays are a twentieth of a page's
  // module.
  template <class S> ScheduleValue<Times<S>> at(const Times<S>& t, const Times<S>& s) const {
    ScheduleValue<Times<S>> out{Times<S>(t.size()), Times<S>(t.size()), Times<S>(t.size()),
                                Times<S>(t.size())};
    for (Eigen::Index i = 0; i < t.size(); ++i) {
      const ScheduleValue<S> v = at(t[i], s[i]);
      out.alpha[i] = v.alpha, out.sigma[i] = v.sigma;
      out.d_alpha[i] = v.d_alpha, out.d_sigma[i] = v.d_sigma;
    }
    return out;
  }
  template <class T> ScheduleValue<T> operator()(const T& t) const { return at(t, to_data(t)); }
};
inline void require_schedule(const AnySchedule& schedule) {
  std::visit([](const auto& s) { require_schedule(s); }, schedule.kind);
}
inline double time_at(const AnySchedule& schedule, double log_snr) {
  if (schedule.reversed) return time_at(Reversed<AnySchedule>{schedule.forward()}, log_snr);
  return std::visit([&](const auto& s) { return time_at(s, log_snr); }, schedule.kind);
}
inline double half_variance_slope(const AnySchedule& schedule, double t) {
  if (schedule.reversed) return half_variance_slope(Reversed<AnySchedule>{schedule.forward()}, t);
  return std::visit([&](const auto& s) { return half_variance_slope(s, t); }, schedule.kind);
}

} // namespace fm
