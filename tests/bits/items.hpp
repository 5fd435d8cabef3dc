// What one seed gives, as digests: everything that a picture or a decision on a page depends on,
// asked for through the interface that the pages use. The same on every machine, with every
// compiler, in every browser: frozen.txt.
#pragma once

#include "../../wasm/api.h"
#include "fm/base/require.hpp"
#include "fm/ode/tableau.hpp"
#include "fm/path/any_schedule.hpp"

#include <map>
#include <string>
#include <vector>

namespace bits {

using Floats = std::vector<float>;
using Doubles = std::vector<double>;

// FNV-1a over the bytes.
class Digest {
public:
  template <class T> Digest& add(const std::vector<T>& v) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(v.data());
    for (std::size_t i = 0; i < v.size() * sizeof(T); ++i) hash_ = (hash_ ^ bytes[i]) * 0x01000193U;
    return *this;
  }
  std::string text() const {
    std::string out;
    for (int shift = 28; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash_ >> shift) & 15];
    return out;
  }

private:
  std::uint32_t hash_ = 0x811c9dc5;
};

class Items {
public:
  Items();
  // Name and digest of each.
  const std::map<std::string, std::string>& all() const { return all_; }

private:
  static constexpr int n = 500;
  static constexpr double box_[4] = {-3, -3, 3, 3};
  std::map<std::string, std::string> all_;
  Floats noise_ = sample(FM_DISTRIBUTION_GAUSSIAN, 1), moons_ = sample(FM_DISTRIBUTION_MOONS, 2);
  std::vector<int> labels_ = std::vector<int>(n);

  static void ask(int status) { FM_REQUIRE(status >= 0, fm_last_error()); }
  template <class... V> void keep(const std::string& name, const V&... values) {
    Digest digest;
    (digest.add(values), ...);
    const bool is_new = all_.emplace(name, digest.text()).second;
    FM_REQUIRE(is_new, "two items have one name");
  }
  static std::string numbered(const char* what, int i) {
    return std::string(what) + " " + std::to_string(i);
  }

  static Floats sample(int distribution, std::uint32_t seed, int* labels = nullptr) {
    Floats x(2 * n);
    ask(fm_sample(distribution, n, seed, 0, x.data(), labels));
    return x;
  }
  void data();
  void schedules();
  void paths();
  void fields();
  void solvers(fm_field* field, const std::string& of);
  void training();
  void learned(fm_trainer* trainer);
  void transport();
  void pictures();
};

inline Items::Items() {
  data();
  schedules();
  paths();
  fields();
  training();
  transport();
  pictures();
}

inline void Items::data() {
  for (int kind = FM_DISTRIBUTION_GAUSSIAN; kind <= FM_DISTRIBUTION_S_CURVE; ++kind) {
    std::vector<int> labels(n);
    keep(numbered("sample", kind), sample(kind, 7, labels.data()), labels);
    Doubles log_p(n), score(2 * n);
    if (fm_log_density(kind, n, noise_.data(), log_p.data(), score.data()) == 0)
      keep(numbered("log density", kind), log_p, score);
  }
  Floats z(1000), other(1000), blend(1000), x(2 * n);
  ask(fm_normal(1000, 3, 0, z.data()));
  ask(fm_normal(1000, 3, 1, other.data()));
  keep("normal", z, other);
  ask(fm_blend(1000, z.data(), other.data(), 0.3, 1, blend.data()));
  keep("blend", blend);

  const Doubles modes{0.25, 1, 2, 0.5, 0.1, 0.4, 0.75, -1, 0, 0.2, 0, 0.3};
  Doubles log_p(n), score(2 * n);
  ask(fm_sample_mixture(2, modes.data(), n, 4, 0, x.data()));
  ask(fm_log_density_mixture(2, modes.data(), n, x.data(), log_p.data(), score.data()));
  keep("mixture", x, log_p, score);
  Floats picture;
  for (int i = 0; i < 20; ++i) picture.push_back(float(i * i % 7));
  ask(fm_sample_picture(5, 4, picture.data(), 2.5, n, 4, 0, x.data()));
  ask(fm_log_density_picture(5, 4, picture.data(), 2.5, n, x.data(), log_p.data()));
  keep("picture", x, log_p);
  const Floats strokes{-1, -1, 0, 1, 1, -1, 2, 0, 2, 2};
  const std::vector<int> ends{3, 5};
  ask(fm_sample_drawing(5, strokes.data(), 2, ends.data(), 0.05, n, 4, 0, x.data()));
  keep("drawing", x);
}

inline constexpr double parameters[] = {0, 3, 0, 0, 0}; // of each schedule

inline void Items::schedules() {
  Doubles t, log_snr;
  for (int i = 0; i <= 300; ++i) t.push_back(i / 300.), log_snr.push_back((i - 90) / 10.);
  const int count = int(t.size());
  for (int s = FM_SCHEDULE_COND_OT; s <= FM_SCHEDULE_COSINE; ++s) {
    Doubles values(6 * t.size()), times(t.size());
    ask(fm_schedule(s, parameters[s], count, t.data(), values.data()));
    keep(numbered("schedule", s), values);
    ask(fm_schedule(s + FM_REVERSED, parameters[s], count, t.data(), values.data()));
    keep(numbered("schedule reversed", s), values);
    ask(fm_time_at(s, parameters[s], count, log_snr.data(), times.data()));
    keep(numbered("time at", s), times);
    Doubles changes;
    for (int i = 1; i < 30; ++i) {
      Doubles change(4);
      ask(fm_schedule_change(FM_SCHEDULE_COND_OT, 0, s, parameters[s], i / 30., change.data()));
      changes.insert(changes.end(), change.begin(), change.end());
    }
    keep(numbered("schedule change", s), changes);
  }
  for (int warp = FM_WARP_UNIFORM; warp <= FM_WARP_SHIFT; ++warp) {
    Doubles grid(101);
    ask(fm_grid(0, 1, 100, warp, 2.5, grid.data()));
    keep(numbered("grid", warp), grid);
  }
  for (int times = FM_TIMES_UNIFORM; times <= FM_TIMES_LOG_NORMAL; ++times) {
    Floats drawn(n), weights(n);
    Doubles density(t.size());
    ask(fm_sample_times(times, 0.2, 0.8, n, 5, 0, drawn.data(), weights.data()));
    ask(fm_time_density(times, 0.2, 0.8, count, t.data(), density.data()));
    keep(numbered("times", times), drawn, weights, density);
  }
}

inline void Items::paths() {
  Floats x_t(2 * n), u_t(2 * n), out(2 * n);
  for (int s = FM_SCHEDULE_COND_OT; s <= FM_SCHEDULE_COSINE; ++s) {
    ask(fm_path_sample(n, noise_.data(), moons_.data(), s, parameters[s], 0.3, x_t.data(),
                       u_t.data()));
    keep(numbered("path", s), x_t, u_t);
    for (int to = FM_QUANTITY_DATA; to <= FM_QUANTITY_SCORE; ++to) {
      ask(fm_convert(FM_QUANTITY_VELOCITY, to, s, parameters[s], 0.3, n, x_t.data(), u_t.data(),
                     out.data()));
      keep(numbered("convert", s) + numbered(" to", to), out);
    }
  }
  for (int kind = FM_NOISY_CONSTANT; kind <= FM_NOISY_BRIDGE; ++kind) {
    ask(fm_noisy_path_sample(kind, 0.3, n, noise_.data(), moons_.data(), x_t.data(), 0.4,
                             out.data(), u_t.data()));
    keep(numbered("noisy path", kind), out, u_t);
  }
  Floats t(n), by_slice_weights(n);
  ask(fm_sample_times(FM_TIMES_UNIFORM, 0, 1, n, 6, 0, t.data(), by_slice_weights.data()));
  Doubles both(2), by_slice(10);
  std::vector<int> counts(10);
  ask(fm_losses(n, x_t.data(), u_t.data(), t.data(), 0.5, 10, both.data(), by_slice.data(),
                counts.data()));
  keep("losses of a batch", both, by_slice, counts);
}

inline void Items::fields() {
  Floats u(2 * n), log_p(n);
  for (int s = FM_SCHEDULE_COND_OT; s <= FM_SCHEDULE_COSINE; ++s) {
    fm_field* field =
        fm_field_of_points(n, moons_.data(), FM_DISTRIBUTION_GAUSSIAN, s, parameters[s]);
    FM_REQUIRE(field, fm_last_error());
    ask(fm_field_velocity(field, n, noise_.data(), 0.4, u.data(), log_p.data()));
    keep(numbered("exact", s), u, log_p);
    Floats score(2 * n), x_1(2 * n), x_0(2 * n), covariance(4 * n);
    ask(fm_field_posterior(field, n, noise_.data(), 0.4, score.data(), x_1.data(), x_0.data(),
                           covariance.data(), 0, nullptr));
    keep(numbered("posterior", s), score, x_1, x_0, covariance);
    if (s == FM_SCHEDULE_COND_OT) solvers(field, "exact");
    fm_field_destroy(field);
  }
  const Doubles normal{1, 0, 0, 1, 0, 1},
      modes{0.25, 1, 2, 0.5, 0.1, 0.4, 0.75, -1, 0, 0.2, 0, 0.3};
  fm_field* field = fm_field_of_mixture(1, normal.data(), 2, modes.data(), FM_SCHEDULE_COND_OT, 0);
  FM_REQUIRE(field, fm_last_error());
  ask(fm_field_velocity(field, n, noise_.data(), 0.4, u.data(), log_p.data()));
  keep("exact mixture", u, log_p);
  Floats density(n), shown(n);
  ask(fm_presence(n, log_p.data(), density.data(), shown.data()));
  keep("presence", density, shown);
  fm_field_destroy(field);
  Doubles floor(2), quadrature(1);
  ask(fm_irreducible_loss(n, moons_.data(), FM_DISTRIBUTION_GAUSSIAN, FM_SCHEDULE_COND_OT, 0, 2000,
                          3, floor.data()));
  ask(fm_mixture_floor(1, normal.data(), 2, modes.data(), FM_SCHEDULE_COND_OT, 0, 24,
                       quadrature.data()));
  keep("floor", floor, quadrature);
  for (int flow = FM_FLOW_ROTATION; flow <= FM_FLOW_GYRE; ++flow) {
    fm_field* wind = fm_field_example(flow, 1);
    FM_REQUIRE(wind, fm_last_error());
    ask(fm_field_velocity(wind, n, noise_.data(), 0.4, u.data(), nullptr));
    Doubles end(2 * n);
    ask(fm_field_end(wind, 0, 1, n, noise_.data(), end.data()));
    keep(numbered("wind", flow), u, end);
    fm_field_destroy(wind);
  }
}

inline void Items::solvers(fm_field* field, const std::string& of) {
  constexpr int m = 50, steps = 8;
  Doubles grid(steps + 1);
  ask(fm_grid(0, 0.95, steps, FM_WARP_UNIFORM, 0, grid.data()));
  for (std::size_t s = 0; s < fm::tableaus.size(); ++s) {
    Floats out((steps + 1) * m * 2);
    ask(fm_field_solve(field, int(s), steps, grid.data(), m, noise_.data(), out.data()));
    keep(of + " by " + std::string(fm::tableaus[s].name), out);
    Doubles report(6);
    Floats dense(2 * m);
    const double end = 0.95;
    if (fm_field_solve_adaptive(field, int(s), 0, end, 1e-3, 1e-4, FM_NORM_RMS, 1000, 0, 1, &end, m,
                                noise_.data(), dense.data(), report.data()) == 0)
      keep(of + " adaptive by " + std::string(fm::tableaus[s].name), dense, report);
  }
}

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

inline void Items::transport() {
  const Floats fresh = sample(FM_DISTRIBUTION_MOONS, 8);
  for (int distance = FM_DISTANCE_W1; distance <= FM_DISTANCE_GAUSSIAN_W2; ++distance) {
    Doubles out(3);
    const double parameter = distance == FM_DISTANCE_SLICED_W2 ? 20 : 0;
    ask(fm_distance(distance, parameter, n, 2, noise_.data(), moons_.data(), fresh.data(), 5,
                    out.data()));
    keep(numbered("distance", distance), out);
  }
  for (int coupling = FM_COUPLING_INDEPENDENT; coupling <= FM_COUPLING_SINKHORN; ++coupling) {
    constexpr int count = 128;
    Floats x_0(2 * count), x_1(2 * count);
    std::vector<int> label(count);
    ask(fm_draw_pairs(n, moons_.data(), labels_.data(), FM_DISTRIBUTION_GAUSSIAN, 0, nullptr,
                      coupling, 0.5, count, 5, 0, x_0.data(), x_1.data(), label.data(), nullptr));
    keep(numbered("pairs", coupling), x_0, x_1, label);
  }
  constexpr int m = 60;
  Floats squared(m * m);
  ask(fm_squared_distances(m, m, 2, noise_.data(), moons_.data(), squared.data()));
  keep("squared distances", squared);
  Doubles costs(squared.begin(), squared.end()), prices(2 * m), plan(m * m), out(2), told(4);
  std::vector<int> columns(m);
  ask(fm_assign(m, costs.data(), columns.data(), prices.data(), out.data()));
  keep("assignment", columns, prices, out);
  ask(fm_assign_points(n / 20, 20, noise_.data(), moons_.data(), columns.data(), prices.data(),
                       out.data()));
  keep("assignment of points", columns, prices, out);
  ask(fm_sinkhorn(m, m, costs.data(), 0.2, 1e-6, 2000, plan.data(), told.data()));
  keep("entropic transport", plan, told);
}

inline void Items::pictures() {
  constexpr int side = 21, room = 20000;
  Floats nodes, u, xy(2 * room), speed(room);
  for (int i = 0; i < side; ++i)
    for (int j = 0; j < side; ++j)
      nodes.push_back(-3 + 0.3f * float(j)), nodes.push_back(-3 + 0.3f * float(i));
  u.resize(nodes.size());
  fm_field* field =
      fm_field_of_points(n, moons_.data(), FM_DISTRIBUTION_GAUSSIAN, FM_SCHEDULE_COND_OT, 0);
  FM_REQUIRE(field, fm_last_error());
  Floats film;
  for (const double t : {0.2, 0.4, 0.6}) {
    ask(fm_field_velocity(field, side * side, nodes.data(), t, u.data(), nullptr));
    film.insert(film.end(), u.begin(), u.end());
  }
  fm_field_destroy(field);
  std::vector<int> ends(room), counts(2), born(40);
  ask(fm_streamlines(side, side, u.data(), box_, 0.3, 0.02, room, xy.data(), speed.data(),
                     ends.data(), counts.data()));
  keep("streamlines", xy, speed, ends, counts);
  Floats places(30 * 40 * 2);
  ask(fm_tracers(side, side, 3, film.data(), box_, 0.2, 0.6, 40, 30, 10, 0.02, 0, 4, places.data(),
                 born.data()));
  keep("tracers", places, born);
  Floats density(40 * 40);
  ask(fm_binned_density(n, moons_.data(), 40, 40, box_, 0.2, density.data()));
  const Doubles shares{0.5, 0.9};
  Doubles levels(2), ratios((side - 1) * (side - 1));
  ask(fm_mass_levels(40, 40, density.data(), box_, 2, shares.data(), levels.data()));
  keep("density", density, levels);
  Floats lines(2 * room);
  ask(fm_contours(40, 40, density.data(), box_, levels[0], room, lines.data(), ends.data(),
                  counts.data()));
  keep("contours", lines, counts);
  Floats moved = nodes;
  for (std::size_t i = 0; i < moved.size(); ++i) moved[i] += u[i];
  ask(fm_area_ratios(side, side, nodes.data(), moved.data(), ratios.data()));
  keep("areas", ratios);
}

} // namespace bits
