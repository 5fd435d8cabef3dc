// VelocityNet in plain C++: the U-Net that the trainer in native/ learns, for the browser.
//
//   in conv 1->C, block(C) -> skip, down 4x4 stride 2, block(2C), block(2C), up 4x4 stride 2, +
//   skip, block(C), GroupNorm, SiLU, conv C->1          C channels at 28 x 28, 2C at 14 x 14
// One image at a time; the buffers are made once, and nothing is allocated after construction.
#pragma once

#include "fm/net/embedding.hpp"
#include "fm/unet/conv.hpp"
#include "fm/unet/norm.hpp"
#include "fm/unet/safetensors.hpp"
#include "fm/unet/shape.hpp"

#include <functional>
#include <memory>
#include <span>

namespace fm::nn {

inline constexpr int side = 28, pixels = side * side;

inline void silu(std::span<float> x) {
  for (float& v : x) v *= sigmoid(v);
}

// y = W x + b, W: out x in as torch keeps it; out a multiple of 4.
class Linear {
public:
  Linear(int in, int out, const std::vector<float>& weight, std::vector<float> bias)
      : in_(in), out_(out), packed_(std::size_t(in * round_up(out, panel_width))),
        bias_(std::move(bias)) {
    pack(
        in, out,
        [&](std::ptrdiff_t i, std::ptrdiff_t o) { return weight[std::size_t(o * in + i)]; },
        packed_.data());
  }
  void apply(std::span<const float> x, std::span<float> y) const {
    gemm(1, out_, in_, Left<float>{x.data(), in_, 1}, packed(packed_.data(), in_), y.data(), out_,
         Start<float>{bias_.data(), 0});
  }

private:
  int in_, out_;
  std::vector<float> packed_, bias_;
};

// Reads layers by their torch names.
class LayerReader {
public:
  explicit LayerReader(const Safetensors& file) : file_(file) {}
  std::vector<float> read(const std::string& name, const Safetensors::Shape& shape) {
    used_ += file_.has(name);
    return file_.read(name, shape);
  }
  Conv conv(const std::string& name, int in, int out) {
    return Conv(in, out, read(name + ".weight", {out, in, 3, 3}), read(name + ".bias", {out}));
  }
  WideConv wide(const std::string& name, int c) {
    return WideConv(c, c, read(name + ".weight", {c, c, 3, 3}));
  }
  DownConv down(const std::string& name, int in, int out) {
    return DownConv(in, out, read(name + ".weight", {out, in, 4, 4}));
  }
  UpConv up(const std::string& name, int in, int out) {
    return UpConv(in, out, read(name + ".weight", {in, out, 4, 4}));
  }
  GroupNormSilu norm(const std::string& name, int channels) {
    return GroupNormSilu(norm_groups, read(name + ".weight", {channels}),
                         read(name + ".bias", {channels}));
  }
  Linear linear(const std::string& name, int in, int out) {
    return Linear(in, out, read(name + ".weight", {out, in}), read(name + ".bias", {out}));
  }
  void expect_all_used() const {
    FM_REQUIRE(used_ == file_.count(), "the file holds tensors that this network has no use for");
  }

private:
  const Safetensors& file_;
  std::size_t used_ = 0;
};

class ResBlock {
public:
  ResBlock(LayerReader& r, const std::string& name, int c)
      : norm1_(r.norm(name + ".norm1", c)), norm2_(r.norm(name + ".norm2", c)),
        conv1_(r.wide(name + ".conv1", c)), conv2_(r.wide(name + ".conv2", c)),
        bias1_(r.read(name + ".conv1.bias", {c})), bias2_(r.read(name + ".conv2.bias", {c})),
        film_(r.linear(name + ".film", embedding_size, 2 * c)), modulation_(std::size_t(2 * c)),
        ones_(std::size_t(c), 1.f) {}

  void reserve(int h, int w, WinogradSpace& space) const { conv1_.reserve(h, w, space); }

  // x <- x + conv2(silu(norm2(film(conv1(silu(norm1(x)))))))
  void apply(Image& x, std::span<const float> embedding, Padded& padded, Image& h,
             WinogradSpace& space) {
    // film(y + bias) = (1 + scale)(y + bias) + shift, part of the convolution before it.
    film_.apply(embedding, modulation_);
    const std::size_t c = bias1_.size();
    for (std::size_t i = 0; i < c; ++i) {
      modulation_[i] += 1;
      modulation_[c + i] += modulation_[i] * bias1_[i];
    }
    norm1_.apply(x, padded);
    conv1_.apply(padded, h, {modulation_.data(), modulation_.data() + c}, space);
    norm2_.apply(h, padded);
    conv2_.apply(padded, x, {ones_.data(), bias2_.data(), true}, space);
  }

private:
  GroupNormSilu norm1_, norm2_;
  WideConv conv1_, conv2_;
  std::vector<float> bias1_, bias2_;
  Linear film_;
  std::vector<float> modulation_, ones_;
};

class UNet {
public:
  // Called after each layer with its name and its output, h x w x c: for tests that compare layers.
  using Probe = std::function<void(const char*, std::span<const float>)>;

  // Throws fm::Error when a tensor is missing, superfluous, of another shape or not finite.
  explicit UNet(const Safetensors& file) : UNet(LayerReader(file), base_of(file)) {}

  int base() const { return base_; }

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
  static int base_of(const Safetensors& file) {
    FM_REQUIRE(file.has("in_conv.weight"), "this file does not hold a VelocityNet");
    const auto& shape = file.shape("in_conv.weight");
    FM_REQUIRE(shape.size() == 4 && shape[0] >= 8 && shape[0] <= 512 && shape[0] % 8 == 0,
               "a VelocityNet has a multiple of 8 channels, at most 512");
    return int(shape[0]);
  }

  UNet(LayerReader r, int c)
      : base_(c), time1_(r.linear("time1", embedding_size, embedding_size)),
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

  static void into_padding(const Image& x, Padded& y) {
    for (int row = 0; row < x.h; ++row) std::copy_n(x.row(row), x.w * x.c, y.pixel_row(row));
  }

  int base_;
  Linear time1_, time2_;
  std::vector<float> labels_;
  Conv in_conv_, out_conv_;
  DownConv down_;
  UpConv up_;
  std::vector<float> down_bias_, up_bias_, ones_;
  ResBlock block1_, block2_, block3_, block4_;
  GroupNormSilu out_norm_;
  Padded pixel_, fine_padded_, coarse_padded_;
  Image fine_, fine_h_, coarse_, coarse_h_, out_;
  WinogradSpace space_;
  std::vector<double> frequencies_;
  std::array<float, embedding_size> clocks_{}, embedding_{};
};

} // namespace fm::nn
