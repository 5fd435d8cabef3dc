// Part of api.h: what solvers do with a field.
#pragma once

// The times of a grid of n steps, n + 1 doubles.
FM_API int fm_grid(double t_0, double t_1, int n, int warp, double parameter,
                   double* out) FM_NOEXCEPT;
// m particles along a grid of `steps` steps; out: (steps + 1) x m x 2, the start first.
FM_API int fm_field_solve(fm_field* field, int solver, int steps, const double* grid, int m,
                          const float* x_0, float* out) FM_NOEXCEPT;
// The same by an adaptive solver, with dense output at `count` times; first_step: 0 has it chosen.
// report: outcome, steps, refused, evaluations, t reached, times written.
FM_API int fm_field_solve_adaptive(fm_field* field, int solver, double t_0, double t_1,
                                   double relative, double absolute, int norm, int max_steps,
                                   double first_step, int count, const double* times, int m,
                                   const float* x_0, float* out, double* report) FM_NOEXCEPT;
// Euler-Maruyama through the SDE with the same marginals, whose noise is g(t) = strength
// sqrt(1 - t); needs standard normal noise, independent of the data, and a schedule that is not
// reversed. out as in fm_field_solve.
FM_API int fm_field_diffuse(fm_field* field, double strength, int steps, const double* grid, int m,
                            const float* x_0, uint32_t seed, uint32_t stream,
                            float* out) FM_NOEXCEPT;
// The divergence of a learned field at m places: probes 0 exact, else Hutchinson's estimate with
// that many, and its standard error (0; NaN for one probe).
FM_API int fm_field_divergence(fm_field* field, int probes, uint32_t seed, int m, const float* x,
                               double t, double* out, double* standard_error) FM_NOEXCEPT;
// log p_1 by the flow of a learned field from a standard normal source; backward != 0: of m data
// points x, `end` the noise they come from; 0: of what m noises x become, `end`. Probes as above.
FM_API int fm_field_log_likelihood(fm_field* field, int backward, int solver, int steps, int probes,
                                   uint32_t seed, int m, const float* x, float* end, double* log_p,
                                   double* standard_error) FM_NOEXCEPT;

// --- solvers, looked at -------------------------------------------------------------------------

// A wind on the plane (fm::PlaneFlow), as a field that is used and freed like any other.
FM_API fm_field* fm_field_example(int plane_flow, double strength) FM_NOEXCEPT;
// Where m points at time t_0 are at t_1 (m x 2 doubles): in closed form where there is one, else by
// far more steps than are needed.
FM_API int fm_field_end(fm_field* field, double t_0, double t_1, int m, const float* x_0,
                        double* out) FM_NOEXCEPT;
// The root mean square distance of m points from `end` after steps[i] equal steps, for each of
// `count` (errors), and the order that they show (slope; NaN where none can be seen). late != 0:
// all slopes are asked for half a step late, as fm::HalfAStepLate says.
FM_API int fm_field_errors(fm_field* field, int solver, int late, double t_0, double t_1, int m,
                           const float* x_0, const double* end, int count, const int* steps,
                           double* errors, double* slope) FM_NOEXCEPT;
// The mean distance between m places and m others (m x 2 doubles each).
FM_API int fm_mean_distance(int m, const double* x, const double* y, double* out) FM_NOEXCEPT;
// An adaptive solver's attempts from (x, y), kept and taken back: each t, the time aimed at, 1 if
// kept, and the place it came to (most_attempts x 5 doubles). report: outcome, steps, refused,
// evaluations, t reached.
FM_API int fm_field_attempts(fm_field* field, int solver, double t_0, double t_1, double relative,
                             double absolute, int most_attempts, double x, double y,
                             double* attempts, double* report) FM_NOEXCEPT;
// The worked example (fm::WorkedExample): its solution through x(0) = x_0 and its slopes at n times
// in [0, 1].
FM_API int fm_worked_solution(int n, const double* t, double x_0, double* out) FM_NOEXCEPT;
FM_API int fm_worked_slopes(int n, const double* t, const double* x, double* out) FM_NOEXCEPT;
// It in equal steps from 0 to 1: x (steps + 1), and each evaluation in order: t, x and the slope
// there (steps x evaluations a step x 3).
FM_API int fm_worked_steps(int solver, int steps, double x_0, double* x,
                           double* slopes) FM_NOEXCEPT;
// Its errors at t = 1, as fm_field_errors.
FM_API int fm_worked_errors(int solver, int late, double x_0, int count, const int* steps,
                            double* errors, double* slope) FM_NOEXCEPT;
