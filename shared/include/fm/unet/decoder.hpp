// The decoder of latent flow matching, from the file that holds the flow too: 4 x 7 x 7 numbers to
// a digit. The autoencoder in native/ learns it (Rombach et al. 2022, for diffusion).
//
//   7 x 7, 4C:    conv, block1, up1
//   14 x 14, 2C:  block2, up2
//   28 x 28, C:   block3, GroupNorm, SiLU, conv: 1 channel
#pragma once

#include "fm/unet/layers.hpp"

namespace fm::nn {

class Decoder {
public:
  // Throws fm::Error when a tensor is missing, superfluous, of another shape or not finite.
  explicit Decoder(const Safetensors& file) : Decoder(LayerReader(file), file.count()) {}

  // z: 4 x 7 x 7 floats; image: 784 floats, in about [-1, 1].
  void decode(const float* z, float* image) {
    channels_last(z, latent_);
    in_.apply(latent_, x7_);
    write_moments(x7_);
    block1_.apply(x7_, {}, padded7_, h7_, space_);
    into_padding(x7_, padded7_);
    up1_.apply(padded7_, x14_, {ones_.data(), up1_bias_.data()}, space_);
    block2_.apply(x14_, {}, padded14_, h14_, space_);
    into_padding(x14_, padded14_);
    up2_.apply(padded14_, x28_, {ones_.data(), up2_bias_.data()}, space_);
    block3_.apply(x28_, {}, padded28_, h28_, space_);
    norm_.apply(x28_, padded28_);
    out_.apply(padded28_, image_);
    channels_first(image_, 1, image);
  }

private:
  static constexpr int c1 = autoencoder_base, c2 = 2 * c1, c3 = 4 * c1, side = latent_side;
  static std::string named(const char* name) { return std::string(decoder_prefix) + name; }

  Decoder(LayerReader r, std::size_t all)
      : in_(r.conv(named("in"), latent_channels, c3)), out_(r.conv(named("out"), c1, 1)),
        up1_(r.up(named("up1"), c3, c2)), up2_(r.up(named("up2"), c2, c1)),
        up1_bias_(r.read(named("up1.bias"), {c2})), up2_bias_(r.read(named("up2.bias"), {c1})),
        block1_(r, named("block1"), c3, false), block2_(r, named("block2"), c2, false),
        block3_(r, named("block3"), c1, false), norm_(r.norm(named("norm"), c1)),
        ones_(std::size_t(c3), 1.f), latent_(side, side, latent_channels), padded7_(side, side, c3),
        padded14_(2 * side, 2 * side, c2), padded28_(4 * side, 4 * side, c1), x7_(side, side, c3),
        h7_(side, side, c3), x14_(2 * side, 2 * side, c2), h14_(2 * side, 2 * side, c2),
        x28_(4 * side, 4 * side, c1), h28_(4 * side, 4 * side, c1),
        image_(4 * side, 4 * side, out_.out_channels()) {
    r.expect_all_used(all - r.count(decoder_prefix));
    block1_.reserve(side, side, space_);
    up1_.reserve(side, side, space_);
    block2_.reserve(2 * side, 2 * side, space_);
    up2_.reserve(2 * side, 2 * side, space_);
    block3_.reserve(4 * side, 4 * side, space_);
  }

  Conv in_, out_;
  UpConv up1_, up2_;
  std::vector<float> up1_bias_, up2_bias_;
  ResBlock block1_, block2_, block3_;
  GroupNormSilu norm_;
  std::vector<float> ones_;
  Padded latent_, padded7_, padded14_, padded28_;
  Image x7_, h7_, x14_, h14_, x28_, h28_, image_;
  WinogradSpace space_;
};

} // namespace fm::nn
