// Sampling a trained velocity under another schedule than its own.
#pragma once

#include "fm/path/schedule.hpp"

#include <algorithm>

namespace fm {

// A network trained under schedule `from`, sampled under schedule `to` (Lipman et al. 2024,
// on changing the scheduler after training; Pokle et al. 2023). Both see the same mixture of data
// and noise when their SNRs agree:
//   t(r) = SNR_from^-1(SNR_to(r)),   s(r) = sigma_to(r) / sigma_from(t) = alpha_to / alpha_from
//   x^to_r = s x^from_t,             u^to_r(x) = (ds/s) x + s dt u^from_t(x / s)
template <class From, class To> struct ScheduleChange {
  From from;
  To to;

  struct At {
    double t, d_t, scale, log_scale_slope; // t(r), dt/dr, s, (ds/dr) / s
  };
  // Throws fm::Error at an end where one schedule runs infinitely faster than the other, and where
  // `from` never has the noise that `to` has.
  At at(double r) const {
    require_time(r);
    if constexpr (requires {
                    from.kind == to.kind;
                  }) // one path, perhaps the other way: at its ends too
      if (from.kind == to.kind)
        return from.reversed == to.reversed ? At{r, 1, 1, 0} : At{1 - r, -1, 1, 0};
    const ScheduleValue<double> b = to(r);
    const double wanted = log_snr(to, r);
    const auto [noisiest, cleanest] = std::minmax({log_snr(from, 0), log_snr(from, 1)});
    FM_REQUIRE(wanted >= noisiest, "there is more noise at this time than the velocity was ever "
                                   "learned at: stay nearer to the data");
    FM_REQUIRE(wanted <= cleanest, "there is less noise at this time than the velocity was ever "
                                   "learned at: stay nearer to the noise, or learn it with less "
                                   "noise left on the data");
    const double t = std::clamp(time_at(from, wanted), 0., 1.); // the inverse rounds
    const ScheduleValue<double> a = from(t);
    const bool noisy = b.sigma > b.alpha; // divide by the larger of the two
    const double scale = noisy ? b.sigma / a.sigma : b.alpha / a.alpha;
    // From d log SNR = 2 (d_alpha sigma - d_sigma alpha) / (alpha sigma), on both sides.
    const double d_t = (b.d_alpha * b.sigma - b.d_sigma * b.alpha) /
                       ((a.d_alpha * a.sigma - a.d_sigma * a.alpha) * scale * scale);
    const double slope = noisy ? b.d_sigma / b.sigma - a.d_sigma / a.sigma * d_t
                               : b.d_alpha / b.alpha - a.d_alpha / a.alpha * d_t;
    FM_REQUIRE(
        std::isfinite(d_t) && std::isfinite(slope),
        "the two schedules cannot be matched at this time: stay a little away from the ends");
    return {t, d_t, scale, slope};
  }

  // velocity(x, t) learned under `from`; returns the velocity under `to` at time r.
  template <class State, class Velocity>
  State velocity(Velocity&& v, const State& x, double r) const {
    using R = real_t<State>;
    const At c = at(r);
    return R(c.log_scale_slope) * x + R(c.scale * c.d_t) * State(v(State(x * R(1 / c.scale)), c.t));
  }
};

} // namespace fm
