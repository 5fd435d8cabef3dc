// The C interface hands on what the headers say: the same numbers, argument by argument.
#include "problems.hpp"

#include "fm/data/density.hpp"
#include "fm/exact/bins.hpp"
#include "fm/exact/floor.hpp"
#include "fm/measure/field_error.hpp"
#include "fm/net/embedding.hpp"
#include "fm/ode/grid.hpp"
#include "fm/path/loss.hpp"
#include "fm/path/schedule_change.hpp"
#include "fm/path/times.hpp"
#include "fm/transport/coupling.hpp"

using namespace fm;
using namespace fm::problems;

TEST_CASE("interface: schedules, their change, and grids") {
  double row[6], out[4], grid[6];
  const double t = 0.3;
  REQUIRE(fm_schedule(1 + FM_REVERSED, 3, 1, &t, row) == 0);
  const auto s = Reversed<Polynomial>{{3}}(t);
  CHECK(row[0] == s.alpha);
  CHECK(row[1] == s.sigma);
  CHECK(row[2] == s.d_alpha);
  CHECK(row[3] == s.d_sigma);
  CHECK(row[4] == Approx(log_snr(Polynomial{3}, 0.7)).epsilon(1e-14));
  REQUIRE(fm_schedule_change(1, 3, 4, 0, 0.3, out) == 0);
  const auto c = ScheduleChange<Polynomial, Cosine>{{3}, {}}.at(0.3);
  CHECK(out[0] == c.t);
  CHECK(out[1] == c.d_t);
  CHECK(out[2] == c.scale);
  CHECK(out[3] == c.log_scale_slope);
  const auto same = [&](const Grid& expected) {
    return std::equal(expected.begin(), expected.end(), grid);
  };
  REQUIRE(fm_grid(0.1, 0.9, 5, 1, 2, grid) == 0);
  CHECK(same(warped_grid(0.1, 0.9, 5, PowerWarp{2})));
  REQUIRE(fm_grid(0.1, 0.9, 5, 2, 2, grid) == 0);
  CHECK(same(warped_grid(0.1, 0.9, 5, CosineWarp{})));
  REQUIRE(fm_grid(0.9, 0.1, 5, 3, 2, grid) == 0);
  CHECK(same(warped_grid(0.9, 0.1, 5, ShiftWarp{2})));
  CHECK(fm_schedule(5, 0, 1, &t, row) == -1);
  CHECK(std::string(fm_last_error()) ==
        "unknown schedule (less 16 for reversed time): choose a number from 0 to 4");
}

TEST_CASE("interface: noisy paths, times and losses") {
  const Batch<float> x_0 = points(Distribution::gaussian, 1), x_1 = points(Distribution::moons, 2),
                     z = points(Distribution::gaussian, 3);
  Batch<float> x_t(n, 2), u_t(n, 2);
  REQUIRE(fm_noisy_path_sample(0, 0.3, n, x_0.data(), x_1.data(), z.data(), 0.4, x_t.data(),
                               u_t.data()) == 0);
  const auto tube = ConstantSigmaPath{0.3}.sample(x_0, x_1, 0.4, z);
  CHECK(x_t == tube.x_t);
  CHECK(u_t == tube.u_t);
  REQUIRE(fm_noisy_path_sample(1, 0.3, n, x_0.data(), x_1.data(), z.data(), 0.4, x_t.data(),
                               u_t.data()) == 0);
  const auto bridge = BrownianBridgePath{0.3}.sample(x_0, x_1, 0.4, z);
  CHECK(x_t == bridge.x_t);
  CHECK(u_t == bridge.u_t);

  Times<float> t(n), w(n);
  REQUIRE(fm_sample_times(4, 0, 1.2, n, 5, 6, t.data(), w.data()) == 0);
  const TimeSampler mode{TimeSampling::mode, 0, 1.2};
  Random random(5, 6);
  const Times<float> drawn = sample_times<float>(mode, n, random);
  CHECK((t == drawn).all());
  CHECK((w == importance_weights(mode, drawn)).all());
  const double at[2] = {0.2, 0.9};
  double density[2];
  REQUIRE(fm_time_density(5, 0.5, 0.7, 2, at, density) == 0);
  for (int i = 0; i < 2; ++i)
    CHECK(density[i] == time_density({TimeSampling::log_normal, 0.5, 0.7}, at[i]));

  double loss[2], by_time[3];
  int counts[3];
  REQUIRE(fm_losses(n, x_0.data(), x_1.data(), t.data(), 0.5, 3, loss, by_time, counts) == 0);
  const Batch<double> v = x_0.cast<double>(), u = x_1.cast<double>();
  const Times<double> times = t.cast<double>();
  const TimeBins bins = cfm_loss_by_time(v, u, times, 3);
  CHECK(loss[0] == cfm_loss(v, u));
  CHECK(loss[1] == weighted_smooth_l1(v, u, end_weight(times), 0.5));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(by_time[i] == bins.loss[i]);
    CHECK(counts[i] == bins.count[i]);
  }
}

TEST_CASE("interface: mixtures, pictures and their densities") {
  const Batch<float> x = points(Distribution::gaussian, 4);
  const auto place = [&](Eigen::Index i) { return Point(x.row(i).cast<double>().transpose()); };
  Batch<float> drawn(n, 2);
  REQUIRE(fm_sample_mixture(2, pair_of_modes, n, 7, 8, drawn.data()) == 0);
  Random random(7, 8);
  CHECK(drawn == sample<float>(two_modes(), n, random));
  std::vector<double> log_p(n), score(2 * n);
  REQUIRE(fm_log_density_mixture(2, pair_of_modes, n, x.data(), log_p.data(), score.data()) == 0);
  for (Eigen::Index i = 0; i < n; ++i) {
    const LogDensity p = log_density(two_modes(), place(i));
    CHECK(log_p[std::size_t(i)] == p.value);
    CHECK(score[std::size_t(2 * i + 1)] == p.gradient[1]);
  }
  REQUIRE(fm_log_density(3, n, x.data(), log_p.data(), score.data()) == 0);
  for (Eigen::Index i = 0; i < n; ++i) {
    const LogDensity p = log_density(Distribution::eight_gaussians, place(i));
    CHECK(log_p[std::size_t(i)] == p.value);
    CHECK(score[std::size_t(2 * i)] == p.gradient[0]);
  }
  const float darkness[6] = {0, 1, 2, 3, 0, 1};
  REQUIRE(fm_log_density_picture(3, 2, darkness, 1.5, n, x.data(), log_p.data()) == 0);
  const Picture picture(3, 2, darkness, 1.5);
  for (Eigen::Index i = 0; i < n; ++i)
    CHECK(log_p[std::size_t(i)] == picture.log_density(place(i)));
  double floor;
  REQUIRE(fm_mixture_floor(1, normal, 2, pair_of_modes, 0, 4, 0, 12, &floor) == 0);
  CHECK(floor == irreducible_loss(GaussianMixture::standard(), two_modes(), Cosine{}, 12));
}

TEST_CASE("interface: averages over squares, distances of all pairs, a base of one's own") {
  const Batch<float> x = points(Distribution::gaussian, 4), y = points(Distribution::moons, 5);
  Batch<float> mean(9, 2), d(n, n), x_0(40, 2), x_1(40, 2);
  Eigen::ArrayXf counts(9);
  REQUIRE(fm_bin_average(n, x.data(), y.data(), 3, 2, mean.data(), counts.data()) == 0);
  CHECK(mean == bin_average(x, y, 3, 2).mean);
  CHECK((counts == bin_average(x, y, 3, 2).counts).all());
  Batch<float> centres(9, 2);
  REQUIRE(fm_bin_centres(3, 2, centres.data()) == 0);
  CHECK(centres == bin_centres(3, 2));
  const std::vector<float> held(counts.data(), counts.data() + 9), log_p(9, -1);
  double rms;
  REQUIRE(fm_bin_error(9, mean.data(), counts.data(), centres.data(), log_p.data(), &rms) == 0);
  CHECK(rms == bin_error(mean, centres, held, log_p));
  REQUIRE(fm_squared_distances(n, n, 2, x.data(), y.data(), d.data()) == 0);
  CHECK(d == squared_distances(x, y));
  REQUIRE(fm_draw_pairs(n, y.data(), nullptr, 0, n, x.data(), 1, 0, 40, 3, 4, x_0.data(),
                        x_1.data(), nullptr, nullptr) == 0);
  Random random(3, 4);
  const Pairs<float> pairs = MinibatchOT{}(
      draw_pairs(DataSet<float>{y, {}}, Distribution::gaussian, 40, random, x), random);
  CHECK(x_0 == pairs.x_0);
  CHECK(x_1 == pairs.x_1);
}

TEST_CASE(
    "interface: a coupling that Sinkhorn could not finish is told, of pairs and in training") {
  const Batch<float> data = points(Distribution::moons, 5);
  Batch<float> x_0(40, 2), x_1(40, 2);
  const auto finished = [&](double eps) {
    int converged = -1;
    REQUIRE(fm_draw_pairs(n, data.data(), nullptr, 0, 0, nullptr, FM_COUPLING_SINKHORN, eps, 40, 3,
                          4, x_0.data(), x_1.data(), nullptr, &converged) == 0);
    return converged;
  };
  CHECK(finished(0.5) == 1);
  CHECK(finished(1e-18) == 0);
  for (double eps : {0.5, 1e-18}) { // the last is below the rounding of the costs
    fm_trainer_options options = small();
    options.coupling = FM_COUPLING_SINKHORN;
    options.regularisation = eps;
    fm_trainer* trainer =
        fm_trainer_create(n, data.data(), nullptr, nullptr, 0, nullptr, 0, nullptr, &options);
    REQUIRE(trainer);
    float losses[2];
    REQUIRE(fm_trainer_run(trainer, 2, losses) == 2);
    CHECK(fm_trainer_unfinished(trainer) == (eps == 0.5 ? 0 : 2));
    fm_trainer_destroy(trainer);
  }
  CHECK(fm_trainer_unfinished(nullptr) == -1);
}

TEST_CASE("interface: a layer as it is trained, by which the velocity can be had by hand") {
  const Batch<float> data = points(Distribution::moons, 1);
  const fm_trainer_options options = small();
  fm_trainer* trainer =
      fm_trainer_create(n, data.data(), nullptr, nullptr, 0, nullptr, 0, nullptr, &options);
  REQUIRE(trainer);
  float losses[5], v[2], w[12], b[2], features[4];
  REQUIRE(fm_trainer_run(trainer, 5, losses) == 5);
  REQUIRE(fm_trainer_layer(trainer, 0, 6, 2, w, b) == 0);
  fm_field* field = fm_field_of_trainer(trainer, -1, 1);
  const float at[2] = {0.3f, -0.8f};
  REQUIRE(fm_field_velocity(field, 1, at, 0.4, v, nullptr) == 0);
  embed(double(0.4f), embedding_frequencies(4), features);
  for (int j = 0; j < 2; ++j) {
    float sum = b[j] + at[0] * w[j] + at[1] * w[2 + j];
    for (int i = 0; i < 4; ++i) sum += features[i] * w[4 + 2 * i + j];
    CHECK(v[j] == Approx(sum).margin(1e-6));
  }
  fm_field_destroy(field);
  fm_trainer_destroy(trainer);
}

TEST_CASE("a flow of latents without what it lacks is refused") {
  const std::string header =
      R"({"in_conv.weight":{"dtype":"F32","shape":[8,4,3,3],"data_offsets":[0,1152]}})";
  std::string file(8, 0);
  file[0] = char(header.size());
  file += header + std::string(1152, 0);
  CHECK_FALSE(fm_unet_create(reinterpret_cast<const std::uint8_t*>(file.data()), file.size()));
  CHECK(std::string(fm_last_error()).find("there is no tensor") != std::string::npos);
}
