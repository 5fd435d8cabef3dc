// Part of api.h: where points come from, and how likely they are.
#pragma once

// out: n x 2 points of a distribution. labels: n, the class of each, or null.
FM_API int fm_sample(int distribution, int n, uint32_t seed, uint32_t stream, float* out,
                     int* labels) FM_NOEXCEPT;
// How many classes a distribution's points fall into.
FM_API int fm_classes(int distribution) FM_NOEXCEPT;
// n points of a mixture.
FM_API int fm_sample_mixture(int count, const double* components, int n, uint32_t seed,
                             uint32_t stream, float* out) FM_NOEXCEPT;
// n points of a picture, as likely as it is dark: darkness height x width, rows from the top.
FM_API int fm_sample_picture(int width, int height, const float* darkness, double half_width, int n,
                             uint32_t seed, uint32_t stream, float* out) FM_NOEXCEPT;
// n points of a drawing: `points` of all strokes, `ends` the index after each stroke's last point.
FM_API int fm_sample_drawing(int points, const float* xy, int strokes, const int* ends, double blur,
                             int n, uint32_t seed, uint32_t stream, float* out) FM_NOEXCEPT;
// The Gaussian with the mean and the covariance of n points, as a mixture of one component.
FM_API int fm_fit_gaussian(int n, const float* x, double* component) FM_NOEXCEPT;
// log p at m places (m doubles), and its gradient (m x 2 doubles, or null).
FM_API int fm_log_density(int distribution, int m, const float* x, double* log_p,
                          double* score) FM_NOEXCEPT;
// The same of a mixture, and of a picture (which has no gradient).
FM_API int fm_log_density_mixture(int count, const double* components, int m, const float* x,
                                  double* log_p, double* score) FM_NOEXCEPT;
FM_API int fm_log_density_picture(int width, int height, const float* darkness, double half_width,
                                  int m, const float* x, double* log_p) FM_NOEXCEPT;
