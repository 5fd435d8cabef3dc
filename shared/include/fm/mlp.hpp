// A small network v(x, t, class), forward and backward.
//
// Input row [x, sin(2 pi t f_k), cos(2 pi t f_k), class as one of k (all 0: no class)], then linear
// layers with an activation between; with `residual` a layer as wide as the one before adds its
// input to its output. All weights live in one flat array, layer by layer: W (in x out, row-major),
// then b (out). Widths are rounded up to a panel; the padding starts at zero and its gradients are
// zero, so it stays there.
#pragma once

#include "fm/activation.hpp"
#include "fm/embedding.hpp"
#include "fm/gemm.hpp"
#include "fm/random.hpp"
#include "fm/require.hpp"
#include "fm/state.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace fm {

inline constexpr int no_class = -1;

struct MlpConfig {
  int dim = 2, time_features = 16;
  std::vector<int> hidden{64, 64, 64};
  Activation activation = Activation::silu;
  bool residual = false;
  int classes = 0;
};

template <class S> class Mlp {
public:
  // Weights and biases uniform in +-1/sqrt(inputs), from the seed alone. Throws fm::Error.
  Mlp(const MlpConfig& config, std::uint64_t seed)
      : config_(config), frequencies_(embedding_frequencies(config.time_features)) {
    FM_REQUIRE(config.time_features <= 1024, "a network has at most 1024 time features");
    FM_REQUIRE(config.dim >= 1 && config.dim <= 4096, "a network has 1 to 4096 coordinates");
    FM_REQUIRE(config.classes >= 0 && config.classes <= 1024, "a network has 0 to 1024 classes");
    std::vector<int> widths{config.dim + config.time_features + config.classes};
    for (int w : config.hidden) {
      FM_REQUIRE(w >= 1 && w <= 4096, "a hidden layer has 1 to 4096 units");
      widths.push_back(w);
    }
    widths.push_back(config.dim);
    std::ptrdiff_t size = 0;
    for (std::size_t l = 0; l + 1 < widths.size(); ++l) {
      const bool hidden = l > 0 && l + 2 < widths.size();
      const Layer layer{round_up(widths[l], panel_width),
                        round_up(widths[l + 1], panel_width),
                        widths[l],
                        widths[l + 1],
                        size,
                        config.residual && hidden && widths[l] == widths[l + 1]};
      layers_.push_back(layer);
      size += (layer.in + 1) * layer.out;
    }
    parameters_.assign(std::size_t(size), S(0));
    gradient_ = parameters_;
    Random random(seed);
    for (const Layer& l : layers_) {
      const double bound = 1 / std::sqrt(double(l.used_in));
      for (std::ptrdiff_t i = 0; i <= l.in; ++i) // the row after the last is the bias
        for (std::ptrdiff_t j = 0; j < l.used_out; ++j)
          if (i < l.used_in || i == l.in)
            parameters_[std::size_t(l.offset + i * l.out + j)] =
                S(bound * (2 * random.uniform() - 1));
    }
  }

  const MlpConfig& config() const { return config_; }
  std::vector<S>& parameters() { return parameters_; }
  const std::vector<S>& parameters() const { return parameters_; }
  const std::vector<S>& gradient() const { return gradient_; }

  // Layer l without its padding: W (in x out) and b (out). Throws fm::Error.
  std::pair<Batch<S>, Times<S>> layer(int l) const {
    FM_REQUIRE(l >= 0 && std::size_t(l) < layers_.size(), "the network has no such layer");
    const Layer& at = layers_[std::size_t(l)];
    const Eigen::Map<const Batch<S>> all(parameters_.data() + at.offset, at.in + 1, at.out);
    return {all.topLeftCorner(at.used_in, at.used_out),
            all.row(at.in).head(at.used_out).transpose().array()};
  }

  // The class of each row of the next calls of forward (no_class: none). Empty: no row has one.
  void set_classes(std::span<const int> classes) {
    for (int c : classes)
      FM_REQUIRE(c == no_class || (c >= 0 && c < config_.classes),
                 "a class is a number from 0 up to the network's classes, or -1 for none");
    classes_.assign(classes.begin(), classes.end());
  }

  // x: n x dim, t: n. Returns v: n x dim, valid until the next call. keep = true when backward
  // follows.
  const Batch<S>& forward(const Batch<S>& x, const Times<S>& t, bool keep = true) {
    FM_REQUIRE(x.cols() == config_.dim && t.size() == x.rows(),
               "forward wants x of n x dim and t of n");
    FM_REQUIRE(classes_.empty() || Eigen::Index(classes_.size()) == x.rows(),
               "forward wants as many classes as rows");
    n_ = x.rows();
    const std::size_t depth = layers_.size();
    activations_.resize(depth + 1);
    slopes_.resize(depth);
    // A block of rows goes through all layers before the next, so that it stays in the cache; what
    // backward needs is kept, the rest is written over.
    const Eigen::Index held = keep ? n_ : std::min(n_, block_rows);
    activations_[0].resize(held, layers_[0].in);
    for (std::size_t l = 0; l < depth; ++l) {
      activations_[l + 1].resize(held, layers_[l].out);
      if (keep && l + 1 < depth) slopes_[l].resize(held, layers_[l].out);
    }
    v_.resize(n_, config_.dim);
    write_features(t);
    for (Eigen::Index first = 0; first < n_; first += block_rows) {
      const Eigen::Index rows = std::min(block_rows, n_ - first), at = keep ? first : 0;
      write_input(x, first, rows, at);
      for (std::size_t l = 0; l < depth; ++l) {
        const Layer& layer = layers_[l];
        const S* w = parameters_.data() + layer.offset;
        const S* in = activations_[l].data() + at * layer.in;
        S* out = activations_[l + 1].data() + at * layer.out;
        gemm(rows, layer.out, layer.in, Left<S>{in, layer.in, 1}, row_major(w, layer.out), out,
             layer.out, Start<S>{w + layer.in * layer.out, 0});
        if (l + 1 == depth) break;
        activate(config_.activation, out, keep ? slopes_[l].data() + at * layer.out : nullptr,
                 rows * layer.out);
        if (layer.skip)
          activations_[l + 1].middleRows(at, rows) += activations_[l].middleRows(at, rows);
      }
      v_.middleRows(first, rows) =
          activations_[depth].block(at, 0, rows, Eigen::Index(config_.dim));
    }
    return v_;
  }

  // d_v: n x dim, the gradient of the loss in the last forward's output. Fills gradient().
  void backward(const Batch<S>& d_v) { propagate(d_v, true); }

  // (dv/dx)^T w, row by row, at the last forward: n x dim.
  Batch<S> input_product(const Batch<S>& w) {
    propagate(w, false);
    return delta_.leftCols(config_.dim);
  }

private:
  struct Layer {
    std::ptrdiff_t in, out, used_in, used_out, offset;
    bool skip;
  };

  static constexpr Eigen::Index block_rows = 96; // a multiple of every tile's rows

  // The time features of each row, or of one row when all have the same time.
  void write_features(const Times<S>& t) {
    const bool one = n_ == 0 || (t == t[0]).all();
    features_.resize(one ? 1 : n_, config_.time_features);
    for (Eigen::Index i = 0; i < std::min(n_, features_.rows()); ++i)
      embed(double(t[i]), frequencies_, &features_(i, 0));
  }

  // Rows first .. first + rows of the input, from row `at` of activations_[0].
  void write_input(const Batch<S>& x, Eigen::Index first, Eigen::Index rows, Eigen::Index at) {
    for (Eigen::Index i = first; i < first + rows; ++i) {
      S* row = &activations_[0](at + i - first, 0);
      S* features = std::copy_n(&x(i, 0), config_.dim, row);
      S* end = std::copy_n(&features_(features_.rows() == 1 ? 0 : i, 0), config_.time_features,
                           features);
      std::fill(end, row + layers_[0].in, S(0));
      if (!classes_.empty() && classes_[std::size_t(i)] != no_class)
        end[classes_[std::size_t(i)]] = 1;
    }
  }

  // Backward through the layers. delta_ is the gradient in a layer's output; times the activation's
  // slope it is that in its sums z, from which dW = a^T dz, db = sum dz, da = dz W^T. With
  // `weights` fills gradient_ and stops there; without leaves the gradient in the input in delta_.
  void propagate(const Batch<S>& d_v, bool weights) {
    FM_REQUIRE(d_v.rows() == n_ && d_v.cols() == config_.dim,
               "backward wants the shape that forward returned");
    delta_.setZero(n_, layers_.back().out);
    delta_.leftCols(config_.dim) = d_v;
    for (std::size_t l = layers_.size(); l-- > 0;) {
      const Layer& layer = layers_[l];
      if (layer.skip) through_ = delta_;
      if (l + 1 < layers_.size()) delta_.array() *= slopes_[l].array();
      if (weights) {
        S* d_w = gradient_.data() + layer.offset;
        gemm(layer.in, layer.out, n_, Left<S>{activations_[l].data(), 1, layer.in},
             row_major(delta_.data(), layer.out), d_w, layer.out, false);
        // Row by row, so that the order of the sum is the same on every machine.
        Eigen::Map<Eigen::Matrix<S, 1, Eigen::Dynamic>> d_bias(d_w + layer.in * layer.out,
                                                               layer.out);
        d_bias.setZero();
        for (Eigen::Index i = 0; i < n_; ++i) d_bias += delta_.row(i);
        if (l == 0) return;
      }
      const S* w = parameters_.data() + layer.offset;
      transposed_.resize(std::size_t(layer.out * round_up(layer.in, panel_width)));
      pack(
          layer.out, layer.in,
          [&](std::ptrdiff_t p, std::ptrdiff_t j) { return w[j * layer.out + p]; },
          transposed_.data());
      next_.resize(n_, layer.in);
      gemm(n_, layer.in, layer.out, Left<S>{delta_.data(), layer.out, 1},
           packed(transposed_.data(), layer.out), next_.data(), layer.in, false);
      if (layer.skip) next_ += through_;
      delta_.swap(next_);
    }
  }

  MlpConfig config_;
  std::vector<double> frequencies_;
  std::vector<Layer> layers_;
  std::vector<S> parameters_, gradient_, transposed_;
  std::vector<int> classes_;
  std::vector<Batch<S>> activations_, slopes_;
  Batch<S> features_, v_, delta_, next_, through_;
  Eigen::Index n_ = 0;
};

} // namespace fm
