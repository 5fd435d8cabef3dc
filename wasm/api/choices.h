// Part of api.h: choices. To the pages they are names: what follows the common beginning, moons or
// eight-gaussians, or what stands in quotes.
#pragma once

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
// Of a digit network, in the order in which they come: fm::UNetLayer.
enum fm_network_layers {
  FM_LAYER_EMBEDDING,
  FM_LAYER_IN_CONV,
  FM_LAYER_BLOCK1,
  FM_LAYER_DOWN,
  FM_LAYER_BLOCK2,
  FM_LAYER_DOWN2,
  FM_LAYER_BLOCK5,
  FM_LAYER_BLOCK6,
  FM_LAYER_JOINED2,
  FM_LAYER_BLOCK3,
  FM_LAYER_JOINED,
  FM_LAYER_BLOCK4
};
