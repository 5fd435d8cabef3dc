// Networks in training.
#pragma once

#include "items.hpp"

namespace bits {

inline void Items::training() {
  for (int i = 0; i < n; ++i) labels_[std::size_t(i)] = i % 2;
  const std::vector<int> hidden{32, 32};
  fm_trainer_options plain{};
  plain.times_scale = 1, plain.time_features = 8, plain.batch = 64, plain.learning_rate = 1e-2,
  plain.seed = 5;
  const auto train = [&](const std::string& name, const fm_trainer_options& o) {
    fm_trainer* trainer =
        fm_trainer_create(n, moons_.data(), nullptr, o.classes ? labels_.data() : nullptr, 0,
                          nullptr, 2, hidden.data(), &o);
    FM_REQUIRE(trainer, fm_last_error());
    Floats losses(40), weights(32 * 32), bias(32), u(2 * n);
    ask(fm_trainer_run(trainer, 40, losses.data()));
    ask(fm_trainer_layer(trainer, o.time_layers + 1, 32, 32, weights.data(), bias.data()));
    keep("losses, " + name, losses);
    keep("weights, " + name, weights, bias);
    fm_field* field = fm_field_of_trainer(trainer, o.classes ? 1 : -1, o.classes ? 1.5 : 1);
    FM_REQUIRE(field, fm_last_error());
    ask(fm_field_velocity(field, n, noise_.data(), 0.4, u.data(), nullptr));
    keep("velocity, " + name, u);
    std::vector<std::uint8_t> file(std::size_t(fm_trainer_file(trainer, 0, nullptr)));
    ask(fm_trainer_file(trainer, int(file.size()), file.data()));
    if (o.time_layers || name == "plain") keep("file, " + name, file);
    if (name == "plain") {
      solvers(field, "learned");
      constexpr int m = 20;
      Doubles value(m), error(m), grid{0, 0.25, 0.5, 0.75};
      Floats end(2 * m), walk(4 * 2 * m);
      ask(fm_field_divergence(field, 4, 9, m, noise_.data(), 0.4, value.data(), error.data()));
      keep("divergence", value, error);
      ask(fm_field_log_likelihood(field, 1, 3, 10, 0, 9, m, moons_.data(), end.data(), value.data(),
                                  error.data()));
      keep("likelihood", value, end);
      ask(fm_field_diffuse(field, 1, 3, grid.data(), m, noise_.data(), 4, 0, walk.data()));
      keep("diffusion", walk);
    }
    fm_field_destroy(field);
    fm_trainer_destroy(trainer);
  };
  train("plain", plain);
  for (int a = FM_ACTIVATION_RELU; a <= FM_ACTIVATION_TANH; ++a) {
    fm_trainer_options o = plain;
    o.activation = a;
    train(numbered("activation", a), o);
  }
  for (int times = FM_TIMES_STRATIFIED; times <= FM_TIMES_LOG_NORMAL; ++times) {
    fm_trainer_options o = plain;
    o.times = times;
    o.importance = times >= FM_TIMES_LOGIT_NORMAL;
    train(numbered("times", times), o);
  }
  for (int s = FM_SCHEDULE_POLYNOMIAL; s <= FM_SCHEDULE_COSINE; ++s) {
    fm_trainer_options o = plain;
    o.schedule = s;
    o.schedule_parameter = parameters[s];
    o.times = FM_TIMES_UNIFORM;
    train(numbered("schedule", s), o);
  }
  for (int coupling = FM_COUPLING_MINIBATCH_OT; coupling <= FM_COUPLING_SINKHORN; ++coupling) {
    fm_trainer_options o = plain;
    o.coupling = coupling;
    o.regularisation = 0.5;
    o.classes = 2;
    o.label_drop = 0.2;
    train(numbered("coupling", coupling), o);
  }
  fm_trainer_options all = plain;
  all.residual = 1, all.time_layers = 2, all.weight_decay = 0.01, all.max_norm = 1,
  all.ema_decay = 0.99;
  train("residual, time layers, averaged", all);
}

} // namespace bits
