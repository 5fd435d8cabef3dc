// Networks in training.
#include "coupling_of.hpp"
#include "field.hpp"

#include "fm/train/network_file.hpp"

using namespace fm;
using namespace fm::border;

struct fm_trainer {
  Trainer<float> trainer;
};

namespace {

TrainerConfig config_of(int layers, const int* hidden, const fm_trainer_options* options) {
  FM_REQUIRE(layers >= 0 && layers <= 16 && (hidden || layers == 0),
             "a network has 0 to 16 hidden layers");
  FM_REQUIRE(options, "a buffer is missing");
  const fm_trainer_options& o = *options;
  TrainerConfig c;
  c.network.hidden.assign(hidden, hidden + layers);
  require_choice(o.activation, activation_names.size(), "activation");
  c.network.activation = Activation(o.activation);
  c.network.residual = o.residual != 0;
  c.network.time_features = o.time_features;
  c.network.time_layers = o.time_layers;
  c.network.classes = o.classes;
  c.source = distribution(o.source);
  c.schedule = schedule(o.schedule, o.schedule_parameter);
  c.coupling = coupling_of(o.coupling, o.regularisation);
  c.times = sampler(o.times, o.times_location, o.times_scale);
  c.importance = o.importance != 0;
  c.label_drop = o.label_drop;
  c.batch = o.batch;
  c.learning_rate = o.learning_rate;
  c.weight_decay = o.weight_decay;
  c.max_norm = o.max_norm;
  c.ema_decay = o.ema_decay;
  c.seed = o.seed;
  return c;
}

struct LearnedField final : fm_field {
  Trainer<float>& trainer;
  int label;
  double guidance;
  LearnedField(Trainer<float>& t, int which, double w)
      : fm_field(t.config().schedule), trainer(t), label(which), guidance(w) {
    FM_REQUIRE(label == no_class || (label >= 0 && label < t.config().network.classes),
               "a class is a number from 0 up to the network's classes, or -1 for none");
    FM_REQUIRE(std::isfinite(guidance), "the guidance scale must be a number");
  }
  bool from_normal() const override { return trainer.normal_source(); }
  bool independent() const override { return trainer.independent_pairs(); }
  double cost() const override { return double(trainer.net().parameters().size()) / 8; }
  Batch<float> velocity(const Batch<float>& x, double t) override {
    if (label == no_class) return trainer.velocity(x, t);
    return trainer.velocity(x, t, std::vector<int>(std::size_t(x.rows()), label), guidance);
  }
  std::pair<Batch<float>, Vjp> linearise(const Batch<float>& x, double t) override {
    FM_REQUIRE(label == no_class || guidance == 1,
               "the divergence is of a field without guidance: use scale 1");
    std::vector<int> classes;
    if (label != no_class) classes.assign(std::size_t(x.rows()), label);
    auto [v, vjp] = trainer.linearise(x, t, classes);
    return {std::move(v), std::move(vjp)};
  }
};

} // namespace

fm_trainer* fm_trainer_create(int n, const float* points, const float* x_0, const int* labels,
                              int base_count, const float* base, int layers, const int* hidden,
                              const fm_trainer_options* options) noexcept {
  return guarded(static_cast<fm_trainer*>(nullptr), [&] {
    const TrainerConfig config = config_of(layers, hidden, options);
    FM_REQUIRE(!x_0 || base_count == 0,
               "the pairs of reflow bring their noise: leave out the base");
    const Batch<float> data = points_of(n, points);
    if (x_0)
      return new fm_trainer{
          Trainer<float>(config, Pairs<float>{points_of(n, x_0), data, labels_of(n, labels)})};
    return new fm_trainer{Trainer<float>(config, DataSet<float>{data, labels_of(n, labels)},
                                         points_of(base_count, base))};
  });
}

void fm_trainer_destroy(fm_trainer* trainer) noexcept { delete trainer; }

int fm_trainer_set_learning_rate(fm_trainer* trainer, double learning_rate) noexcept {
  return status([&] {
    FM_REQUIRE(trainer, "there is no trainer: create one first");
    trainer->trainer.set_learning_rate(learning_rate);
  });
}

int fm_trainer_run(fm_trainer* trainer, int steps, float* losses) noexcept {
  return guarded(-1, [&] {
    FM_REQUIRE(trainer, "there is no trainer: create one first");
    require_buffer(steps, losses);
    int done = 0;
    trainer->trainer.run(steps, losses, done);
    return done;
  });
}

int fm_trainer_steps(const fm_trainer* trainer) noexcept {
  return trainer ? int(trainer->trainer.steps()) : -1;
}

int fm_trainer_unfinished(const fm_trainer* trainer) noexcept {
  return trainer ? int(trainer->trainer.unfinished()) : -1;
}

int fm_trainer_layer(fm_trainer* trainer, int layer, int inputs, int outputs, float* weights,
                     float* bias) noexcept {
  return status([&] {
    FM_REQUIRE(trainer, "there is no trainer: create one first");
    FM_REQUIRE(weights && bias, "a buffer is missing");
    const auto [w, b] = trainer->trainer.net().layer(layer);
    FM_REQUIRE(w.rows() == inputs && w.cols() == outputs,
               "this layer is " + std::to_string(w.rows()) + " x " + std::to_string(w.cols()));
    write(w, weights);
    std::copy_n(b.data(), b.size(), bias);
  });
}

int fm_trainer_file(fm_trainer* trainer, int room, uint8_t* bytes) noexcept {
  return guarded(-1, [&] {
    FM_REQUIRE(trainer, "there is no trainer: create one first");
    require_buffer(room, bytes);
    const std::string file = network_file(trainer->trainer);
    FM_REQUIRE(file.size() <= std::size_t(most), "this network is too large for a file here");
    if (file.size() <= std::size_t(room)) std::copy(file.begin(), file.end(), bytes);
    return int(file.size());
  });
}

fm_field* fm_field_of_trainer(fm_trainer* trainer, int label, double guidance) noexcept {
  return guarded(static_cast<fm_field*>(nullptr), [&]() -> fm_field* {
    FM_REQUIRE(trainer, "there is no trainer: create one first");
    return new LearnedField(trainer->trainer, label, guidance);
  });
}
