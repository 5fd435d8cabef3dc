// Part of api.h: what pictures are made of.
#pragma once

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
