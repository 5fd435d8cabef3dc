// Training of the autoencoder whose latents a flow learns.
#pragma once

#include "model/autoencoder.hpp"

#include <functional>

namespace fm {

struct AutoencoderOptions {
  int epochs = 8, batch = 128;
  double lr = 2e-3;
  // Deviation of the normal noise on the latents while it learns, of latents whose own is 1: what a
  // flow gets wrong is to change the decoded digit as little as this does.
  double noise = 0.2;
  std::uint64_t seed = 1;
};

// Minimises the mean squared error of decode(encode(x) + noise), by Adam, cosine to 0. This is a
// variational autoencoder of constant variance (Ghosh et al. 2020, "From variational to
// deterministic autoencoders", sec. 3.1): since each channel is brought to mean 0 and variance 1 by
// the moments of its batch, the divergence from N(0, 1) is one number and has no gradient, so no
// weight must be chosen for it. At the end the moments over 10,000 images become part of the
// encoder's last convolution. A function of the seed. after_epoch(epoch, mean loss) is called after
// each. Throws fm::Error.
Autoencoder train_autoencoder(const Mnist& data, const AutoencoderOptions& options,
                              const std::function<void(int, double)>& after_epoch);

// The mean squared error of decoded against real images, in the scale where 0..255 is -1..1.
double reconstruction_error(Autoencoder& net, const Mnist& data);

} // namespace fm
