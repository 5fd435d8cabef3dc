// The small network that reads digits, trained by native/ and published with its digest: which
// digit a sample is, and what it sees in it before it says so.
//
//   28 x 28, 1:   conv, ReLU, the largest of 2 x 2
//   14 x 14, 32:  conv, ReLU, the largest of 2 x 2
//   7 x 7, 64:    linear, ReLU: 128 features; linear: 10 logits
#pragma once

#include "fm/unet/layers.hpp"

namespace fm::nn {

inline constexpr int classes = 10, classifier_features = 128;

class Classifier {
public:
  // Throws fm::Error when a tensor is missing, superfluous, of another shape or not finite.
  explicit Classifier(const Safetensors& file) : Classifier(LayerReader(file)) {}

  // The digit that an image is read as, and the probability that it gives that (softmax).
  struct Answer {
    int digit;
    double sure;
  };
  // image: 784 floats in [-1, 1]. features: 128, none negative.
  Answer read(const float* image, float* features) {
    channels_last(image, pixels_);
    conv1_.apply(pixels_, first_);
    relu_and_pool(first_, pooled1_.h, [&](int row) { return pooled1_.pixel_row(row); });
    conv2_.apply(pooled1_, second_);
    relu_and_pool(second_, pooled2_.h, [&](int row) { return pooled2_.row(row); });
    channels_first(pooled2_, pooled2_.c, flat_.data());
    wide_.apply(flat_, features_);
    for (float& f : features_) f = std::max(f, 0.f);
    out_.apply(features_, logits_);
    std::copy_n(features_.data(), features_.size(), features);
    const auto best = std::max_element(logits_.begin(), logits_.begin() + classes);
    double sum = 0;
    for (float l : logits()) sum += std::exp(double(l) - double(*best));
    return {int(best - logits_.begin()), 1 / sum};
  }
  // Of the last image, before the softmax.
  std::span<const float> logits() const { return {logits_.data(), std::size_t(classes)}; }

private:
  static constexpr int side = digit_side, c1 = 32, c2 = 64, seen = c2 * (side / 4) * (side / 4);

  explicit Classifier(LayerReader r)
      : conv1_(r.conv("conv1", 1, c1)), conv2_(r.conv("conv2", c1, c2)),
        wide_(r.linear("wide", seen, classifier_features)),
        out_(r.linear("out", classifier_features, classes)), pixels_(side, side, 1),
        pooled1_(side / 2, side / 2, c1), first_(side, side, c1), second_(side / 2, side / 2, c2),
        pooled2_(side / 4, side / 4, c2), flat_(std::size_t(seen)),
        features_(std::size_t(classifier_features)), logits_(std::size_t(out_.out_size())) {
    r.expect_all_used();
  }

  // to(row): where the pixels of a row of the pooled image begin.
  template <class To> static void relu_and_pool(const Image& x, int rows, To&& to) {
    for (int row = 0; row < rows; ++row) {
      const float *above = x.row(2 * row), *below = x.row(2 * row + 1);
      float* out = to(row);
      for (int column = 0; column < x.w / 2; ++column)
        for (int k = 0; k < x.c; ++k) {
          const int at = 2 * column * x.c + k;
          *out++ = std::max({above[at], above[at + x.c], below[at], below[at + x.c], 0.f});
        }
    }
  }

  Conv conv1_, conv2_;
  Linear wide_, out_;
  Padded pixels_, pooled1_;
  Image first_, second_, pooled2_;
  std::vector<float> flat_, features_, logits_;
};

} // namespace fm::nn
