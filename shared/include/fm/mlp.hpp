// A small network v(x, t), forward and backward, and the optimiser that trains it.
//
// Input row [x, sin(2 pi t f_k), cos(2 pi t f_k)], then linear layers with an activation between.
// All weights live in one flat array, layer by layer: W (in x out, row-major), then b (out). Widths
// are rounded up to 8; the padding starts at zero and its gradients are zero, so it stays there.
#pragma once

#include "fm/embedding.hpp"
#include "fm/gemm.hpp"
#include "fm/random.hpp"
#include "fm/require.hpp"
#include "fm/state.hpp"

#include <algorithm>
#include <vector>

namespace fm {

enum class Activation { silu, relu };

struct MlpConfig {
  int dim = 2, time_features = 16;
  std::vector<int> hidden{64, 64, 64};
  Activation activation = Activation::silu;
};

template <class S> class Mlp {
public:
  // Weights and biases uniform in +-1/sqrt(inputs), from the seed alone. Throws fm::Error.
  Mlp(const MlpConfig& config, std::uint64_t seed)
      : config_(config), frequencies_(embedding_frequencies(config.time_features)) {
    FM_REQUIRE(config.time_features <= 1024, "a network has at most 1024 time features");
    FM_REQUIRE(config.dim >= 1, "a network needs at least one coordinate");
    std::vector<int> widths{config.dim + config.time_features};
    for (int w : config.hidden) {
      FM_REQUIRE(w >= 1 && w <= 4096, "a hidden layer has 1 to 4096 units");
      widths.push_back(w);
    }
    widths.push_back(config.dim);
    std::ptrdiff_t size = 0;
    for (std::size_t l = 0; l + 1 < widths.size(); ++l) {
      const Layer layer{round_up(widths[l], panel_width), round_up(widths[l + 1], panel_width),
                        widths[l], widths[l + 1], size};
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

  // x: n x dim, t: n. Returns v: n x dim, valid until the next call. keep = true when backward
  // follows.
  const Batch<S>& forward(const Batch<S>& x, const Times<S>& t, bool keep = true) {
    FM_REQUIRE(x.cols() == config_.dim && t.size() == x.rows(),
               "forward wants x of n x dim and t of n");
    n_ = x.rows();
    const std::size_t depth = layers_.size();
    activations_.resize(depth + 1);
    slopes_.resize(depth);
    write_input(x, t);
    for (std::size_t l = 0; l < depth; ++l) {
      const Layer& layer = layers_[l];
      Batch<S>& out = activations_[l + 1];
      out.resize(n_, layer.out);
      const S* w = parameters_.data() + layer.offset;
      const S* bias = w + layer.in * layer.out;
      for (Eigen::Index i = 0; i < n_; ++i) std::copy_n(bias, layer.out, &out(i, 0));
      gemm(n_, layer.out, layer.in, Left<S>{activations_[l].data(), layer.in, 1},
           row_major(w, layer.out), out.data(), layer.out, true);
      if (l + 1 < depth) activate(out, keep ? &slopes_[l] : nullptr);
    }
    v_ = activations_[depth].leftCols(config_.dim);
    return v_;
  }

  // d_v: n x dim, the gradient of the loss in the last forward's output. Fills gradient().
  void backward(const Batch<S>& d_v) {
    FM_REQUIRE(d_v.rows() == n_ && d_v.cols() == config_.dim,
               "backward wants the shape that forward returned");
    delta_.setZero(n_, layers_.back().out);
    delta_.leftCols(config_.dim) = d_v;
    for (std::size_t l = layers_.size(); l-- > 0;) {
      const Layer& layer = layers_[l];
      S* d_w = gradient_.data() + layer.offset;
      gemm(layer.in, layer.out, n_, Left<S>{activations_[l].data(), 1, layer.in},
           row_major(delta_.data(), layer.out), d_w, layer.out, false);
      Eigen::Map<Eigen::Matrix<S, 1, Eigen::Dynamic>>(d_w + layer.in * layer.out, layer.out) =
          delta_.colwise().sum();
      if (l == 0) break;
      const S* w = parameters_.data() + layer.offset;
      transposed_.resize(std::size_t(layer.in * layer.out));
      pack(
          layer.out, layer.in,
          [&](std::ptrdiff_t p, std::ptrdiff_t j) { return w[j * layer.out + p]; },
          transposed_.data());
      next_.resize(n_, layer.in);
      gemm(n_, layer.in, layer.out, Left<S>{delta_.data(), layer.out, 1},
           packed(transposed_.data(), layer.out), next_.data(), layer.in, false);
      next_.array() *= slopes_[l - 1].array();
      delta_.swap(next_);
    }
  }

private:
  struct Layer {
    std::ptrdiff_t in, out, used_in, used_out, offset;
  };

  void write_input(const Batch<S>& x, const Times<S>& t) {
    Batch<S>& input = activations_[0];
    input.setZero(n_, layers_[0].in);
    for (Eigen::Index i = 0; i < n_; ++i) {
      S* row = &input(i, 0);
      for (Eigen::Index j = 0; j < x.cols(); ++j) row[j] = x(i, j);
      if (i > 0 && t[i] == t[i - 1])
        std::copy_n(row - layers_[0].in + x.cols(), config_.time_features, row + x.cols());
      else
        embed(double(t[i]), frequencies_, row + x.cols());
    }
  }

  // out <- act(out); slope <- act'(out), when asked for.
  //   SiLU  x s,  s = 1/(1 + e^-x);  s (1 + x (1 - s))        ReLU  max(x, 0);  1 where x > 0
  void activate(Batch<S>& out, Batch<S>* slope) const {
    using V = lanes_t<S>;
    if (slope) slope->resize(out.rows(), out.cols());
    const V one = splat(S(1)), zero{};
    for (std::ptrdiff_t i = 0; i < out.size(); i += lanes) {
      const V x = load(out.data() + i);
      const V gate = config_.activation == Activation::silu ? sigmoid(x) : (x > zero ? one : zero);
      store(out.data() + i, x * gate);
      if (!slope) continue;
      store(slope->data() + i,
            config_.activation == Activation::silu ? gate * (one + x * (one - gate)) : gate);
    }
  }

  MlpConfig config_;
  std::vector<double> frequencies_;
  std::vector<Layer> layers_;
  std::vector<S> parameters_, gradient_, transposed_;
  std::vector<Batch<S>> activations_, slopes_;
  Batch<S> v_, delta_, next_;
  Eigen::Index n_ = 0;
};

} // namespace fm
