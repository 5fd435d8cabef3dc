// The engine's C interface: what the pages call. This header is the manual.
//
// Conventions
//   * Every function is noexcept. Those that can fail return 0 for success and -1 for failure;
//   those that
//     create a handle return null. The reason is then in fm_last_error(), in words for a reader.
//   * Points are n x 2 floats, row-major: a Float32Array. The caller owns every buffer, allocates
//   it with
//     fm_alloc and frees it with fm_free; nothing is kept after the call unless it says so.
//   * t = 0 is noise, t = 1 is data. Distributions are numbered as in fm::Distribution:
//       0 gaussian, 1 uniform, 2 moons, 3 eight-gaussians, 4 ring, 5 checkerboard.
//   * Solvers are numbered as in fm::tableaus: 0 euler, 1 midpoint, 2 heun, 3 rk4.
//   * A seed and a stream name one sequence of random numbers, the same on every machine.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define FM_API extern "C" __attribute__((visibility("default")))
#define FM_NOEXCEPT noexcept
#else
#define FM_API
#define FM_NOEXCEPT
#endif

typedef struct fm_trainer fm_trainer;
typedef struct fm_unet fm_unet;

// Memory, and the text of the last failure (static, overwritten by the next failure).
FM_API void* fm_alloc(size_t bytes) FM_NOEXCEPT;
FM_API void fm_free(void* p) FM_NOEXCEPT;
FM_API const char* fm_last_error(void) FM_NOEXCEPT;

// out: n x 2 points of a distribution.
FM_API int fm_sample(int distribution, int n, uint32_t seed, uint32_t stream,
                     float* out) FM_NOEXCEPT;

// count independent pairs: x_0 from the source, x_1 a row of the data set `points` (n x 2) drawn
// with replacement; both count x 2.
FM_API int fm_draw_pairs(int n, const float* points, int source, int count, uint32_t seed,
                         uint32_t stream, float* x_0, float* x_1) FM_NOEXCEPT;

// out: n standard normal numbers.
FM_API int fm_normal(int n, uint32_t seed, uint32_t stream, float* out) FM_NOEXCEPT;

// out: n numbers between a and b, (1 - s) a + s b; normalised != 0 keeps the variance of noise.
FM_API int fm_blend(int n, const float* a, const float* b, double s, int normalised,
                    float* out) FM_NOEXCEPT;

// x_t, u_t: the conditional path and its target for n pairs at one time t in [0, 1].
FM_API int fm_path_sample(int n, const float* x_0, const float* x_1, double t, double sigma_min,
                          float* x_t, float* u_t) FM_NOEXCEPT;

// The mean velocity of the pairs in each of bins x bins squares over [-half_width, half_width]^2:
// mean (bins^2 x 2) and counts (bins^2), row by row from the lower left.
FM_API int fm_bin_average(int n, const float* x, const float* u, int bins, double half_width,
                          float* mean, float* counts) FM_NOEXCEPT;

// The exact marginal velocity of the data set `points` (n x 2) at the m places x, into u (m x 2),
// and log p_t into log_density (m). Where nothing passes, log_density is -infinity and u is 0.
FM_API int fm_marginal_field(int n, const float* points, int source, double sigma_min, double t,
                             int m, const float* x, float* u, float* log_density) FM_NOEXCEPT;

// At one place: the posterior weight of each data point (n floats, sum 1 or all 0), the noise x_0
// that would have led from there to it (partners, n x 2), and into moments the mean velocity (2)
// and its covariance (4).
FM_API int fm_posterior(int n, const float* points, int source, double sigma_min, double t,
                        double x, double y, float* weights, float* partners,
                        float* moments) FM_NOEXCEPT;

// The loss of a perfect network: out[0] the estimate, out[1] its standard error (an upper bound).
FM_API int fm_irreducible_loss(int n, const float* points, int source, double sigma_min,
                               int samples, uint32_t seed, double* out) FM_NOEXCEPT;

// A velocity network in training. `points` (n x 2) is copied. hidden: the widths of the hidden
// layers; activation 0 SiLU, 1 ReLU; time_features even, at least 4. Free with fm_trainer_destroy.
FM_API fm_trainer* fm_trainer_create(int n, const float* points, int source, double sigma_min,
                                     const int* hidden, int layers, int activation,
                                     int time_features, int batch, double learning_rate,
                                     uint32_t seed) FM_NOEXCEPT;
FM_API void fm_trainer_destroy(fm_trainer* trainer) FM_NOEXCEPT;
FM_API int fm_trainer_set_learning_rate(fm_trainer* trainer, double learning_rate) FM_NOEXCEPT;

// Up to `steps` updates, their losses into `losses`. Returns how many were done; fewer than asked
// means that training diverged and the network went back to its last good state, at
// fm_trainer_steps(). -1: failure.
FM_API int fm_trainer_run(fm_trainer* trainer, int steps, float* losses) FM_NOEXCEPT;
FM_API int fm_trainer_steps(const fm_trainer* trainer) FM_NOEXCEPT;

// The learned velocity at m places.
FM_API int fm_trainer_velocity(fm_trainer* trainer, int m, const float* x, double t,
                               float* u) FM_NOEXCEPT;

// m particles through the learned field from t = 0 to 1 in `steps` steps; out: (steps + 1) x m x 2,
// the start first.
FM_API int fm_trainer_solve(fm_trainer* trainer, int solver, int steps, int m, const float* x_0,
                            float* out) FM_NOEXCEPT;

// The digit network, from the bytes of a safetensors file (copied). Free with fm_unet_destroy.
FM_API fm_unet* fm_unet_create(const uint8_t* bytes, size_t size) FM_NOEXCEPT;
FM_API void fm_unet_destroy(fm_unet* net) FM_NOEXCEPT;

// The velocity of n images (n x 784) at time t, without guidance. labels: n, 0..9, or 10 for none.
FM_API int fm_unet_velocity(fm_unet* net, int n, const float* x, double t, const int* labels,
                            float* v) FM_NOEXCEPT;

// One solver step of n images from t to t + h, in place; guidance w as in fm::guide. Returns the
// number of network evaluations an image, or -1.
FM_API int fm_unet_step(fm_unet* net, int solver, int n, float* x, double t, double h,
                        const int* labels, double guidance) FM_NOEXCEPT;
