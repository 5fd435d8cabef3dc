// The engine's C interface: what the pages call. This header is the manual, and the only source:
// from it bind.mjs writes the TypeScript of every function, choice and structure, and the list that
// the tests go through. Two modules are made of it: engine.wasm for the plane, digits.wasm for the
// digit network; headings with === say what is in which.
//
// Conventions
//   * Every function is noexcept. Those that can fail return 0 for success and -1 for failure;
//     those that create a handle return null. The reason is then in fm_last_error(), in words for a
//     reader.
//   * Points are n x 2 floats, row-major: a Float32Array; where a function takes d, n x d. The
//     caller owns every buffer, allocates it with fm_alloc and frees it with fm_free; nothing is
//     kept after the call unless it says so. "or null" says which buffers may be left out.
//   * t = 0 is noise, t = 1 is data; under a reversed schedule the other way round.
//   * Choices are numbers: an argument called solver is one of fm_solvers, and so on. To these
//   lists
//     one only appends, for their numbers are written down elsewhere.
//   * A buffer holds at most 4194304 rows or numbers (a matrix of costs, 4096 x 4096), a grid 10000
//     steps. What is known beforehand to take minutes is refused; adaptive solvers, Sinkhorn and
//     training may take as long as they are asked to.
//   * A seed and a stream name one sequence of random numbers, the same on every machine.
//   * A Gaussian mixture is `count` components of 6 doubles: weight, mean x, mean y, covariance
//     xx, xy, yy.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
// "used" makes a function an export of its module.
#define FM_API extern "C" __attribute__((visibility("default"), used))
#define FM_NOEXCEPT noexcept
#else
#define FM_API
#define FM_NOEXCEPT
#endif

typedef struct fm_field fm_field;
typedef struct fm_trainer fm_trainer;
typedef struct fm_unet fm_unet;

// --- choices ------------------------------------------------------------------------------------
// To the pages they are names: what follows the common beginning, moons or eight-gaussians, or what
// stands in quotes.

enum fm_distributions {
  FM_DISTRIBUTION_GAUSSIAN,
  FM_DISTRIBUTION_UNIFORM,
  FM_DISTRIBUTION_MOONS,
  FM_DISTRIBUTION_EIGHT_GAUSSIANS,
  FM_DISTRIBUTION_RING,
  FM_DISTRIBUTION_CHECKERBOARD,
  FM_DISTRIBUTION_SPIRALS,
  FM_DISTRIBUTION_SWISS_ROLL,
  FM_DISTRIBUTION_PINWHEEL,
  FM_DISTRIBUTION_CIRCLES,
  FM_DISTRIBUTION_S_CURVE
};

enum fm_schedules {
  FM_SCHEDULE_COND_OT,    // parameter: sigma_min
  FM_SCHEDULE_POLYNOMIAL, // parameter: degree
  FM_SCHEDULE_VARIANCE_PRESERVING,
  FM_SCHEDULE_LINEAR_VP,
  FM_SCHEDULE_COSINE
};
enum { FM_REVERSED = 16 }; // added to the number of a schedule: the same read at 1 - t

enum fm_solvers {
  FM_SOLVER_EULER,    // 1 evaluation a step
  FM_SOLVER_MIDPOINT, // 2 evaluations
  FM_SOLVER_HEUN,     // 2 evaluations
  FM_SOLVER_RK4,      // 4 evaluations
  FM_SOLVER_HEUN3,    // 3 evaluations
  FM_SOLVER_RK4_38,   // "rk4-3/8", 4 evaluations
  FM_SOLVER_BOSH3,    // adaptive too, as are those below: 3 evaluations
  FM_SOLVER_DOPRI5,   // 6 evaluations
  FM_SOLVER_TSIT5     // 6 evaluations
};
enum fm_solve_outcomes {
  FM_OUTCOME_REACHED,
  FM_OUTCOME_STEP_LIMIT,
  FM_OUTCOME_STEP_TOO_SMALL,
  FM_OUTCOME_NOT_FINITE,
  FM_OUTCOME_STOPPED
};
// Of an adaptive step's error: the largest over the samples, or the root mean square.
enum fm_error_norms { FM_NORM_MAX, FM_NORM_RMS };
// Of the times of a grid; the parameter is the power, or the shift.
enum fm_warps { FM_WARP_UNIFORM, FM_WARP_POWER, FM_WARP_COSINE, FM_WARP_SHIFT };

enum fm_quantities { FM_QUANTITY_VELOCITY, FM_QUANTITY_DATA, FM_QUANTITY_NOISE, FM_QUANTITY_SCORE };
enum fm_couplings {
  FM_COUPLING_INDEPENDENT,
  FM_COUPLING_MINIBATCH_OT,
  FM_COUPLING_CLASSWISE_OT,
  FM_COUPLING_SINKHORN
};
// fm::TimeSampling says what location and scale are.
enum fm_time_samplings {
  FM_TIMES_UNIFORM,
  FM_TIMES_STRATIFIED,
  FM_TIMES_ANTITHETIC,
  FM_TIMES_LOGIT_NORMAL,
  FM_TIMES_MODE,
  FM_TIMES_LOG_NORMAL
};
// Around the straight line: of constant width sigma, or a Brownian bridge (0 < t < 1).
enum fm_noisy_paths { FM_NOISY_CONSTANT, FM_NOISY_BRIDGE };
// Winds to learn solvers with: fm::PlaneFlow.
enum fm_plane_flows {
  FM_FLOW_ROTATION,
  FM_FLOW_SADDLE,
  FM_FLOW_SHEAR,
  FM_FLOW_SOURCE,
  FM_FLOW_GYRE
};
enum fm_activations { FM_ACTIVATION_SILU, FM_ACTIVATION_RELU, FM_ACTIVATION_TANH };
enum fm_distances {
  FM_DISTANCE_W1,
  FM_DISTANCE_W2,
  FM_DISTANCE_SLICED_W2, // parameter: directions
  FM_DISTANCE_ENERGY_DISTANCE,
  FM_DISTANCE_MMD,        // parameter: bandwidth, 0 for the median distance
  FM_DISTANCE_GAUSSIAN_W2 // of fitted Gaussians
};

// === in both modules ============================================================================

// Memory, and the text of the last failure (static, overwritten by the next failure).
FM_API void* fm_alloc(size_t bytes) FM_NOEXCEPT;
FM_API void fm_free(void* p) FM_NOEXCEPT;
FM_API const char* fm_last_error(void) FM_NOEXCEPT;

// --- noise ---------------------------------------------------------------------------------------

// out: n standard normal numbers.
FM_API int fm_normal(int n, uint32_t seed, uint32_t stream, float* out) FM_NOEXCEPT;
// out: n numbers between a and b, (1 - s) a + s b; normalised != 0 keeps the variance of noise.
FM_API int fm_blend(int n, const float* a, const float* b, double s, int normalised,
                    float* out) FM_NOEXCEPT;

// === engine.wasm ===============================================================================

// --- data ---------------------------------------------------------------------------------------

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
// log p at m places (m doubles), and its gradient (m x 2 doubles, or null).
FM_API int fm_log_density(int distribution, int m, const float* x, double* log_p,
                          double* score) FM_NOEXCEPT;
// The same of a mixture, and of a picture (which has no gradient).
FM_API int fm_log_density_mixture(int count, const double* components, int m, const float* x,
                                  double* log_p, double* score) FM_NOEXCEPT;
FM_API int fm_log_density_picture(int width, int height, const float* darkness, double half_width,
                                  int m, const float* x, double* log_p) FM_NOEXCEPT;

// --- schedules, paths, losses -------------------------------------------------------------------

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

// --- the exact marginal field -------------------------------------------------------------------

// The mean velocity of the pairs in each of bins x bins squares over [-half_width, half_width]^2:
// mean (bins^2 x 2) and counts (bins^2), row by row from the lower left.
FM_API int fm_bin_average(int n, const float* x, const float* u, int bins, double half_width,
                          float* mean, float* counts) FM_NOEXCEPT;
// At one place, for the data set `points` (n x 2): the posterior weight of each data point (n
// floats, sum 1 or all 0), the noise x_0 that would have led from there to it (partners, n x 2),
// and into moments the mean velocity (2) and its covariance (4).
FM_API int fm_posterior(int n, const float* points, int source, int schedule, double parameter,
                        double t, double x, double y, float* weights, float* partners,
                        float* moments) FM_NOEXCEPT;
// The loss of a perfect network on a data set: out[0] the estimate, out[1] its standard error (an
// upper bound).
FM_API int fm_irreducible_loss(int n, const float* points, int source, int schedule,
                               double parameter, int samples, uint32_t seed,
                               double* out) FM_NOEXCEPT;
// The same between mixtures, by quadrature with `nodes` in each variable, into out[0].
FM_API int fm_mixture_floor(int source_count, const double* source, int count,
                            const double* components, int schedule, double parameter, int nodes,
                            double* out) FM_NOEXCEPT;

// A velocity field u_t(x). Free with fm_field_destroy.
//   of_points   the exact marginal of a data set (copied), from a source with a density
//   of_mixture  the exact marginal between mixtures
//   of_trainer  a learned one, for a class (-1: none) and a guidance scale; it reads the trainer at
//               each call and must be destroyed before it
//   under       the same flow under another schedule (reversed, for one); it reads `field` at each
//               call and must be destroyed before it
FM_API fm_field* fm_field_of_points(int n, const float* points, int source, int schedule,
                                    double parameter) FM_NOEXCEPT;
FM_API fm_field* fm_field_of_mixture(int source_count, const double* source, int count,
                                     const double* components, int schedule,
                                     double parameter) FM_NOEXCEPT;
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
// Of an exact field, at m places: score, E[x_1 | x] and E[x_0 | x], m x 2 each, the covariance of
// the velocity, m x 4, and the posterior weights of the field's k data points or components of the
// data, m x k, or null.
FM_API int fm_field_posterior(fm_field* field, int m, const float* x, double t, float* score,
                              float* data, float* noise, float* covariance, int k,
                              float* weights) FM_NOEXCEPT;
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

// --- couplings and distances --------------------------------------------------------------------

// count pairs: x_0 from the source, x_1 a row of the data set `points` (n x 2) drawn with
// replacement, coupled; both count x 2. labels (n) and label (count): classes, or both null. base:
// points that are the source instead (base_count x 2; 0: none). regularisation is Sinkhorn's, which
// takes at most 2048 pairs; minibatch-ot and classwise-ot take 16384.
FM_API int fm_draw_pairs(int n, const float* points, const int* labels, int source, int base_count,
                         const float* base, int coupling, double regularisation, int count,
                         uint32_t seed, uint32_t stream, float* x_0, float* x_1,
                         int* label) FM_NOEXCEPT;
// Squared distances between x (n x d) and y (m x d): out n x m.
FM_API int fm_squared_distances(int n, int m, int d, const float* x, const float* y,
                                float* out) FM_NOEXCEPT;
// The optimal assignment of an n x n matrix of costs (doubles, +infinity forbids): columns (n),
// prices of rows then columns (2 n, or null), out = cost, gap.
FM_API int fm_assign(int n, const double* costs, int* columns, double* prices,
                     double* out) FM_NOEXCEPT;
// The same of two point sets, n x d each, under squared distance.
FM_API int fm_assign_points(int n, int d, const float* x, const float* y, int* columns,
                            double* prices, double* out) FM_NOEXCEPT;
// Entropic transport under an n x m matrix of costs: plan n x m, out = cost, marginal error,
// iterations, 1 if converged.
FM_API int fm_sinkhorn(int n, int m, const double* costs, double regularisation, double tolerance,
                       int max_iterations, double* plan, double* out) FM_NOEXCEPT;
// A distance between samples x and data y, its floor against `fresh`, a second draw of the data,
// and n; n x d each.
FM_API int fm_distance(int distance, double parameter, int n, int d, const float* x, const float* y,
                       const float* fresh, uint32_t seed, double* out) FM_NOEXCEPT;
// Of (steps + 1) x n x 2 trajectories at steps + 1 times: out = straightness, mean path length,
// mean total curvature, crossings, mean squared distance of the ends.
FM_API int fm_trajectories(int steps, const double* times, int n, const float* states,
                           double* out) FM_NOEXCEPT;

// --- pictures ------------------------------------------------------------------------------------

// box: left, bottom, right, top (4 doubles). A grid has its outermost nodes on the box's edges, a
// raster's cells tile the box; both row by row from the lower left. Lines come as points (room for
// `room` x 2), the index after each line's last point (ends, room), and counts = points, lines.

// Evenly spaced streamlines of the velocities u at the nodes of a grid (nx ny x 2), and the speed
// at each point (room).
FM_API int fm_streamlines(int nx, int ny, const float* u, const double* box, double separation,
                          double step_length, int room, float* xy, float* speed, int* ends,
                          int* counts) FM_NOEXCEPT;
// Tracers carried by the velocities u at the nodes of nt grids from t_0 to t_1 (nt ny nx x 2):
// frame f is at t_0 + f h. Each tracer lives for `life` frames and is dropped anew at frames born
// (count), born + life, ..; loops != 0: the first frame follows the last. places: frames x count
// x 2.
FM_API int fm_tracers(int nx, int ny, int nt, const float* u, const double* box, double t_0,
                      double t_1, int count, int frames, int life, double h, int loops,
                      uint32_t seed, float* places, int* born) FM_NOEXCEPT;
// The density of n points on a raster (ny x nx), blurred by a Gaussian of standard deviation
// bandwidth (0: not at all); it integrates to the share of the points inside the box.
FM_API int fm_binned_density(int n, const float* x, int nx, int ny, const double* box,
                             double bandwidth, float* out) FM_NOEXCEPT;
// The levels above which these shares of a density's mass lie (count each).
FM_API int fm_mass_levels(int nx, int ny, const float* density, const double* box, int count,
                          const double* shares, double* levels) FM_NOEXCEPT;
// The lines at which a raster has the height `level`, linear between the centres of its cells.
FM_API int fm_contours(int nx, int ny, const float* heights, const double* box, double level,
                       int room, float* xy, int* ends, int* counts) FM_NOEXCEPT;
// How many times larger each cell of a mesh of nx x ny nodes (ny nx x 2) has become, negative where
// it has folded over: (nx - 1)(ny - 1) doubles.
FM_API int fm_area_ratios(int nx, int ny, const float* before, const float* after,
                          double* ratios) FM_NOEXCEPT;

// --- the product under every layer --------------------------------------------------------------

// c = a b for row-major a (m x k), b (k x n) and c (m x n), n a multiple of 4; done `times` over,
// to measure how fast this machine's kernel is.
FM_API int fm_multiply(int m, int n, int k, const float* a, const float* b, float* c,
                       int times) FM_NOEXCEPT;

// --- networks in training -----------------------------------------------------------------------

// What is left at 0 is off, but for those that say a range.
typedef struct fm_trainer_options {
  int source, schedule, coupling, times, activation;
  int residual;      // 0 or 1: hidden layers of one width add to what they are given
  int importance;    // 0 or 1: the loss is weighed by 1 / density of the times
  int time_features; // sines and cosines of t, even and at least 2; or the width of each time layer
  int time_layers;   // dense layers that read t, 0 to 16; 0: sines and cosines
  int classes;       // of the labels; 0: no labels
  int batch;         // 1 to 65536
  uint32_t seed;
  double schedule_parameter;
  double regularisation; // of the Sinkhorn coupling
  double times_location, times_scale;
  double label_drop;    // the share of labels left out, in [0, 1]
  double learning_rate; // more than 0
  double weight_decay;
  double max_norm;  // longer gradients are cut to it
  double ema_decay; // of the averaged weights that the field is then read from
} fm_trainer_options;

// A velocity network in training, on n data points (copied). x_0: the noise of each (the pairs of
// reflow, drawn from options->source), or null to draw it; base: points that are the source in
// place of options->source (base_count x 2, copied; 0: none). labels: n, or null. hidden: the
// widths of `layers` hidden layers. Free with fm_trainer_destroy.
FM_API fm_trainer* fm_trainer_create(int n, const float* points, const float* x_0,
                                     const int* labels, int base_count, const float* base,
                                     int layers, const int* hidden,
                                     const fm_trainer_options* options) FM_NOEXCEPT;
FM_API void fm_trainer_destroy(fm_trainer* trainer) FM_NOEXCEPT;
FM_API int fm_trainer_set_learning_rate(fm_trainer* trainer, double learning_rate) FM_NOEXCEPT;

// Up to `steps` updates, their losses into `losses`. Returns how many were done; fewer than asked
// means that training diverged and the network went back to its last good state, at
// fm_trainer_steps(). -1: failure.
FM_API int fm_trainer_run(fm_trainer* trainer, int steps, float* losses) FM_NOEXCEPT;
FM_API int fm_trainer_steps(const fm_trainer* trainer) FM_NOEXCEPT;
// Layer `layer` (0 the first) as it is trained: y = x W + b, W inputs x outputs (row-major), b
// outputs, which must be the layer's own. Those of the time come first, if there are any. The input
// of the others is [x, time features, class]: sin(2 pi t f_k) and cos(2 pi t f_k), or what the time
// layers make of t.
FM_API int fm_trainer_layer(fm_trainer* trainer, int layer, int inputs, int outputs, float* weights,
                            float* bias) FM_NOEXCEPT;

// === digits.wasm ===============================================================================

// The digit network, from the bytes of a safetensors file (copied). Free with fm_unet_destroy.
FM_API fm_unet* fm_unet_create(const uint8_t* bytes, size_t size) FM_NOEXCEPT;
FM_API void fm_unet_destroy(fm_unet* net) FM_NOEXCEPT;
// Its channels at full size.
FM_API int fm_unet_base(fm_unet* net) FM_NOEXCEPT;

// The velocity of n images (n x 784) at time t, without guidance. labels: n, 0..9, or 10 for none.
FM_API int fm_unet_velocity(fm_unet* net, int n, const float* x, double t, const int* labels,
                            float* v) FM_NOEXCEPT;

// One solver step of n images from t to t + h, in place; guidance w as in fm::guide. belief (n x
// 784, or null): the data that the network expected at t, E[x_1 | x_t] by its guided velocity,
// without a further evaluation. Returns the number of network evaluations an image, or -1.
FM_API int fm_unet_step(fm_unet* net, int solver, int n, float* x, double t, double h,
                        const int* labels, double guidance, float* belief) FM_NOEXCEPT;
