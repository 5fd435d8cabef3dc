// Part of api.h: the product under every layer, and networks in training.
#pragma once

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
// How many batches Sinkhorn could not finish in its iterations: their pairs are of a plan on the
// way. -1: failure.
FM_API int fm_trainer_unfinished(const fm_trainer* trainer) FM_NOEXCEPT;
// Layer `layer` (0 the first) as it is trained: y = x W + b, W inputs x outputs (row-major), b
// outputs, which must be the layer's own. Those of the time come first, if there are any. The input
// of the others is [x, time features, class]: sin(2 pi t f_k) and cos(2 pi t f_k), or what the time
// layers make of t.
FM_API int fm_trainer_layer(fm_trainer* trainer, int layer, int inputs, int outputs, float* weights,
                            float* bias) FM_NOEXCEPT;
// The network as a safetensors file (fm::network_file), by the weights that its field is read from:
// returns its size, and writes it where there is `room` for it.
FM_API int fm_trainer_file(fm_trainer* trainer, int room, uint8_t* bytes) FM_NOEXCEPT;
