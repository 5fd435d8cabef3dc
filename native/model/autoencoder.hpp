// The autoencoder of latent flow matching: digits to 4 x 7 x 7 numbers and back (Rombach et al.
// 2022, for diffusion). The flow then works on a quarter of the numbers, in a sixteenth of the
// pixels.
//
//   encoder, downwards            decoder, upwards
//   28 x 28, C:   conv, block     block, GroupNorm, SiLU, conv: 1 channel
//   14 x 14, 2C:  down, block     block, up
//   7 x 7, 4C:    down, block     conv, block, up
//                 GroupNorm, SiLU, conv: 4 channels
// C: autoencoder_base. block: as in the velocity network, without FiLM; down, up: 4x4, stride 2.
#pragma once

#include "data/mnist.hpp"
#include "fm/unet/shape.hpp"
#include "model/layers.hpp"

#include <string>

namespace fm {

struct EncoderImpl : torch::nn::Module {
  EncoderImpl();
  // n x 1 x 28 x 28 in [-1, 1] to n x 4 x 7 x 7, each channel of mean 0 and variance 1 over digits.
  torch::Tensor forward(const torch::Tensor& images);

  torch::nn::Conv2d in, down1, down2, out;
  ResBlock block1, block2, block3;
  torch::nn::GroupNorm norm;
};
TORCH_MODULE(Encoder);

struct DecoderImpl : torch::nn::Module {
  DecoderImpl();
  // n x 4 x 7 x 7 to n x 1 x 28 x 28 in about [-1, 1].
  torch::Tensor forward(const torch::Tensor& latents);

  torch::nn::Conv2d in, out;
  torch::nn::ConvTranspose2d up1, up2;
  ResBlock block1, block2, block3;
  torch::nn::GroupNorm norm;
};
TORCH_MODULE(Decoder);

// Tensors named encoder.* and decoder.*.
struct AutoencoderImpl : torch::nn::Module {
  AutoencoderImpl();
  Encoder encoder;
  Decoder decoder;
};
TORCH_MODULE(Autoencoder);

// Reads the bytes of such a safetensors file. Throws fm::Error when it is not one.
Autoencoder read_autoencoder(const std::string& safetensors);

// The latents of all images as half floats, n x 4 x 7 x 7.
torch::Tensor latents_of(Encoder& encoder, const Mnist& data);

} // namespace fm
