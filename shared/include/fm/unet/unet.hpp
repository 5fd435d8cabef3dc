// VelocityNet in plain C++: the U-Net that the trainer in native/ learns, for the browser.
//
//   28 x 28, C:    in conv, block1 ----------------------------- + block4, GroupNorm, SiLU, out
//   conv 14 x 14, 2C:     down, block2 ------------------ + block3, up 7 x 7, 2C:         down2,
//   block5, block6, up2          (only where the file holds their tensors)
// A file whose images have 4 channels is of latents: all four blocks see 7 x 7, with no down and no
// up.
// One image at a time; the buffers are made once, and nothing is allocated after construction.
#pragma once

#include "fm/net/embedding.hpp"
#include "fm/unet/layers.hpp"

#include <functional>
#include <memory>

namespace fm::nn {

inline constexpr int side = digit_side, pixels = side * side; // of digits

class UNet {
public:
  // What a layer has put out, h x w x c; of a block also the scales and shifts of its FiLM, c each.
  struct Seen {
    UNetLayer layer;
    std::span<float> values;
    std::span<const float> film;
  };
  // Called after each layer. It may change the values, and says so.
  using Probe = std::function<bool(const Seen&)>;

  // Throws fm::Error when a tensor is missing, superfluous, of another shape or not finite.
  explicit UNet(const Safetensors& file) : UNet(LayerReader(file), shape_of(file)) {}

  // Of the network that the file holds. Throws fm::Error when it holds none.
  static UNetShape shape_of(const Safetensors& file) {
    FM_REQUIRE(file.has("in_conv.weight"), "this file does not hold a VelocityNet");
    const auto& shape = file.shape("in_conv.weight");
    FM_REQUIRE(shape.size() == 4 && shape[0] >= 8 && shape[0] <= 512 && shape[0] % 8 == 0,
               "a VelocityNet has a multiple of 8 channels, at most 512");
    if (shape[1] == latent_channels) return {int(shape[0]), 1};
    return {int(shape[0]), file.has("down2.weight") ? 3 : 2};
  }

  UNetShape shape() const { return shape_; }
  int base() const { return shape_.base; }

  // Numbers of an image: 784, of latents 4 x 7 x 7.
  int numbers() const { return shape_.channels() * shape_.side() * shape_.side(); }

  // v(x, t, label) for one image. x, v: numbers() floats; label: 0..9, or 10 for none. Throws
  // fm::Error.
  void velocity(const float* x, double t, int label, float* v, const Probe& probe = {}) {
    FM_REQUIRE(label >= 0 && label <= no_label, "a label is 0 to 9, or 10 for none");
    const auto show = [&](UNetLayer layer, Image& image, std::span<const float> film = {}) {
      if (probe && probe({layer, image.data, film})) write_moments(image);
    };
    embed_time(t, label);
    if (probe) probe({UNetLayer::embedding, embedding_, {}});
    channels_last(x, pixel_);
    in_conv_.apply(pixel_, fine_);
    write_moments(fine_);
    show(UNetLayer::in_conv, fine_);
    block1_.apply(fine_, embedding_, fine_padded_, fine_h_, space_);
    show(UNetLayer::block1, fine_, block1_.film());
    if (half_) {
      into_padding(fine_, fine_padded_);
      half_->down.apply(fine_padded_, coarse_, {ones_.data(), half_->down_bias.data()}, space_);
      show(UNetLayer::down, coarse_);
    } else {
      coarse_ = fine_;
    }
    block2_.apply(coarse_, embedding_, coarse_padded_, coarse_h_, space_);
    show(UNetLayer::block2, coarse_, block2_.film());
    if (middle_) {
      into_padding(coarse_, coarse_padded_);
      middle_->apply(coarse_padded_, coarse_, embedding_, ones_, space_, show);
      show(UNetLayer::joined2, coarse_);
    }
    block3_.apply(coarse_, embedding_, coarse_padded_, coarse_h_, space_);
    show(UNetLayer::block3, coarse_, block3_.film());
    join();
    show(UNetLayer::joined, fine_);
    block4_.apply(fine_, embedding_, fine_padded_, fine_h_, space_);
    show(UNetLayer::block4, fine_, block4_.film());
    out_norm_.apply(fine_, fine_padded_);
    out_conv_.apply(fine_padded_, out_);
    channels_first(out_, shape_.channels(), v);
  }

private:
  UNet(LayerReader r, UNetShape s) : UNet(r, s, s.base, s.side(), s.coarse()) {}
  UNet(LayerReader& r, UNetShape s, int c, int size, int wide)
      : shape_(s), time1_(r.linear("time1", embedding_size, embedding_size)),
        time2_(r.linear("time2", embedding_size, embedding_size)),
        labels_(r.read("label_embedding.weight", {label_rows, embedding_size})),
        in_conv_(r.conv("in_conv", s.channels(), c)),
        out_conv_(r.conv("out_conv", c, s.channels())), ones_(std::size_t(wide), 1.f),
        block1_(r, "block1", c), block2_(r, "block2", wide), block3_(r, "block3", wide),
        block4_(r, "block4", c), out_norm_(r.norm("out_norm", c)), pixel_(size, size, s.channels()),
        fine_padded_(size, size, c), coarse_padded_(below(s), below(s), wide), fine_(size, size, c),
        fine_h_(size, size, c), coarse_(below(s), below(s), wide),
        coarse_h_(below(s), below(s), wide), out_(size, size, out_conv_.out_channels()),
        frequencies_(embedding_frequencies(embedding_size)) {
    if (s.scales >= 2) half_ = std::make_unique<Half>(r, size / 2, c, wide, space_);
    if (s.scales == 3) middle_ = std::make_unique<Middle>(r, size / 4, wide, space_);
    r.expect_all_used(s.of_latents() ? r.count(decoder_prefix) : 0);
    block1_.reserve(size, size, space_);
    block2_.reserve(coarse_.h, coarse_.w, space_);
  }

  static int below(UNetShape s) { return s.of_latents() ? s.side() : s.side() / 2; }

  // To the second scale and back.
  struct Half {
    Half(LayerReader& r, int size, int c, int wide, WinogradSpace& space)
        : down(r.down("down", c, wide)), up(r.up("up", wide, c)),
          down_bias(r.read("down.bias", {wide})), up_bias(r.read("up.bias", {c})) {
      down.reserve(size, size, space);
      up.reserve(size, size, space);
    }
    DownConv down;
    UpConv up;
    std::vector<float> down_bias, up_bias;
  };

  // fine <- what comes up, and the skip.
  void join() {
    if (half_) {
      into_padding(coarse_, coarse_padded_);
      half_->up.apply(coarse_padded_, fine_, {ones_.data(), half_->up_bias.data(), true}, space_);
      return;
    }
    for (std::size_t i = 0; i < fine_.data.size(); ++i) fine_.data[i] += coarse_.data[i];
    write_moments(fine_);
  }

  void embed_time(double t, int label) {
    embed(t, frequencies_, clocks_.data());
    time1_.apply(clocks_, embedding_);
    silu(embedding_);
    time2_.apply(embedding_, clocks_);
    for (std::size_t i = 0; i < embedding_.size(); ++i)
      embedding_[i] = clocks_[i] + labels_[std::size_t(label) * embedding_.size() + i];
    silu(embedding_);
  }

  UNetShape shape_;
  Linear time1_, time2_;
  std::vector<float> labels_;
  Conv in_conv_, out_conv_;
  std::vector<float> ones_;
  ResBlock block1_, block2_, block3_, block4_;
  std::unique_ptr<Half> half_;     // from two scales on
  std::unique_ptr<Middle> middle_; // of three
  GroupNormSilu out_norm_;
  Padded pixel_, fine_padded_, coarse_padded_;
  Image fine_, fine_h_, coarse_, coarse_h_, out_;
  WinogradSpace space_;
  std::vector<double> frequencies_;
  std::array<float, embedding_size> clocks_{}, embedding_{};
};

} // namespace fm::nn
