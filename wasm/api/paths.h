// Part of api.h: schedules, paths, losses.
#pragma once

// out: n x 6 doubles: alpha, sigma, d_alpha, d_sigma, log SNR, sigma d_sigma at each t.
FM_API int fm_schedule(int schedule, double parameter, int n, const double* t,
                       double* out) FM_NOEXCEPT;
// out: the n times at which log SNR has these values.
FM_API int fm_time_at(int schedule, double parameter, int n, const double* log_snr,
                      double* out) FM_NOEXCEPT;
// A velocity trained under `from`, sampled under `to` at time r: out = t, dt/dr, s, (ds/dr)/s;
// u_to(x, r) = out[3] x + out[2] out[1] u_from(x / out[2], out[0]).
FM_API int fm_schedule_change(int from, double from_parameter, int to, double to_parameter,
                              double r, double* out) FM_NOEXCEPT;
// x_t, u_t: the conditional path and its target for n pairs at one time t in [0, 1].
FM_API int fm_path_sample(int n, const float* x_0, const float* x_1, int schedule, double parameter,
                          double t, float* x_t, float* u_t) FM_NOEXCEPT;
// The same with noise z (n x 2) around the straight line.
FM_API int fm_noisy_path_sample(int noisy_path, double sigma, int n, const float* x_0,
                                const float* x_1, const float* z, double t, float* x_t,
                                float* u_t) FM_NOEXCEPT;
// What `value` (n x 2) at the places x says as another quantity. Refused where it is singular.
FM_API int fm_convert(int from, int to, int schedule, double parameter, double t, int n,
                      const float* x, const float* value, float* out) FM_NOEXCEPT;
// n times of a sampler, and their importance weights (n, or null).
FM_API int fm_sample_times(int sampling, double location, double scale, int n, uint32_t seed,
                           uint32_t stream, float* t, float* weights) FM_NOEXCEPT;
// The density of a sampler's times at n values of t.
FM_API int fm_time_density(int sampling, double location, double scale, int n, const double* t,
                           double* out) FM_NOEXCEPT;
// The loss of v against u (n x 2 each): out[0] the mean square; out[1] smooth L1 with `beta`,
// weighted by t (1 - t) / mean; loss and counts by `bins` slices of t (n).
FM_API int fm_losses(int n, const float* v, const float* u, const float* t, double beta, int bins,
                     double* out, double* loss, int* counts) FM_NOEXCEPT;
