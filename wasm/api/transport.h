// Part of api.h: couplings and distances.
#pragma once

// count pairs: x_0 from the source, x_1 a row of the data set `points` (n x 2) drawn with
// replacement, coupled; both count x 2. labels (n) and label (count): classes, or both null. base:
// points that are the source instead (base_count x 2; 0: none). regularisation is Sinkhorn's, which
// is in the unit of the squared distance and takes at most 2048 pairs; minibatch-ot and
// classwise-ot take 16384. converged (or null): 1, or 0 where Sinkhorn ran out of iterations, so
// that the pairs are of an unfinished plan.
FM_API int fm_draw_pairs(int n, const float* points, const int* labels, int source, int base_count,
                         const float* base, int coupling, double regularisation, int count,
                         uint32_t seed, uint32_t stream, float* x_0, float* x_1, int* label,
                         int* converged) FM_NOEXCEPT;
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
// Prices (m doubles) of m x 2 sites for which the cell of each holds as much of n x 2 places as of
// any other, and out = gap: fm::laguerre_cells. weights: n doubles, or null for equal ones.
FM_API int fm_laguerre_prices(int n, const float* x, const double* weights, int m,
                              const float* sites, double* prices, double* out) FM_NOEXCEPT;
// The cell that each of n places lies in: the site with the least squared distance less its price.
// prices: m doubles, or null for the nearest site; cells: n.
FM_API int fm_cells(int n, const float* x, int m, const float* sites, const double* prices,
                    int* cells) FM_NOEXCEPT;
// Two Gaussians, each a mixture of one component: where the flow between independent pairs takes n
// points, and where the optimal transport map does (n x 2 each). out = the root mean square
// distance of the two maps, and the mean squared length of the pairs that each makes.
FM_API int fm_gaussian_maps(const double* source, const double* target, int n, const float* x,
                            float* flow, float* optimal, double* out) FM_NOEXCEPT;
// A distance between samples x and data y, its floor against `fresh`, a second draw of the data,
// and n; n x d each.
FM_API int fm_distance(int distance, double parameter, int n, int d, const float* x, const float* y,
                       const float* fresh, uint32_t seed, double* out) FM_NOEXCEPT;
// Of (steps + 1) x n x 2 trajectories at steps + 1 times: out = straightness, mean path length,
// mean total curvature, crossings, mean squared distance of the ends.
FM_API int fm_trajectories(int steps, const double* times, int n, const float* states,
                           double* out) FM_NOEXCEPT;
// The same trajectories and a box (left, bottom, right, top): how many came in through left, right,
// bottom and top, and how many went out (through, 8), how many were inside at first and at last
// (inside, 2), and of each whether it came in (1), went out (-1) or neither (net, n).
FM_API int fm_box_crossings(int steps, int n, const float* states, const double* box, int* through,
                            int* inside, int* net) FM_NOEXCEPT;
