// Against implementations that are not ours: the values of tests/golden/*.json, each with its
// origin and tolerance, written by tests/golden/make.py.
#include "catch.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/measure/metrics.hpp"
#include "fm/ode/adaptive.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/transport/coupling.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

using namespace fm;
using Json = nlohmann::json;

namespace {

Json golden(const std::string& name) {
  std::ifstream file(std::string(FM_GOLDEN) + "/" + name + ".json");
  REQUIRE(file);
  return Json::parse(file);
}

Batch<double> batch(const Json& rows) {
  Batch<double> x(Eigen::Index(rows.size()), Eigen::Index(rows[0].size()));
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < x.cols(); ++j) x(i, j) = rows[std::size_t(i)][std::size_t(j)];
  return x;
}

Point point(const Json& xy) { return {xy[0].get<double>(), xy[1].get<double>()}; }

// Agreement within the file's tolerance, relative and absolute.
struct Agrees {
  double tolerance;
  explicit Agrees(const Json& file) : tolerance(file["tolerance"]) {}
  void operator()(double ours, const Json& theirs) const {
    const double value = theirs;
    CHECK(ours == Approx(value).epsilon(tolerance).margin(tolerance));
  }
};

ScheduleKind kind_of(const std::string& name) {
  for (std::size_t k = 0; k < schedule_names.size(); ++k)
    if (schedule_names[k] == name) return ScheduleKind(k);
  throw Error("no schedule " + name);
}

} // namespace

TEST_CASE("golden: schedules, their slopes and SNR, to 40 digits elsewhere") {
  const Json file = golden("schedules");
  const Agrees agrees(file);
  for (const Json& c : file["cases"]) {
    INFO(c["kind"] << " at " << c["t"]);
    const AnySchedule schedule = AnySchedule::of(kind_of(c["kind"]), c["parameter"]);
    const auto s = schedule(double(c["t"]));
    agrees(s.alpha, c["alpha"]);
    agrees(s.sigma, c["sigma"]);
    agrees(s.d_alpha, c["d_alpha"]);
    agrees(s.d_sigma, c["d_sigma"]);
    agrees(log_snr(schedule, c["t"]), c["log_snr"]);
  }
}

TEST_CASE("golden: the least cost of an assignment") {
  const Json file = golden("assignment");
  const Agrees agrees(file);
  for (const Json& c : file["cases"]) {
    const Eigen::Index n = c["n"];
    Batch<double> cost(n, n);
    for (Eigen::Index i = 0; i < n * n; ++i) {
      cost.data()[i] = c["cost"][std::size_t(i)];
      if (c.contains("forbidden") && cost.data()[i] == double(c["forbidden"]))
        cost.data()[i] = std::numeric_limits<double>::infinity();
    }
    agrees(assign(cost).cost, c["least"]);
    CHECK(assign(Batch<float>(cost.cast<float>())).cost ==
          Approx(double(c["least"])).epsilon(1e-6));
  }
}

TEST_CASE("golden: W1, W2, Sinkhorn, energy distance, MMD, Gaussian W2") {
  const Json file = golden("transport");
  const Agrees agrees(file);
  const Batch<double> x = batch(file["x"]), y = batch(file["y"]);
  agrees(wasserstein_1(x, y), file["w1"]);
  agrees(wasserstein_2(x, y), file["w2"]);
  agrees(energy_distance(x, y), file["energy"]);
  agrees(mmd(x, y, 1.5), file["mmd"]);
  agrees(gaussian_wasserstein_2(fit_gaussian(x), fit_gaussian(y)), file["gaussian_w2"]);
  Batch<double> cost(x.rows(), y.rows());
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < y.rows(); ++j) cost(i, j) = (x.row(i) - y.row(j)).squaredNorm();
  for (const Json& c : file["sinkhorn"]) {
    const Transport t = sinkhorn(cost, {c["eps"], 1e-10, 20000, Regularisation::absolute});
    CHECK(t.converged);
    agrees(t.cost, c["cost"]);
    for (Eigen::Index j = 0; j < y.rows(); ++j)
      agrees(t.plan(0, j), c["first_row"][std::size_t(j)]);
  }
}

TEST_CASE("golden: minibatch OT is biased, and by how much at each n") {
  const Json file = golden("minibatch");
  Random random(4);
  const auto draw = [&](Eigen::Index n) {
    return Pairs<float>{sample<float>(Distribution::gaussian, n, random),
                        sample<float>(Distribution::moons, n, random),
                        {}};
  };
  for (const Json& c : file["cases"]) {
    const Eigen::Index n = c["n"];
    const int repeats = n == 8 ? 1500 : n == 32 ? 300 : n == 128 ? 60 : 4;
    double sum = 0, squares = 0;
    for (int i = 0; i < repeats; ++i) {
      const double cost = mean_pair_cost(MinibatchOT{}(draw(n), random));
      sum += cost;
      squares += cost * cost;
    }
    const double mean = sum / repeats;
    const double error = std::sqrt((squares / repeats - mean * mean) / (repeats - 1));
    INFO("n = " << n);
    CHECK(std::fabs(mean - double(c["mean"])) <
          4.5 * std::hypot(error, double(c["standard_error"])));
  }
  CHECK(mean_pair_cost(draw(200000)) ==
        Approx(double(file["independent"])).epsilon(double(file["tolerance"])));
}

TEST_CASE("golden: solvers, fixed step by step and adaptive against the truth") {
  const Json file = golden("odes");
  const Agrees agrees(file);
  const auto f = [](const Eigen::Vector2d& x, double t) -> Eigen::Vector2d {
    return {x[1], 1.5 * (1 - x[0] * x[0]) * x[1] - x[0] + 0.3 * std::cos(t)};
  };
  const Eigen::Vector2d x_0 = point(file["x_0"]);
  for (const auto& [name, end] : file["fixed"].items()) {
    INFO(name);
    const Eigen::Vector2d x = solve(tableau(name), f, x_0, 0, 5, 100);
    agrees(x[0], end[0]);
    agrees(x[1], end[1]);
  }
  for (const char* name : {"bosh3", "dopri5", "tsit5"}) {
    INFO(name);
    Tolerance tolerance;
    tolerance.relative = tolerance.absolute = 1e-9;
    tolerance.max_steps = 100000;
    std::vector<Eigen::Vector2d> dense;
    const auto s =
        solve_adaptive(tableau(name), f, x_0, 0, 5, tolerance, file["times"].get<Grid>(), dense);
    CHECK(s.outcome == SolveOutcome::reached);
    REQUIRE(dense.size() == file["times"].size());
    for (std::size_t i = 0; i < dense.size(); ++i)
      for (std::size_t j = 0; j < 2; ++j)
        CHECK(dense[i][Eigen::Index(j)] ==
              Approx(double(file["truth"][i][j])).margin(file["adaptive_tolerance"]));
  }
}

TEST_CASE("golden: conditional paths of constant width, bridge and cosine") {
  const Json file = golden("paths");
  const Agrees agrees(file);
  const Batch<double> x_0 = batch(file["x_0"]), x_1 = batch(file["x_1"]), z = batch(file["z"]);
  Times<double> t(x_0.rows());
  for (Eigen::Index i = 0; i < t.size(); ++i) t[i] = file["t"][std::size_t(i)];
  const auto check = [&](const PathSample<Batch<double>>& ours, const char* name) {
    INFO(name);
    const Batch<double> x_t = batch(file[name]["x_t"]), u_t = batch(file[name]["u_t"]);
    for (Eigen::Index i = 0; i < x_t.size(); ++i) {
      agrees(ours.x_t.data()[i], x_t.data()[i]);
      agrees(ours.u_t.data()[i], u_t.data()[i]);
    }
  };
  check(ConstantSigmaPath{0.3}.sample(x_0, x_1, t, z), "constant");
  check(BrownianBridgePath{0.8}.sample(x_0, x_1, t, z), "bridge");
  check(AffinePath<Cosine>{}.sample(x_0, x_1, t), "cosine");
}

TEST_CASE("golden: the marginal of a mixture, from its definition as an integral") {
  const Json file = golden("marginals");
  const Agrees agrees(file);
  GaussianMixture data;
  for (const Json& c : file["components"]) {
    Eigen::Matrix2d covariance;
    covariance << double(c[3]), double(c[4]), double(c[4]), double(c[5]);
    data.components.push_back({c[0], Point{c[1].get<double>(), c[2].get<double>()}, covariance});
  }
  for (const Json& c : file["cases"]) {
    const Marginal m = mixture_marginal(data, CondOT{}, point(c["x"]), c["t"]);
    agrees(m.log_density, c["log_density"]);
    for (std::size_t j = 0; j < 2; ++j) {
      agrees(m.data[Eigen::Index(j)], c["data"][j]);
      agrees(m.velocity[Eigen::Index(j)], c["velocity"][j]);
    }
  }
}
