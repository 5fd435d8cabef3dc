// Part of api.h: the networks of digits, and what judges them.
#pragma once

// A digit network, or a flow of latents with the decoder of those, from the bytes of a safetensors
// file (copied). Free with fm_unet_destroy.
FM_API fm_unet* fm_unet_create(const uint8_t* bytes, size_t size) FM_NOEXCEPT;
FM_API void fm_unet_destroy(fm_unet* net) FM_NOEXCEPT;
// Its channels at full size.
FM_API int fm_unet_base(fm_unet* net) FM_NOEXCEPT;
// The numbers of one of its images: 784, of latents 4 x 7 x 7.
FM_API int fm_unet_numbers(fm_unet* net) FM_NOEXCEPT;

// The velocity of n images (n x numbers) at time t, without guidance. labels: n, 0..9, or 10 for
// none.
FM_API int fm_unet_velocity(fm_unet* net, int n, const float* x, double t, const int* labels,
                            float* v) FM_NOEXCEPT;

// One solver step of n images from t to t + h, in place; guidance w as in fm::guide. belief (n x
// numbers, or null): the data that the network expected at t, E[x_1 | x_t] by its guided velocity,
// without a further evaluation. Returns the number of network evaluations an image, or -1.
FM_API int fm_unet_step(fm_unet* net, int solver, int n, float* x, double t, double h,
                        const int* labels, double guidance, float* belief) FM_NOEXCEPT;

// n latents (n x 196) to digits (n x 784), by the decoder of a flow of latents.
FM_API int fm_unet_decode(fm_unet* net, int n, const float* z, float* images) FM_NOEXCEPT;

// shapes: of each of fm_network_layers in turn its channels, its side, and 1 for a block, which has
// FiLM; three zeros where the network lacks it.
FM_API int fm_unet_shapes(fm_unet* net, int* shapes) FM_NOEXCEPT;
// What every layer makes of one image at time t. out: layer after layer, each a channel after the
// other, and after a block's channels its scales, then its shifts. off_layer (or -1) and
// off_channel: that channel is put to 0 before the network goes on. belief: the data that it then
// expects.
FM_API int fm_unet_layers(fm_unet* net, const float* x, double t, int label, int off_layer,
                          int off_channel, float* out, float* belief) FM_NOEXCEPT;
// How much of what the network expects hangs on each channel of a layer: how far the data that it
// expects is off, root mean square over the pixels, when that channel alone is put to 0. effects:
// one number a channel.
FM_API int fm_unet_effects(fm_unet* net, const float* x, double t, int label, int layer,
                           float* effects) FM_NOEXCEPT;

// The network that reads digits, from the bytes of a safetensors file (copied). Free with
// fm_classifier_destroy.
FM_API fm_classifier* fm_classifier_create(const uint8_t* bytes, size_t size) FM_NOEXCEPT;
FM_API void fm_classifier_destroy(fm_classifier* net) FM_NOEXCEPT;
// Of n images (n x 784): features, n x 128; digits, the class that each is read as; sure, the share
// of certainty in that, by softmax.
FM_API int fm_classifier_read(fm_classifier* net, int n, const float* images, float* features,
                              int* digits, double* sure) FM_NOEXCEPT;
// spread: the mean squared distance of two points of one class (x: n x d, labels: n), mean over
// classes.
FM_API int fm_class_spread(int n, int d, const float* x, const int* labels,
                           double* spread) FM_NOEXCEPT;
