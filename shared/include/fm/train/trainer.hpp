// Training a small network by conditional flow matching: the loop behind every 2-D widget.
#pragma once

#include "fm/net/adam.hpp"
#include "fm/net/ema.hpp"
#include "fm/path/guidance.hpp"
#include "fm/path/loss.hpp"
#include "fm/path/path.hpp"
#include "fm/train/config.hpp"

namespace fm {

// Outcome of a run of steps: a number, not an accident. A run that diverged has gone back to
// `step`, its last good state.
enum class TrainOutcome { ok, diverged };

template <class S> class Trainer {
public:
  // data: n x dim, drawn from with replacement, with labels if the network has classes. base:
  // points that are the source, in place of config.source; or empty. Throws fm::Error.
  Trainer(const TrainerConfig& config, DataSet<S> data, Batch<S> base = {})
      : Trainer(config, std::move(data), std::move(base), {}) {
    FM_REQUIRE(base_.rows() > 0 || config.network.dim == 2,
               "the noise of a source lies in the plane: bring a base for data that does not");
  }

  // On fixed pairs, those of reflow, each batch a draw of their rows. config.source is what their
  // noise was drawn from.
  Trainer(const TrainerConfig& config, const Pairs<S>& pairs)
      : Trainer(config, DataSet<S>{pairs.x_1, pairs.label}, {}, pairs.x_0) {
    FM_REQUIRE(pairs.x_0.rows() == pairs.x_1.rows() && pairs.x_0.cols() == pairs.x_1.cols() &&
                   pairs.x_0.allFinite(),
               "pairs have as many finite points on each side");
    FM_REQUIRE(std::holds_alternative<Independent>(config.coupling),
               "fixed pairs are coupled already: choose the independent coupling");
  }

  void set_learning_rate(double rate) {
    FM_REQUIRE(std::isfinite(rate) && rate > 0, "the learning rate must be a positive number");
    adam_.learning_rate = rate;
    candidate_ = kept_;
  }

  // One update of the weights; returns the loss before it.
  S step() {
    const Pairs<S> pairs = draw();
    const auto& [x_0, x_1, label, converged] = pairs;
    if (!converged) ++unfinished_;
    net_.set_classes(dropped(label));
    // region: cfm-step
    const Times<S> t = sample_times<S>(config_.times, x_1.rows(), random_); // 1  a time a pair
    const auto [x_t, u_t] = path().sample(x_0, x_1, t); // 2  where it is, how it moves
    const Batch<S>& v = net_.forward(x_t, t);           // 3  what the network says
    net_.backward(loss_gradient(v, u_t, t));            // 4  how wrong, and whose fault
    adam_.update(net_.parameters(), net_.gradient());   // 5  a little less wrong
    // endregion
    if (config_.ema_decay > 0) ema_.update(net_.parameters());
    return cfm_loss(v, u_t);
  }

  // Up to `steps` updates, their losses into `losses` (room for `steps`), how many into `done`.
  TrainOutcome run(int steps, S* losses, int& done) {
    for (done = 0; done < steps; ++done) {
      if (adam_.steps >= candidate_.adam.steps + keep_every)
        candidate_ = {net_.parameters(), adam_, ema_};
      const S loss = step();
      if (first_loss_ == 0) first_loss_ = loss;
      // One batch may hold a time at which the target is enormous (t near 1 under linear VP); a
      // network that is lost stays lost.
      const bool sane = loss <= divergence * first_loss_;
      bad_ = sane ? 0 : bad_ + 1;
      if (!std::isfinite(loss) || bad_ >= patience) {
        restore();
        return TrainOutcome::diverged;
      }
      losses[done] = loss;
      if (!sane)
        candidate_ = kept_;
      else if (candidate_.adam.steps > kept_.adam.steps)
        kept_ = candidate_; // it has shown a sane loss
    }
    return TrainOutcome::ok;
  }

  // The learned velocity at x (n x d), by the averaged weights if they are kept. classes: one a
  // row, or empty for none; guidance as in fm::guide.
  Batch<S> velocity(const Batch<S>& x, double t, std::span<const int> classes = {},
                    double guidance = 1) {
    require_time(t);
    const Averaged use(*this);
    const auto with = [&](std::span<const int> c) -> Batch<S> {
      net_.set_classes(c);
      return net_.forward(x, S(t));
    };
    if (classes.empty() || guidance == 0) return with({});
    if (guidance == 1) return with(classes);
    const Batch<S> free = with({});
    return guide(free, with(classes), guidance);
  }

  // The same at guidance 1, with its products (dv/dx)^T w: what likelihoods are made from. They
  // hold until the network is asked for something else.
  auto linearise(const Batch<S>& x, double t, std::span<const int> classes = {}) {
    require_time(t);
    const Averaged use(*this);
    net_.set_classes(classes);
    Batch<S> v = net_.forward(x, Times<S>::Constant(x.rows(), S(t)));
    return std::pair{std::move(v), [this](const Batch<S>& w) {
                       const Averaged again(*this);
                       return net_.input_product(w);
                     }};
  }

  // Layer l as Mlp::layer gives it, by the same weights.
  std::pair<Batch<S>, Times<S>> layer(int l) {
    const Averaged use(*this);
    return net_.layer(l);
  }

  long steps() const { return adam_.steps; }
  // Batches whose coupling was cut off before its end: an eps too small for its iterations.
  long unfinished() const { return unfinished_; }
  Mlp<S>& net() { return net_; }
  const DataSet<S>& data() const { return data_; }
  const TrainerConfig& config() const { return config_; }
  // Is the noise drawn from config().source, and not from a base's points?
  bool own_source() const { return base_.rows() == 0; }
  bool normal_source() const { return config_.source == Distribution::gaussian && own_source(); }
  // Are noise and data drawn independently, so that the velocity knows the score?
  bool independent_pairs() const {
    return std::holds_alternative<Independent>(config_.coupling) && noise_.rows() == 0;
  }
  AffinePath<AnySchedule> path() const { return {config_.schedule}; }

private:
  Trainer(const TrainerConfig& config, DataSet<S> data, Batch<S> base, Batch<S> noise)
      : config_(config), data_(std::move(data)), base_(std::move(base)), noise_(std::move(noise)),
        net_(config.network, config.seed), random_(config.seed, 1) {
    config.require_valid();
    FM_REQUIRE(data_.points.rows() >= 1 && data_.points.cols() == config.network.dim,
               "the data set has one row a point, and the network's number of coordinates");
    FM_REQUIRE(data_.points.allFinite(), "the data set has a value that is not finite");
    FM_REQUIRE(config.network.classes == 0 || !data_.label.empty(),
               "a network with classes needs data with labels");
    FM_REQUIRE(data_.label.empty() || data_.label.size() == std::size_t(data_.points.rows()),
               "a data set has one label a row, or none");
    if (config.network.classes > 0) net_.set_classes(data_.label); // refuses one out of range
    FM_REQUIRE(base_.rows() == 0 || (base_.cols() == config.network.dim && base_.allFinite()),
               "the points of a base are finite, and have the network's number of coordinates");
    set_learning_rate(config.learning_rate);
    adam_.weight_decay = config.weight_decay;
    if (config.max_norm > 0) adam_.max_norm = config.max_norm;
    ema_.decay = config.ema_decay;
    kept_ = candidate_ = {net_.parameters(), adam_, ema_};
  }

  // Beyond this multiple of the first loss nothing is learned any more.
  static constexpr S divergence = 20;
  static constexpr int patience = 3;     // losses in a row
  static constexpr long keep_every = 50; // steps

  struct Kept {
    std::vector<S> parameters;
    Adam<S> adam;
    Ema<S> ema;
  };
  // The averaged weights in the network's place, for as long as this lives.
  struct Averaged {
    Trainer& trainer;
    explicit Averaged(Trainer& t) : trainer(t) { swap(); }
    ~Averaged() { swap(); }
    Averaged(const Averaged&) = delete;
    void swap() const {
      if (!trainer.ema_.average.empty()) trainer.net_.parameters().swap(trainer.ema_.average);
    }
  };

  Pairs<S> draw() {
    if (noise_.rows() == 0)
      return couple(config_.coupling,
                    draw_pairs(data_, config_.source, config_.batch, random_, base_), random_);
    Pairs<S> pairs{
        Batch<S>(config_.batch, noise_.cols()), Batch<S>(config_.batch, noise_.cols()), {}};
    for (Eigen::Index i = 0; i < config_.batch; ++i) {
      const std::uint32_t row = random_.below(std::uint32_t(noise_.rows()));
      pairs.x_0.row(i) = noise_.row(Eigen::Index(row));
      pairs.x_1.row(i) = data_.points.row(Eigen::Index(row));
      if (!data_.label.empty()) pairs.label.push_back(data_.label[row]);
    }
    return pairs;
  }

  // The labels of a batch, some left out, so that the network learns the field without them too.
  std::vector<int> dropped(std::vector<int> label) {
    if (config_.network.classes == 0) return {};
    for (int& c : label)
      if (random_.uniform() < config_.label_drop) c = no_class;
    return label;
  }

  // The gradient of the loss in v; each row by the importance weight of its time, where asked.
  Batch<S> loss_gradient(const Batch<S>& v, const Batch<S>& u_t, const Times<S>& t) const {
    const Batch<S> gradient = cfm_loss_gradient(v, u_t);
    return config_.importance ? scale(importance_weights(config_.times, t), gradient) : gradient;
  }

  void restore() {
    const double rate = adam_.learning_rate;
    net_.parameters() = kept_.parameters;
    adam_ = kept_.adam;
    ema_ = kept_.ema;
    adam_.learning_rate = rate;
    candidate_ = kept_;
    bad_ = 0;
  }

  TrainerConfig config_;
  DataSet<S> data_;
  Batch<S> base_;  // the source's own points; empty: config_.source
  Batch<S> noise_; // of fixed pairs; empty otherwise
  Mlp<S> net_;
  Adam<S> adam_;
  Ema<S> ema_;
  Random random_;
  Kept kept_, candidate_;
  S first_loss_ = 0;
  int bad_ = 0; // losses beyond it, in a row
  long unfinished_ = 0;
};

} // namespace fm
