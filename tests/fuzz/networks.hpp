// Calls for networks: the product under every layer, those in training, and the digit network.
#pragma once

#include "call.hpp"

namespace fuzz {

// Mostly options that a trainer takes, with one or two that it may not.
inline fm_trainer_options options_of(Script& s) {
  fm_trainer_options o{};
  o.source = s.choice(distributions);
  o.schedule = s.schedule();
  o.schedule_parameter = s.parameter();
  o.coupling = s.choice(4);
  o.regularisation = s.number();
  o.times = s.choice(6);
  o.times_location = s.parameter();
  o.times_scale = s.one_in(4) ? s.number() : 1;
  o.activation = s.choice(3);
  o.residual = s.flag();
  o.importance = s.flag();
  o.time_features = s.one_in(6) ? s.count(9) : 2 + 2 * s.below(3);
  o.time_layers = s.one_in(4) ? s.count(3) : 0;
  o.classes = s.one_in(4) ? s.count(3) : 0;
  o.batch = s.count(9);
  o.seed = s.seed();
  o.label_drop = s.parameter();
  o.learning_rate = s.one_in(4) ? s.number() : 1e-3;
  o.weight_decay = s.parameter();
  o.max_norm = s.parameter();
  o.ema_decay = s.parameter();
  return o;
}

inline void add_networks(Calls& calls) {
  calls["fm_multiply"] = [](Script& s, Live&) {
    const int m = s.count(), n = s.one_in(4) ? s.count() : 4 * s.below(4), k = s.count();
    const float *a = s.floats(product(m, k)), *b = s.floats(product(k, n));
    return fm_multiply(m, n, k, a, b, s.floats(product(m, n)), s.count(3));
  };
  calls["fm_trainer_create"] = [](Script& s, Live& live) {
    const int n = s.count(), base = s.one_in(3) ? s.count() : 0, layers = s.count(3);
    const fm_trainer_options options = options_of(s);
    const float* points = s.floats(product(n, 2));
    const float* x_0 = s.one_in(3) ? s.floats(product(n, 2)) : nullptr;
    const int* labels = options.classes ? s.ints(n, 2) : nullptr;
    const float* from = base ? s.floats(product(base, 2)) : nullptr;
    int* hidden = s.ints(layers);
    for (int i = 0; hidden && i < layers && layers < 9; ++i)
      hidden[i] = s.one_in(12) ? s.count() : 4 * (1 + s.below(3));
    return live.keep(fm_trainer_create(n, points, x_0, labels, base, from, layers, hidden,
                                       s.one_in(48) ? nullptr : &options));
  };
  calls["fm_trainer_set_learning_rate"] = [](Script& s, Live& live) {
    return fm_trainer_set_learning_rate(live.trainer(s), s.number());
  };
  calls["fm_trainer_run"] = [](Script& s, Live& live) {
    const int steps = s.one_in(24) ? -1 : s.below(5);
    return fm_trainer_run(live.trainer(s), steps, s.floats(steps));
  };
  calls["fm_trainer_steps"] = [](Script& s, Live& live) {
    return fm_trainer_steps(live.trainer(s));
  };
  calls["fm_trainer_unfinished"] = [](Script& s, Live& live) {
    return fm_trainer_unfinished(live.trainer(s));
  };
  calls["fm_trainer_layer"] = [](Script& s, Live& live) {
    const int layer = s.choice(4), in = s.one_in(3) ? s.count() : 4 * (1 + s.below(3)),
              out = s.one_in(3) ? 2 : 4 * (1 + s.below(3));
    float* w = s.floats(product(in, out));
    return fm_trainer_layer(live.trainer(s), layer, in, out, w, s.floats(out));
  };
  calls["fm_trainer_file"] = [](Script& s, Live& live) {
    const int room = s.one_in(3) ? 4096 : s.count();
    std::vector<std::uint8_t> bytes(std::size_t(room < 0 || room > 4096 ? 0 : room));
    return fm_trainer_file(live.trainer(s), room, bytes.data());
  };
  // Of the digit network its file is fuzzed: safetensors.cpp.
  calls["fm_unet_create"] = [](Script& s, Live&) {
    std::vector<std::uint8_t> bytes(std::size_t(s.below(64)));
    for (std::uint8_t& b : bytes) b = s.byte();
    fm_unet* net = fm_unet_create(bytes.data(), bytes.size());
    fm_unet_destroy(net);
    return net ? 0 : -1;
  };
  calls["fm_unet_base"] = [](Script&, Live&) { return fm_unet_base(nullptr); };
  calls["fm_unet_numbers"] = [](Script&, Live&) { return fm_unet_numbers(nullptr); };
  calls["fm_unet_velocity"] = [](Script& s, Live&) {
    const int n = s.count(2);
    const float* x = s.floats(product(n, 784));
    const int* labels = s.ints(n, 12);
    return fm_unet_velocity(nullptr, n, x, s.time(), labels, s.floats(product(n, 784)));
  };
  calls["fm_unet_step"] = [](Script& s, Live&) {
    const int n = s.count(2);
    float* x = s.floats(product(n, 784));
    const int* labels = s.ints(n, 12);
    return fm_unet_step(nullptr, solver(s), n, x, s.time(), s.time(), labels, s.number(),
                        s.or_null(s.floats(product(n, 784))));
  };
  calls["fm_unet_decode"] = [](Script& s, Live&) {
    const int n = s.count(2);
    const float* z = s.floats(product(n, 196));
    return fm_unet_decode(nullptr, n, z, s.floats(product(n, 784)));
  };
  calls["fm_unet_shapes"] = [](Script& s, Live&) { return fm_unet_shapes(nullptr, s.ints(36, 1)); };
  calls["fm_unet_layers"] = [](Script& s, Live&) {
    const float* x = s.floats(784);
    return fm_unet_layers(nullptr, x, s.time(), s.choice(12), s.choice(13), s.choice(64),
                          s.floats(784), s.floats(784));
  };
  calls["fm_unet_effects"] = [](Script& s, Live&) {
    const float* x = s.floats(784);
    return fm_unet_effects(nullptr, x, s.time(), s.choice(12), s.choice(13), s.floats(64));
  };
  calls["fm_classifier_create"] = [](Script& s, Live&) {
    std::vector<std::uint8_t> bytes(std::size_t(s.below(64)));
    for (std::uint8_t& b : bytes) b = s.byte();
    fm_classifier* net = fm_classifier_create(bytes.data(), bytes.size());
    fm_classifier_destroy(net);
    return net ? 0 : -1;
  };
  calls["fm_classifier_read"] = [](Script& s, Live&) {
    const int n = s.count(2);
    const float* images = s.floats(product(n, 784));
    float* features = s.floats(product(n, 128));
    int* digits = s.ints(n, 10);
    return fm_classifier_read(nullptr, n, images, features, digits, s.doubles(n));
  };
  calls["fm_class_spread"] = [](Script& s, Live&) {
    const int n = s.count(), d = s.count();
    const float* x = s.floats(product(n, d));
    const int* labels = s.ints(n, 3);
    return fm_class_spread(n, d, x, labels, s.doubles(1));
  };
}

} // namespace fuzz
