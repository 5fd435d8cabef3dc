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
// The layers of a network, in the order in which they come; not every shape has them all.
enum class UNetLayer {
  embedding,
  in_conv,
  block1,
  down,
  block2,
  down2,
  block5,
  block6,
  joined2,
  block3,
  joined,
  block4
};
inline constexpr int unet_layers = int(UNetLayer::block4) + 1;

// What a layer puts out: channels of side x side numbers; none where the network lacks it.
struct LayerShape {
  int channels = 0, side = 0;
  bool block = false; // with FiLM
  constexpr int numbers() const { return channels * side * side; }
};
constexpr LayerShape layer_shape(UNetShape net, UNetLayer layer) {
  const int c = net.base, wide = net.coarse(), side = net.side(),
            half = net.of_latents() ? side : side / 2;
  switch (layer) {
  case UNetLayer::embedding:
    return {embedding_size, 1};
  case UNetLayer::in_conv:
  case UNetLayer::joined:
    return {c, side};
  case UNetLayer::block1:
  case UNetLayer::block4:
    return {c, side, true};
  case UNetLayer::block2:
  case UNetLayer::block3:
    return {wide, half, true};
  case UNetLayer::down:
    return net.of_latents() ? LayerShape{} : LayerShape{wide, half};
  case UNetLayer::joined2:
    return net.scales == 3 ? LayerShape{wide, half} : LayerShape{};
  case UNetLayer::down2:
    return net.scales == 3 ? LayerShape{wide, side / 4} : LayerShape{};
  case UNetLayer::block5:
  case UNetLayer::block6:
    return net.scales == 3 ? LayerShape{wide, side / 4, true} : LayerShape{};
  }
  return {};
}

// Of the tensors of the decoder that lies beside a flow of latents in one file.
inline constexpr const char* decoder_prefix = "decoder.";
inline constexpr int autoencoder_base = 16; // its channels at 28 x 28
// Classes 0 to 9, and the row that stands for none.
inline constexpr int label_rows = 11, no_label = 10;

} // namespace fm
