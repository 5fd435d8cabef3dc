// VelocityNet in plain C++: the U-Net that the trainer in native/ learns, for the browser.
//
//   28 x 28, C:    in conv, block1 ----------------------------- + block4, GroupNorm, SiLU, out
//   conv 14 x 14, 2C:     down, block2 ------------------ + block3, up 7 x 7, 2C:         down2,
//   block5, block6, up2          (only where the file holds their tensors)
// One image at a time; the buffers are made once, and nothing is allocated after construction.
#pragma once

#include "fm/net/embedding.hpp"
#include "fm/unet/layers.hpp"

#include <functional>
#include <memory>

namespace fm::nn {

inline constexpr int side = 28, pixels = side * side;

class UNet {
public:
  // Called after each layer with its name and its output, h x w x c: for tests that compare layers.
  using Probe = std::function<void(const char*, std::span<const float>)>;

  // Throws fm::Error when a tensor is missing, superfluous, of another shape or not finite.
  explicit UNet(const Safetensors& file) : UNet(LayerReader(file), shape_of(file)) {}

  // Of the network that the file holds. Throws fm::Error when it holds none.
  static UNetShape shape_of(const Safetensors& file) {
    FM_REQUIRE(file.has("in_conv.weight"), "this file does not hold a VelocityNet");
    const auto& shape = file.shape("in_conv.weight");
    FM_REQUIRE(shape.size() == 4 && shape[0] >= 8 && shape[0] <= 512 && shape[0] % 8 == 0,
               "a VelocityNet has a multiple of 8 channels, at most 512");
    return {int(shape[0]), file.has("down2.weight") ? 3 : 2};
  }

  UNetShape shape() const { return shape_; }
  int base() const { return shape_.base; }

  // v(x, t, label) for one image. x, v: 784 floats; label: 0..9, or 10 for none. Throws fm::Error.
  void velocity(const float* x, double t, int label, float* v, const Probe& probe = {}) {
    FM_REQUIRE(label >= 0 && label <= no_label, "a label is 0 to 9, or 10 for none");
    const auto show = [&](const char* name, std::span<const float> data) {
      if (probe) probe(name, data);
    };
    embed_time(t, label);
    show("embedding", embedding_);
    for (int y = 0; y < side; ++y) std::copy_n(x + y * side, side, pixel_.pixel_row(y));
    in_conv_.apply(pixel_, fine_);
    show("in_conv", fine_.data);
    write_moments(fine_);
    block1_.apply(fine_, embedding_, fine_padded_, fine_h_, space_);
    show("block1", fine_.data);
    into_padding(fine_, fine_padded_);
    down_.apply(fine_padded_, coarse_, {ones_.data(), down_bias_.data()}, space_);
    show("down", coarse_.data);
    block2_.apply(coarse_, embedding_, coarse_padded_, coarse_h_, space_);
    show("block2", coarse_.data);
    if (middle_) {
      into_padding(coarse_, coarse_padded_);
      middle_->apply(coarse_padded_, coarse_, embedding_, ones_, space_, show);
      show("joined2", coarse_.data);
    }
    block3_.apply(coarse_, embedding_, coarse_padded_, coarse_h_, space_);
    show("block3", coarse_.data);
    into_padding(coarse_, coarse_padded_);
    up_.apply(coarse_padded_, fine_, {ones_.data(), up_bias_.data(), true}, space_); // + the skip
    show("joined", fine_.data);
    block4_.apply(fine_, embedding_, fine_padded_, fine_h_, space_);
    show("block4", fine_.data);
    out_norm_.apply(fine_, fine_padded_);
    out_conv_.apply(fine_padded_, out_);
    for (std::size_t i = 0; i < std::size_t(pixels); ++i) v[i] = out_.data[i * std::size_t(out_.c)];
  }

private:
  UNet(LayerReader r, UNetShape s) : UNet(r, s, s.base) {}
  UNet(LayerReader& r, UNetShape s, int c)
      : shape_(s), time1_(r.linear("time1", embedding_size, embedding_size)),
        time2_(r.linear("time2", embedding_size, embedding_size)),
        labels_(r.read("label_embedding.weight", {label_rows, embedding_size})),
        in_conv_(r.conv("in_conv", 1, c)), out_conv_(r.conv("out_conv", c, 1)),
        down_(r.down("down", c, 2 * c)), up_(r.up("up", 2 * c, c)),
        down_bias_(r.read("down.bias", {2 * c})), up_bias_(r.read("up.bias", {c})),
        ones_(std::size_t(2 * c), 1.f), block1_(r, "block1", c), block2_(r, "block2", 2 * c),
        block3_(r, "block3", 2 * c), block4_(r, "block4", c), out_norm_(r.norm("out_norm", c)),
        pixel_(side, side, 1), fine_padded_(side, side, c),
        coarse_padded_(side / 2, side / 2, 2 * c), fine_(side, side, c), fine_h_(side, side, c),
        coarse_(side / 2, side / 2, 2 * c), coarse_h_(side / 2, side / 2, 2 * c),
        out_(side, side, out_conv_.out_channels()),
        frequencies_(embedding_frequencies(embedding_size)) {
    if (s.scales == 3) middle_ = std::make_unique<Middle>(r, side / 4, 2 * c, space_);
    r.expect_all_used();
    block1_.reserve(side, side, space_);
    block2_.reserve(side / 2, side / 2, space_);
    down_.reserve(side / 2, side / 2, space_);
    up_.reserve(side / 2, side / 2, space_);
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
  DownConv down_;
  UpConv up_;
  std::vector<float> down_bias_, up_bias_, ones_;
  ResBlock block1_, block2_, block3_, block4_;
  std::unique_ptr<Middle> middle_; // of three scales
  GroupNormSilu out_norm_;
  Padded pixel_, fine_padded_, coarse_padded_;
  Image fine_, fine_h_, coarse_, coarse_h_, out_;
  WinogradSpace space_;
  std::vector<double> frequencies_;
  std::array<float, embedding_size> clocks_{}, embedding_{};
};

} // namespace fm::nn
