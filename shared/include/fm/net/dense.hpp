// A stack of linear layers with an activation between them, forward and backward.
//
// Its weights lie in the caller's one flat array, layer by layer: W (in x out, row-major), then b
// (out). Widths are rounded up to a panel, the last to a quad; the padding starts at zero and its
// gradients are zero, so it stays there. Rows go through the layers in blocks that stay in the
// nearest caches:
//
//        96 rows    gemm from the bias, then the activation, while the block is warm
//      +---------+     +---------+     +---------+
//      | input   | --> | layer 1 | --> | layer 2 | -->      backward the other way, adding
//      +---------+     +---------+     +---------+          each block's part to dW and db
#pragma once

#include "fm/base/random.hpp"
#include "fm/base/require.hpp"
#include "fm/base/state.hpp"
#include "fm/net/activation.hpp"
#include "fm/net/gemm.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace fm {

template <class S> class Dense {
public:
  struct Layer {
    std::ptrdiff_t in, out, used_in, used_out, offset; // offset: of W in the caller's array
    bool skip;                                         // adds its input to its output
  };
  static constexpr Eigen::Index block_rows = 96; // a multiple of every tile's rows

  // widths: of the input, of each hidden layer and of the output. `offset` weights come before.
  Dense(std::span<const int> widths, Activation activation, bool residual, std::ptrdiff_t offset)
      : activation_(activation), end_(offset) {
    for (std::size_t l = 0; l + 1 < widths.size(); ++l) {
      const bool hidden = l > 0 && l + 2 < widths.size();
      const bool last = l + 2 == widths.size();
      layers_.push_back({round_up(widths[l], panel_width),
                         round_up(widths[l + 1], last ? quad : panel_width), widths[l],
                         widths[l + 1], end_, residual && hidden && widths[l] == widths[l + 1]});
      end_ += (layers_.back().in + 1) * layers_.back().out;
      widest_ = std::max({widest_, layers_.back().in, layers_.back().out});
    }
    activations_.resize(layers_.size() + 1);
    slopes_.resize(layers_.size());
    transposed_.resize(layers_.size());
  }

  const std::vector<Layer>& layers() const { return layers_; }
  std::ptrdiff_t end() const { return end_; } // where the next stack's weights begin

  // Weights and biases uniform in +-1/sqrt(inputs).
  void initialise(std::vector<S>& parameters, Random& random) const {
    for (const Layer& l : layers_) {
      const double bound = 1 / std::sqrt(double(l.used_in));
      for (std::ptrdiff_t i = 0; i <= l.in; ++i) // the row after the last is the bias
        for (std::ptrdiff_t j = 0; j < l.used_out; ++j)
          if (i < l.used_in || i == l.in)
            parameters[std::size_t(l.offset + i * l.out + j)] =
                S(bound * (2 * random.uniform() - 1));
    }
  }

  // Room for n rows; for one block alone unless backward follows (keep).
  void resize(Eigen::Index n, bool keep) {
    keep_ = keep;
    const Eigen::Index held = keep ? n : std::min(n, block_rows);
    activations_[0].resize(held, layers_[0].in);
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      activations_[l + 1].resize(held, layers_[l].out);
      if (keep && l + 1 < layers_.size()) slopes_[l].resize(held, layers_[l].out);
    }
  }

  // Row i of the input and of the output, padding included; of the current block without keep.
  S* input(Eigen::Index i) { return &activations_.front()(held(i), 0); }
  const S* output(Eigen::Index i) const { return &activations_.back()(held(i), 0); }

  // What the first layer multiplies and begins with, when that is not all of its input.
  struct First {
    Left<S> x;
    std::ptrdiff_t k;
    const S* bias;
  };

  // Rows first .. first + rows, at most a block.
  void forward(const S* parameters, Eigen::Index first, Eigen::Index rows) {
    const Layer& l = layers_[0];
    forward(parameters, first, rows,
            First{Left<S>{input(first), l.in, 1}, l.used_in, parameters + l.offset + l.in * l.out});
  }
  void forward(const S* parameters, Eigen::Index first, Eigen::Index rows, const First& start) {
    const Eigen::Index at = held(first);
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      const Layer& layer = layers_[l];
      const S* w = parameters + layer.offset;
      const S* in = activations_[l].data() + at * layer.in;
      S* out = activations_[l + 1].data() + at * layer.out;
      const First use =
          l == 0 ? start : First{Left<S>{in, layer.in, 1}, layer.used_in, w + layer.in * layer.out};
      gemm(rows, layer.out, use.k, use.x, row_major(w, layer.out), out, layer.out,
           Start<S>{use.bias, 0});
      if (l + 1 == layers_.size()) return;
      activate(activation_, out, keep_ ? slopes_[l].data() + at * layer.out : nullptr,
               rows * layer.out);
      if (layer.skip)
        for (std::ptrdiff_t i = 0; i < rows * layer.out; ++i) out[i] += in[i];
    }
  }

  // The gradients of the n rows of the last forward, from that in the output: d_out, n rows
  // `stride` apart. `gradient`: of the weights, or null. d_in: of the input, padding included, or
  // null.
  //   With z a layer's sums, a its input, dz = slope dy:   dW = a^T dz, db = sum dz, da = dz W^T.
  void backward(const S* parameters, S* gradient, Eigen::Index n, const S* d_out,
                std::ptrdiff_t stride, Batch<S>* d_in) {
    const std::size_t lowest = d_in ? 0 : 1; // the first layer whose input's gradient is wanted
    for (std::size_t l = lowest; l < layers_.size(); ++l) transpose(parameters, l);
    if (d_in) d_in->resize(n, layers_[0].in);
    for (std::vector<S>* block : {&delta_, &next_, &through_})
      block->resize(std::size_t(block_rows * widest_)); // once
    for (Eigen::Index first = 0; first < n; first += block_rows) {
      const Eigen::Index rows = std::min(block_rows, n - first);
      std::fill_n(delta_.begin(), rows * layers_.back().out, S(0));
      for (Eigen::Index i = 0; i < rows; ++i)
        std::copy_n(d_out + (first + i) * stride, layers_.back().used_out,
                    delta_.data() + i * layers_.back().out);
      for (std::size_t l = layers_.size(); l-- > 0;) {
        const Layer& layer = layers_[l];
        if (layer.skip) std::copy_n(delta_.begin(), rows * layer.out, through_.begin());
        if (l + 1 < layers_.size()) multiply(&slopes_[l](first, 0), rows * layer.out);
        if (gradient) add_gradient(gradient, l, first, rows);
        if (l < lowest) break;
        gemm(rows, layer.in, layer.used_out, Left<S>{delta_.data(), layer.out, 1},
             packed(transposed_[l].data(), layer.used_out), next_.data(), layer.in, false);
        if (layer.skip)
          for (std::ptrdiff_t i = 0; i < rows * layer.in; ++i)
            next_[std::size_t(i)] += through_[std::size_t(i)];
        delta_.swap(next_);
      }
      if (d_in) std::copy_n(delta_.begin(), rows * layers_[0].in, &(*d_in)(first, 0));
    }
  }

private:
  Eigen::Index held(Eigen::Index i) const { return keep_ ? i : i % block_rows; }

  void transpose(const S* parameters, std::size_t l) {
    const Layer& layer = layers_[l];
    const S* w = parameters + layer.offset;
    transposed_[l].resize(std::size_t(layer.used_out * round_up(layer.in, panel_width)));
    pack(
        layer.used_out, layer.in,
        [&](std::ptrdiff_t p, std::ptrdiff_t j) { return w[j * layer.out + p]; },
        transposed_[l].data());
  }

  // delta <- delta * slope
  void multiply(const S* slope, std::ptrdiff_t n) {
    S* delta = delta_.data();
    for (std::ptrdiff_t i = 0; i < n; i += lanes<S>)
      store(delta + i, load(delta + i) * load(slope + i));
  }

  // Row by row, so that the order of the sums is the same on every machine.
  void add_gradient(S* gradient, std::size_t l, Eigen::Index first, Eigen::Index rows) {
    const Layer& layer = layers_[l];
    S* d_w = gradient + layer.offset;
    S* d_b = d_w + layer.in * layer.out;
    gemm(layer.used_in, layer.out, rows,
         Left<S>{activations_[l].data() + first * layer.in, 1, layer.in},
         row_major(delta_.data(), layer.out), d_w, layer.out, first > 0);
    using Quad = vector_t<S, quad>;
    for (std::ptrdiff_t j = 0; j < layer.out; j += quad) {
      Quad sum = first > 0 ? load_as<Quad>(d_b + j) : Quad{};
      for (Eigen::Index i = 0; i < rows; ++i)
        sum += load_as<Quad>(delta_.data() + i * layer.out + j);
      store(d_b + j, sum);
    }
  }

  Activation activation_;
  std::ptrdiff_t end_, widest_ = 0;
  std::vector<Layer> layers_;
  bool keep_ = true;
  std::vector<Batch<S>> activations_, slopes_;
  std::vector<std::vector<S>> transposed_;
  std::vector<S> delta_, next_, through_; // of one block of rows
};

} // namespace fm
