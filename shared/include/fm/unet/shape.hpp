// What the trainer's U-Net and the browser's have in common: sizes that no preset changes.
#pragma once

namespace fm {

inline constexpr int embedding_size = 128, norm_groups = 8;
// What a network's images are: digits, or what an autoencoder makes of them.
inline constexpr int digit_side = 28, latent_side = 7, latent_channels = 4;
// What a preset chooses. C channels at 28 x 28 and 2C at 14 x 14, and with three scales 2C at 7 x 7
// too, where every pixel sees the whole digit. One scale is for latents: C channels at 7 x 7.
struct UNetShape {
  int base = 32, scales = 3; // C, a multiple of 8; 1 to 3
  constexpr bool of_latents() const { return scales == 1; }
  constexpr int side() const { return of_latents() ? latent_side : digit_side; }
  constexpr int channels() const { return of_latents() ? latent_channels : 1; }
  constexpr int coarse() const { return of_latents() ? base : 2 * base; } // channels in the middle
  bool operator==(const UNetShape&) const = default;
};
// Of the tensors of the decoder that lies beside a flow of latents in one file.
inline constexpr const char* decoder_prefix = "decoder.";
// Classes 0 to 9, and the row that stands for none.
inline constexpr int label_rows = 11, no_label = 10;

} // namespace fm
