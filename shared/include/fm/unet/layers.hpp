// The parts of the U-Net, made from the tensors of a file by their torch names.
#pragma once

#include "fm/unet/conv.hpp"
#include "fm/unet/norm.hpp"
#include "fm/unet/safetensors.hpp"
#include "fm/unet/shape.hpp"

#include <optional>
#include <span>

namespace fm::nn {

inline void silu(std::span<float> x) {
  for (float& v : x) v *= sigmoid(v);
}

// y = W x + b, W: out x in as torch keeps it; y has out_size() numbers, those beyond `out` are 0.
class Linear {
public:
  Linear(int in, int out, const std::vector<float>& weight, std::vector<float> bias)
      : in_(in), out_(int(round_up(out, quad))),
        packed_(std::size_t(in * round_up(out_, panel_width))), bias_(std::move(bias)) {
    bias_.resize(std::size_t(out_), 0.f);
    pack(
        in, out,
        [&](std::ptrdiff_t i, std::ptrdiff_t o) { return weight[std::size_t(o * in + i)]; },
        packed_.data());
  }
  int out_size() const { return out_; } // the outputs rounded up to a multiple of 4
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
  std::size_t count(const std::string& prefix) const { return file_.count(prefix); }
  // But for `others` tensors.
  void expect_all_used(std::size_t others = 0) const {
    FM_REQUIRE(used_ + others == file_.count(),
               "the file holds tensors that this network has no use for");
  }

private:
  const Safetensors& file_;
  std::size_t used_ = 0;
};

class ResBlock {
public:
  // Without `modulated` there is no FiLM, and the embedding is not looked at.
  ResBlock(LayerReader& r, const std::string& name, int c, bool modulated = true)
      : norm1_(r.norm(name + ".norm1", c)), norm2_(r.norm(name + ".norm2", c)),
        conv1_(r.wide(name + ".conv1", c)), conv2_(r.wide(name + ".conv2", c)),
        bias1_(r.read(name + ".conv1.bias", {c})), bias2_(r.read(name + ".conv2.bias", {c})),
        film_values_(std::size_t(2 * c), 0.f), modulation_(film_values_),
        ones_(std::size_t(c), 1.f) {
    if (modulated) film_.emplace(r.linear(name + ".film", embedding_size, 2 * c));
  }

  void reserve(int h, int w, WinogradSpace& space) const { conv1_.reserve(h, w, space); }

  // x <- x + conv2(silu(norm2(film(conv1(silu(norm1(x)))))))
  void apply(Image& x, std::span<const float> embedding, Padded& padded, Image& h,
             WinogradSpace& space) {
    // film(y + bias) = (1 + scale)(y + bias) + shift, part of the convolution before it.
    if (film_) film_->apply(embedding, film_values_);
    const std::size_t c = bias1_.size();
    for (std::size_t i = 0; i < c; ++i) {
      modulation_[i] = film_values_[i] + 1;
      modulation_[c + i] = film_values_[c + i] + modulation_[i] * bias1_[i];
    }
    norm1_.apply(x, padded);
    conv1_.apply(padded, h, {modulation_.data(), modulation_.data() + c}, space);
    norm2_.apply(h, padded);
    conv2_.apply(padded, x, {ones_.data(), bias2_.data(), true}, space);
  }
  // Of the last call: c scales, then c shifts.
  std::span<const float> film() const { return film_values_; }

private:
  GroupNormSilu norm1_, norm2_;
  WideConv conv1_, conv2_;
  std::vector<float> bias1_, bias2_;
  std::optional<Linear> film_;
  std::vector<float> film_values_, modulation_, ones_;
};

inline void into_padding(const Image& x, Padded& y) {
  for (int row = 0; row < x.h; ++row) std::copy_n(x.row(row), x.w * x.c, y.pixel_row(row));
}

// The third scale: x <- x + up2(block6(block5(down2(x)))), in size x size pixels of c channels.
class Middle {
public:
  Middle(LayerReader& r, int size, int c, WinogradSpace& space)
      : down_(r.down("down2", c, c)), up_(r.up("up2", c, c)), down_bias_(r.read("down2.bias", {c})),
        up_bias_(r.read("up2.bias", {c})), block5_(r, "block5", c), block6_(r, "block6", c),
        padded_(size, size, c), x_(size, size, c), h_(size, size, c) {
    block5_.reserve(size, size, space);
    down_.reserve(size, size, space);
    up_.reserve(size, size, space);
  }

  // padded: x with its margin; ones: at least c of them.
  template <class Show>
  void apply(const Padded& padded, Image& x, std::span<const float> embedding,
             const std::vector<float>& ones, WinogradSpace& space, Show&& show) {
    down_.apply(padded, x_, {ones.data(), down_bias_.data()}, space);
    show(UNetLayer::down2, x_);
    block5_.apply(x_, embedding, padded_, h_, space);
    show(UNetLayer::block5, x_, block5_.film());
    block6_.apply(x_, embedding, padded_, h_, space);
    show(UNetLayer::block6, x_, block6_.film());
    into_padding(x_, padded_);
    up_.apply(padded_, x, {ones.data(), up_bias_.data(), true}, space);
  }

private:
  DownConv down_;
  UpConv up_;
  std::vector<float> down_bias_, up_bias_;
  ResBlock block5_, block6_;
  Padded padded_;
  Image x_, h_;
};

} // namespace fm::nn
