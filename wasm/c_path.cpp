// Schedules, paths, times and losses.
#include "border.hpp"

#include "fm/path/any_schedule.hpp"
#include "fm/path/convert.hpp"
#include "fm/path/loss.hpp"
#include "fm/path/path.hpp"
#include "fm/path/schedule_change.hpp"
#include "fm/path/times.hpp"

using namespace fm;
using namespace fm::border;

int fm_schedule(int kind, double parameter, int n, const double* t, double* out) noexcept {
  return status([&] {
    require_buffer(n, t);
    require_buffer(n, out);
    const AnySchedule s = schedule(kind, parameter);
    for (int i = 0; i < n; ++i) {
      const auto v = s(t[i]);
      const double row[] = {v.alpha,   v.sigma,          v.d_alpha,
                            v.d_sigma, log_snr(s, t[i]), half_variance_slope(s, t[i])};
      std::copy_n(row, 6, out + 6 * std::ptrdiff_t(i));
    }
  });
}

int fm_time_at(int kind, double parameter, int n, const double* log_snr, double* out) noexcept {
  return status([&] {
    require_buffer(n, log_snr);
    require_buffer(n, out);
    const AnySchedule s = schedule(kind, parameter);
    for (int i = 0; i < n; ++i) out[i] = time_at(s, log_snr[i]);
  });
}

int fm_schedule_change(int from, double from_parameter, int to, double to_parameter, double r,
                       double* out) noexcept {
  return status([&] {
    require_buffer(1, out);
    const auto c = ScheduleChange<AnySchedule, AnySchedule>{schedule(from, from_parameter),
                                                            schedule(to, to_parameter)}
                       .at(r);
    const double row[] = {c.t, c.d_t, c.scale, c.log_scale_slope};
    std::copy_n(row, 4, out);
  });
}

int fm_path_sample(int n, const float* x_0, const float* x_1, int kind, double parameter, double t,
                   float* x_t, float* u_t) noexcept {
  return status([&] {
    require_time(t);
    require_buffer(n, x_t);
    require_buffer(n, u_t);
    const AffinePath<AnySchedule> path{schedule(kind, parameter)};
    const Times<float> times = Times<float>::Constant(n, float(t));
    const auto pairs = path.sample(points_of(n, x_0), points_of(n, x_1), times);
    write(pairs.x_t, x_t);
    write(pairs.u_t, u_t);
  });
}

int fm_noisy_path_sample(int noisy_path, double sigma, int n, const float* x_0, const float* x_1,
                         const float* z, double t, float* x_t, float* u_t) noexcept {
  return status([&] {
    require_buffer(n, x_t);
    require_buffer(n, u_t);
    require_choice(noisy_path, 2, "noisy path");
    const auto with = [&](const auto& path) {
      return path.sample(points_of(n, x_0), points_of(n, x_1), t, points_of(n, z));
    };
    const PathSample<Batch<float>> pairs = noisy_path == FM_NOISY_CONSTANT
                                               ? with(ConstantSigmaPath{sigma})
                                               : with(BrownianBridgePath{sigma});
    write(pairs.x_t, x_t);
    write(pairs.u_t, u_t);
  });
}

int fm_convert(int from, int to, int kind, double parameter, double t, int n, const float* x,
               const float* value, float* out) noexcept {
  return status([&] {
    require_buffer(n, out);
    require_choice(from, quantity_names.size(), "quantity");
    require_choice(to, quantity_names.size(), "quantity");
    write(convert(Quantity(from), Quantity(to), schedule(kind, parameter)(t), points_of(n, x),
                  points_of(n, value)),
          out);
  });
}

int fm_sample_times(int kind, double location, double scale, int n, uint32_t seed, uint32_t stream,
                    float* t, float* weights) noexcept {
  return status([&] {
    require_buffer(n, t);
    Random random(seed, stream);
    const TimeSampler times = sampler(kind, location, scale);
    const Times<float> drawn = sample_times<float>(times, n, random);
    std::copy_n(drawn.data(), n, t);
    if (!weights) return;
    const Times<float> w = importance_weights(times, drawn);
    std::copy_n(w.data(), n, weights);
  });
}

int fm_time_density(int kind, double location, double scale, int n, const double* t,
                    double* out) noexcept {
  return status([&] {
    require_buffer(n, t);
    require_buffer(n, out);
    for (int i = 0; i < n; ++i) out[i] = time_density(sampler(kind, location, scale), t[i]);
  });
}

int fm_losses(int n, const float* v, const float* u, const float* t, double beta, int bins,
              double* out, double* loss, int* counts) noexcept {
  return status([&] {
    require_buffer(n, t);
    require_buffer(1, out);
    require_buffer(bins, loss);
    require_buffer(bins, counts);
    const Batch<double> predicted = points_of(n, v).cast<double>(),
                        target = points_of(n, u).cast<double>();
    const Times<double> times = Eigen::Map<const Times<float>>(t, n).cast<double>();
    const TimeBins by_time = cfm_loss_by_time(predicted, target, times, bins);
    out[0] = cfm_loss(predicted, target);
    out[1] = weighted_smooth_l1(predicted, target, end_weight(times), beta);
    std::copy(by_time.loss.begin(), by_time.loss.end(), loss);
    std::copy(by_time.count.begin(), by_time.count.end(), counts);
  });
}
