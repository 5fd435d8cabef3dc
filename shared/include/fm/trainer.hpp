// Training a small network by conditional flow matching: the loop behind every 2-D widget.
#pragma once

#include "fm/adam.hpp"
#include "fm/coupling.hpp"
#include "fm/loss.hpp"
#include "fm/mlp.hpp"
#include "fm/path.hpp"
#include "fm/times.hpp"

namespace fm {

struct TrainerConfig {
  MlpConfig network;
  Distribution source = Distribution::gaussian;
  double sigma_min = 0, learning_rate = 2e-3;
  int batch = 256;
  std::uint64_t seed = 1;
};

// Outcome of a run of steps: a number, not an accident. A run that diverged has gone back to
// `step`, its last good state.
enum class TrainOutcome { ok, diverged };

template <class S> class Trainer {
public:
  // data: n x 2, drawn from with replacement. Throws fm::Error.
  Trainer(const TrainerConfig& config, Batch<S> data)
      : config_(config), data_(std::move(data)), net_(config.network, config.seed),
        random_(config.seed, 1) {
    FM_REQUIRE(data_.rows() >= 1 && data_.cols() == config.network.dim,
               "the data set has one row a point, and the network's number of coordinates");
    FM_REQUIRE(data_.allFinite(), "the data set has a value that is not finite");
    FM_REQUIRE(config.batch >= 1 && config.batch <= 65536, "the batch size lies in 1 .. 65536");
    FM_REQUIRE(config.sigma_min >= 0 && config.sigma_min < 1, "sigma_min lies in [0, 1)");
    set_learning_rate(config.learning_rate);
    kept_ = candidate_ = {net_.parameters(), adam_};
  }

  void set_learning_rate(double rate) {
    FM_REQUIRE(std::isfinite(rate) && rate > 0, "the learning rate must be a positive number");
    adam_.learning_rate = rate;
    candidate_ = kept_;
  }

  // One update of the weights; returns the loss before it.
  S step() {
    const auto [x_0, x_1] = draw_pairs(data_, config_.source, config_.batch, random_);
    // region: cfm-step
    const Times<S> t = uniform_times<S>(x_1.rows(), random_); // 1  a time for each pair
    const auto [x_t, u_t] = path().sample(x_0, x_1, t);       // 2  where it is, how it moves
    const Batch<S>& v = net_.forward(x_t, t);                 // 3  what the network says
    net_.backward(cfm_loss_gradient(v, u_t));                 // 4  how wrong, and whose fault
    adam_.update(net_.parameters(), net_.gradient());         // 5  a little less wrong
    // endregion
    return cfm_loss(v, u_t);
  }

  // Up to `steps` updates, their losses into `losses` (room for `steps`), how many into `done`.
  TrainOutcome run(int steps, S* losses, int& done) {
    for (done = 0; done < steps; ++done) {
      if (adam_.steps >= candidate_.adam.steps + keep_every)
        candidate_ = {net_.parameters(), adam_};
      const S loss = step();
      if (adam_.steps == 1) first_loss_ = loss;
      if (!std::isfinite(loss) || loss > divergence * first_loss_) {
        restore();
        return TrainOutcome::diverged;
      }
      losses[done] = loss;
      if (candidate_.adam.steps > kept_.adam.steps) kept_ = candidate_; // it has shown a sane loss
    }
    return TrainOutcome::ok;
  }

  long steps() const { return adam_.steps; }
  Mlp<S>& net() { return net_; }
  const Batch<S>& data() const { return data_; }
  AffinePath<CondOT> path() const { return {{config_.sigma_min}}; }

private:
  // Beyond this multiple of the first loss nothing is learned any more.
  static constexpr S divergence = 20;
  static constexpr long keep_every = 50; // steps

  struct Kept {
    std::vector<S> parameters;
    Adam<S> adam;
  };
  void restore() {
    const double rate = adam_.learning_rate;
    net_.parameters() = kept_.parameters;
    adam_ = kept_.adam;
    adam_.learning_rate = rate;
    candidate_ = kept_;
  }

  TrainerConfig config_;
  Batch<S> data_;
  Mlp<S> net_;
  Adam<S> adam_;
  Random random_;
  Kept kept_, candidate_;
  S first_loss_ = 0;
};

} // namespace fm
