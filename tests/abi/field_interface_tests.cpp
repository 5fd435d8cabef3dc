// What the C interface says of fields: the same numbers as the headers, and what it refuses.
#include "problems.hpp"

#include "fm/measure/field_error.hpp"
#include "fm/ode/order.hpp"

using namespace fm;
using namespace fm::problems;

TEST_CASE("interface: a field under another schedule is that schedule's own, reversed too") {
  const Batch<float> x = points(Distribution::gaussian, 4);
  fm_field* field = fm_field_of_mixture(1, normal, 2, pair_of_modes, 0, 0, 0);
  for (int to : {2, 4, 0 + FM_REVERSED, 4 + FM_REVERSED}) {
    fm_field *changed = fm_field_under(field, to, 0),
             *own = fm_field_of_mixture(1, normal, 2, pair_of_modes, 0, to, 0);
    REQUIRE(changed);
    Batch<float> a(n, 2), b(n, 2);
    REQUIRE(fm_field_velocity(changed, n, x.data(), 0.6, a.data(), nullptr) == 0);
    REQUIRE(fm_field_velocity(own, n, x.data(), 0.6, b.data(), nullptr) == 0);
    CHECK((a - b).cwiseAbs().maxCoeff() < 1e-4f * (1 + b.cwiseAbs().maxCoeff()));
    fm_field_destroy(changed);
    fm_field_destroy(own);
  }
  fm_field_destroy(field);
}

TEST_CASE("interface: diffusion has the flow's marginal, and only where the velocity knows it") {
  constexpr int m = 4000, steps = 200;
  Random random(9);
  const Batch<float> x = sample<float>(Distribution::gaussian, m, random);
  const double target[6] = {1, 1, -0.5, 0.25, 0, 0.25};
  fm_field* field = fm_field_of_mixture(1, normal, 1, target, 0, 0, 0);
  double grid[steps + 1];
  REQUIRE(fm_grid(0, 0.8, steps, 0, 1, grid) == 0);
  std::vector<float> out(std::size_t(steps + 1) * m * 2);
  REQUIRE(fm_field_diffuse(field, 1.5, steps, grid, m, x.data(), 1, 2, out.data()) == 0);
  const Eigen::Map<const Batch<float>> end(out.data() + std::size_t(steps) * m * 2, m, 2);
  const Eigen::RowVectorXf mean = end.colwise().mean();
  const double variance = double((end.rowwise() - mean).squaredNorm()) / (2 * m);
  CHECK(variance == Approx(0.2 * 0.2 + 0.8 * 0.8 * 0.25).epsilon(0.08)); // 4 / sqrt(2 m), and steps
  CHECK(double(mean[0]) == Approx(0.8).margin(0.04));
  fm_field_destroy(field);
  // With optimal pairs the noise depends on the data, and -E[x_0 | x] / sigma is no score.
  fm_trainer_options options = small();
  options.coupling = FM_COUPLING_MINIBATCH_OT;
  fm_trainer* trainer =
      fm_trainer_create(n, x.data(), nullptr, nullptr, 0, nullptr, 0, nullptr, &options);
  field = fm_field_of_trainer(trainer, -1, 1);
  CHECK(fm_field_diffuse(field, 1, 1, grid, 4, x.data(), 1, 2, out.data()) == -1);
  CHECK(std::string(fm_last_error()).find("independent coupling") != std::string::npos);
  fm_field_destroy(field);
  fm_trainer_destroy(trainer);
  // A base of points is no standard normal.
  options.coupling = FM_COUPLING_INDEPENDENT;
  trainer = fm_trainer_create(n, x.data(), nullptr, nullptr, n, x.data(), 0, nullptr, &options);
  field = fm_field_of_trainer(trainer, -1, 1);
  CHECK(fm_field_diffuse(field, 1, 1, grid, 4, x.data(), 1, 2, out.data()) == -1);
  fm_field_destroy(field);
  fm_trainer_destroy(trainer);
  options.schedule = FM_REVERSED;
  CHECK(!fm_trainer_create(n, x.data(), nullptr, nullptr, 0, nullptr, 0, nullptr, &options));
  CHECK(std::string(fm_last_error()).find("noise at t = 0") != std::string::npos);
}

TEST_CASE("interface: the error of a field where much passes") {
  const Batch<float> v = points(Distribution::gaussian, 4), u = points(Distribution::moons, 5);
  std::vector<float> log_p(n), density(n), shown(n), each(n);
  for (std::size_t i = 0; i < n; ++i) log_p[i] = -float(i);
  REQUIRE(fm_presence(n, log_p.data(), density.data(), shown.data()) == 0);
  const std::vector<double> p = relative_density({log_p.begin(), log_p.end()});
  for (std::size_t i = 0; i < n; ++i) {
    CHECK(density[i] == float(p[i]));
    CHECK(shown[i] == float(presence(p[i])));
  }
  double rms;
  REQUIRE(fm_field_error(n, v.data(), u.data(), density.data(), each.data(), &rms) == 0);
  const FieldError e = field_error(v, u, {density.begin(), density.end()});
  CHECK(rms == e.rms);
  CHECK(each[3] == float(e.each[3]));
  double fastest, apart;
  REQUIRE(fm_largest_speed(n, v.data(), shown.data(), 0.5, &fastest) == 0);
  CHECK(fastest == largest_speed(v, shown, 0.5));
  const Batch<double> x = v.cast<double>(), y = u.cast<double>();
  REQUIRE(fm_mean_distance(n, x.data(), y.data(), &apart) == 0);
  CHECK(apart == mean_distance(x, y));
}

TEST_CASE("interface: no places at all are no places, for every question to a field") {
  const Batch<float> data = points(Distribution::moons, 1);
  const fm_trainer_options options = small();
  const int hidden[1] = {8};
  fm_trainer* trainer =
      fm_trainer_create(n, data.data(), nullptr, nullptr, 0, nullptr, 1, hidden, &options);
  fm_field* field = fm_field_of_trainer(trainer, -1, 1);
  for (int probes : {0, 4}) { // an address that is null, with nothing added to it
    CHECK(fm_field_divergence(field, probes, 1, 0, nullptr, 0.5, nullptr, nullptr) == 0);
    CHECK(fm_field_log_likelihood(field, 1, 3, 4, probes, 1, 0, nullptr, nullptr, nullptr,
                                  nullptr) == 0);
  }
  CHECK(fm_field_velocity(field, 0, nullptr, 0.5, nullptr, nullptr) == 0);
  CHECK(fm_field_error(0, nullptr, nullptr, nullptr, nullptr, nullptr) ==
        -1); // no place for the sum
  fm_field_destroy(field);
  fm_trainer_destroy(trainer);
  CHECK(fm_multiply(1, 4, 1, data.data(), data.data(), nullptr, 2147483647) == -1); // minutes
  CHECK(std::string(fm_last_error()).find("repeat less") != std::string::npos);
}
