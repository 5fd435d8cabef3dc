// A small network v(x, t, class), forward and backward.
//
// Input row [x, time features, class as one of k (all 0: no class)], then a stack of dense layers;
// with `residual` a layer as wide as the one before adds its input to its output. The time features
// are sin(2 pi t f_k) and cos(2 pi t f_k), or with `time_layers` what that many dense layers of
// their own make of t.
#pragma once

#include "fm/net/dense.hpp"
#include "fm/net/embedding.hpp"

#include <optional>

namespace fm {

inline constexpr int no_class = -1;

struct MlpConfig {
  int dim = 2, time_features = 16;
  std::vector<int> hidden{64, 64, 64};
  Activation activation = Activation::silu;
  bool residual = false;
  int classes = 0;
  int time_layers = 0; // of time_features units each; 0: sines and cosines
};

template <class S> class Mlp {
public:
  // Weights and biases uniform in +-1/sqrt(inputs), from the seed alone. Throws fm::Error.
  Mlp(const MlpConfig& config, std::uint64_t seed)
      : config_(checked(config)), net_(widths(config), config.activation, config.residual, 0) {
    Random random(seed);
    if (config.time_layers > 0) {
      std::vector<int> clock(std::size_t(config.time_layers), config.time_features);
      clock.insert(clock.begin(), 1);
      time_.emplace(clock, config.activation, false, net_.end());
    } else {
      frequencies_ = embedding_frequencies(config.time_features);
    }
    parameters_.assign(std::size_t(time_ ? time_->end() : net_.end()), S(0));
    gradient_ = parameters_;
    net_.initialise(parameters_, random);
    if (time_) time_->initialise(parameters_, random);
  }

  const MlpConfig& config() const { return config_; }
  std::vector<S>& parameters() { return parameters_; }
  const std::vector<S>& parameters() const { return parameters_; }
  const std::vector<S>& gradient() const { return gradient_; }

  // Layer l without its padding, those of the time first: W (in x out) and b (out). Throws
  // fm::Error.
  std::pair<Batch<S>, Times<S>> layer(int l) const {
    FM_REQUIRE(l >= 0 && std::size_t(l) < std::size_t(config_.time_layers) + net_.layers().size(),
               "the network has no such layer");
    const bool of_time = l < config_.time_layers;
    const auto& at = of_time ? time_->layers()[std::size_t(l)]
                             : net_.layers()[std::size_t(l - config_.time_layers)];
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

  // x: n x dim, t: n. Returns v: n x dim, valid until the next call. backward may follow.
  const Batch<S>& forward(const Batch<S>& x, const Times<S>& t) {
    FM_REQUIRE(t.size() == x.rows(), "forward wants x of n x dim and t of n");
    return through(x, true, [&](Eigen::Index first, Eigen::Index rows) {
      write_input(x, t, first, rows);
      net_.forward(parameters_.data(), first, rows);
    });
  }

  // The same at one time for all rows, quicker, and nothing is kept for backward. With one class
  // for all of them too, what the first layer makes of both is part of its bias.
  const Batch<S>& forward(const Batch<S>& x, S t) {
    for (int c : classes_)
      if (c != classes_[0]) return forward(x, Times<S>::Constant(x.rows(), t));
    fold_bias(t);
    return through(x, false, [&](Eigen::Index first, Eigen::Index rows) {
      net_.forward(parameters_.data(), first, rows,
                   {{&x(first, 0), x.cols(), 1}, x.cols(), folded_.data()});
    });
  }

  // d_v: n x dim, the gradient of the loss in the last forward's output. Fills gradient().
  void backward(const Batch<S>& d_v) {
    require_kept(d_v);
    net_.backward(parameters_.data(), gradient_.data(), n_, d_v.data(), config_.dim,
                  time_ ? &d_input_ : nullptr);
    if (time_)
      time_->backward(parameters_.data(), gradient_.data(), n_, d_input_.data() + config_.dim,
                      d_input_.cols(), nullptr);
  }

  // (dv/dx)^T w, row by row, at the last forward: n x dim.
  Batch<S> input_product(const Batch<S>& w) {
    require_kept(w);
    net_.backward(parameters_.data(), nullptr, n_, w.data(), config_.dim, &d_input_);
    return d_input_.leftCols(config_.dim);
  }

private:
  static const MlpConfig& checked(const MlpConfig& c) {
    FM_REQUIRE(c.hidden.size() <= 16, "a network has 0 to 16 hidden layers");
    FM_REQUIRE(c.time_features <= 1024, "a network has at most 1024 time features");
    FM_REQUIRE(c.time_layers >= 0 && c.time_layers <= 16, "a network has 0 to 16 time layers");
    FM_REQUIRE(c.time_layers == 0 || c.time_features >= 1,
               "a network with time layers has at least one time feature");
    FM_REQUIRE(c.dim >= 1 && c.dim <= 4096, "a network has 1 to 4096 coordinates");
    FM_REQUIRE(c.classes >= 0 && c.classes <= 1024, "a network has 0 to 1024 classes");
    for (int w : c.hidden) FM_REQUIRE(w >= 1 && w <= 4096, "a hidden layer has 1 to 4096 units");
    return c;
  }
  static std::vector<int> widths(const MlpConfig& c) {
    std::vector<int> w{c.dim + c.time_features + c.classes};
    w.insert(w.end(), c.hidden.begin(), c.hidden.end());
    w.push_back(c.dim);
    return w;
  }

  void require_kept(const Batch<S>& rows) const {
    FM_REQUIRE(kept_, "backward wants a forward with a time for each row before it");
    FM_REQUIRE(rows.rows() == n_ && rows.cols() == config_.dim,
               "backward wants the shape that forward returned");
  }

  // A loop, because a row is too short for a call of memcpy.
  static S* copy(const S* from, int n, S* to) {
    for (int k = 0; k < n; ++k) to[k] = from[k];
    return to + n;
  }

  // block(first, rows) brings that many rows to the output.
  template <class Block> const Batch<S>& through(const Batch<S>& x, bool keep, Block&& block) {
    FM_REQUIRE(x.cols() == config_.dim, "forward wants x of n x dim and t of n");
    FM_REQUIRE(classes_.empty() || Eigen::Index(classes_.size()) == x.rows(),
               "forward wants as many classes as rows");
    n_ = x.rows(), kept_ = keep;
    net_.resize(n_, keep);
    if (time_ && keep) time_->resize(n_, true);
    v_.resize(n_, config_.dim);
    for (Eigen::Index first = 0; first < n_; first += Dense<S>::block_rows) {
      const Eigen::Index rows = std::min(Dense<S>::block_rows, n_ - first);
      block(first, rows);
      for (Eigen::Index i = first; i < first + rows; ++i)
        copy(net_.output(i), config_.dim, &v_(i, 0));
    }
    return v_;
  }

  void write_input(const Batch<S>& x, const Times<S>& t, Eigen::Index first, Eigen::Index rows) {
    if (time_) {
      for (Eigen::Index i = first; i < first + rows; ++i) *time_->input(i) = t[i];
      time_->forward(parameters_.data(), first, rows);
    }
    for (Eigen::Index i = first; i < first + rows; ++i) {
      S* features = copy(&x(i, 0), config_.dim, net_.input(i));
      write_features(t[i], i, features);
      S* one_of_k = features + config_.time_features;
      for (int c = 0; c < config_.classes; ++c) one_of_k[c] = 0;
      if (!classes_.empty() && classes_[std::size_t(i)] != no_class)
        one_of_k[classes_[std::size_t(i)]] = 1;
    }
  }
  void write_features(S t, Eigen::Index i, S* out) {
    if (time_)
      copy(time_->output(i), config_.time_features, out);
    else
      embed(double(t), frequencies_, out);
  }

  // bias + time features W_time (+ the row of W of the first row's class)
  void fold_bias(S t) {
    const auto& layer = net_.layers()[0];
    const S* w = parameters_.data() + layer.offset;
    if (time_) {
      time_->resize(1, true);
      *time_->input(0) = t;
      time_->forward(parameters_.data(), 0, 1);
    }
    features_.resize(std::size_t(config_.time_features));
    write_features(t, 0, features_.data());
    folded_.resize(std::size_t(layer.out));
    gemm(1, layer.out, config_.time_features, Left<S>{features_.data(), 1, 1},
         row_major(w + config_.dim * layer.out, layer.out), folded_.data(), layer.out,
         Start<S>{w + layer.in * layer.out, 0});
    if (classes_.empty() || classes_[0] == no_class) return;
    const S* of_class = w + (config_.dim + config_.time_features + classes_[0]) * layer.out;
    for (std::size_t j = 0; j < folded_.size(); ++j) folded_[j] += of_class[j];
  }

  MlpConfig config_;
  Dense<S> net_;
  std::optional<Dense<S>> time_;
  std::vector<double> frequencies_;
  std::vector<S> parameters_, gradient_, features_, folded_;
  std::vector<int> classes_;
  Batch<S> v_, d_input_;
  Eigen::Index n_ = 0;
  bool kept_ = false;
};

} // namespace fm
