// Part of api.h: velocity fields, exact and learned, and what is known of them.
#pragma once

// The centres of bins x bins squares over [-half_width, half_width]^2, row by row from the lower
// left: bins^2 x 2.
FM_API int fm_bin_centres(int bins, double half_width, float* x) FM_NOEXCEPT;
// The mean velocity of the pairs in each of bins x bins squares over [-half_width, half_width]^2:
// mean (bins^2 x 2) and counts (bins^2), row by row from the lower left.
FM_API int fm_bin_average(int n, const float* x, const float* u, int bins, double half_width,
                          float* mean, float* counts) FM_NOEXCEPT;
// The root mean square distance of such means (m x 2) from the exact field at the centres (m x 2),
// by the pairs in each square, without those that nothing passes; NaN where none are left.
FM_API int fm_bin_error(int m, const float* mean, const float* counts, const float* exact,
                        const float* log_density, double* rms) FM_NOEXCEPT;
// At one place, for the data set `points` (n x 2): the posterior weight of each data point (n
// floats, sum 1 or all 0), the noise x_0 that would have led from there to it (partners, n x 2),
// and into moments the mean velocity (2), its covariance (4), its spread (the root mean square of a
// coordinate's deviation), and how many data points carry nine tenths of the weight.
FM_API int fm_posterior(int n, const float* points, int source, int schedule, double parameter,
                        double t, double x, double y, float* weights, float* partners,
                        float* moments) FM_NOEXCEPT;
// How many data points pull at m places x (m x 2), on average, into out[0]: the mean of Kish's
// effective number 1 / sum_i w_i^2 of their posterior weights.
FM_API int fm_effective_number(int n, const float* points, int source, int schedule,
                               double parameter, double t, int m, const float* x,
                               double* out) FM_NOEXCEPT;
// The loss of a perfect network on a data set: out[0] the estimate, out[1] its standard error (an
// upper bound).
FM_API int fm_irreducible_loss(int n, const float* points, int source, int schedule,
                               double parameter, int samples, uint32_t seed,
                               double* out) FM_NOEXCEPT;
// The same between mixtures, by quadrature with `nodes` in each variable, into out[0]. share: how
// the two's components are paired, from 0 (independently) to 1 (optimally).
FM_API int fm_mixture_floor(int source_count, const double* source, int count,
                            const double* components, double share, int schedule, double parameter,
                            int nodes, double* out) FM_NOEXCEPT;
// The same where each noise is its own data point blurred by noise of `width`.
FM_API int fm_blurred_floor(int count, const double* components, double width, int schedule,
                            double parameter, int nodes, double* out) FM_NOEXCEPT;

// A velocity field u_t(x). Free with fm_field_destroy.
//   of_points   the exact marginal of a data set (copied), from a source with a density
//   of_mixture  the exact marginal between mixtures, with the same share
//   of_blurred  the exact marginal from a mixture's copy, blurred by noise of `width`, to the
//               mixture, each noise paired with its own data point
//   of_trainer  a learned one, for a class (-1: none) and a guidance scale; it reads the trainer at
//               each call and must be destroyed before it
//   under       the same flow under another schedule (reversed, for one); it reads `field` at each
//               call and must be destroyed before it
FM_API fm_field* fm_field_of_points(int n, const float* points, int source, int schedule,
                                    double parameter) FM_NOEXCEPT;
FM_API fm_field* fm_field_of_mixture(int source_count, const double* source, int count,
                                     const double* components, double share, int schedule,
                                     double parameter) FM_NOEXCEPT;
FM_API fm_field* fm_field_of_blurred(int count, const double* components, double width,
                                     int schedule, double parameter) FM_NOEXCEPT;
FM_API fm_field* fm_field_of_trainer(fm_trainer* trainer, int label, double guidance) FM_NOEXCEPT;
FM_API fm_field* fm_field_under(fm_field* field, int schedule, double parameter) FM_NOEXCEPT;
FM_API void fm_field_destroy(fm_field* field) FM_NOEXCEPT;

// The velocity at m places. log_density (m): log p_t, -infinity where nothing passes (u is 0
// there); or null. Learned fields have none.
FM_API int fm_field_velocity(fm_field* field, int m, const float* x, double t, float* u,
                             float* log_density) FM_NOEXCEPT;
// From log p_t at m places: the density beside its largest value, and how clearly to show each
// place (1 where much passes, 0 far away); m each.
FM_API int fm_presence(int m, const float* log_density, float* density, float* shown) FM_NOEXCEPT;
// The distance of two fields at each of m places, |v - u| (m), and its root mean square under
// weights (m): NaN where all are 0.
FM_API int fm_field_error(int m, const float* v, const float* u, const float* weights, float* each,
                          double* rms) FM_NOEXCEPT;
// The largest speed of v (m x 2) where `shown` (m) is at least `least`.
FM_API int fm_largest_speed(int m, const float* v, const float* shown, double least,
                            double* out) FM_NOEXCEPT;
// Of an exact field, at m places: score, E[x_1 | x] and E[x_0 | x], m x 2 each, the covariance of
// the velocity, m x 4, and the posterior weights of the field's k data points or components of the
// data, m x k, or null.
FM_API int fm_field_posterior(fm_field* field, int m, const float* x, double t, float* score,
                              float* data, float* noise, float* covariance, int k,
                              float* weights) FM_NOEXCEPT;
// The continuity equation of a box (left, bottom, right, top) under an exact field between
// mixtures: into out (6) what flows in through left, right, bottom and top per unit of time, the
// mass inside, and its change per unit of time. The first four come from the flow, the last from
// the law alone.
FM_API int fm_field_box_ledger(fm_field* field, double t, const double* box,
                               double* out) FM_NOEXCEPT;
