// A run of several ranks, here threads, is the run of one.
#include "ranks.hpp"

using namespace fm;
using namespace fm_test;

namespace {

// Sums in another order differ by rounding, which AdamW divides by the gradient's own size: so the
// weights of a few steps may differ by a small part of what the learning rate has moved them.
constexpr double tolerance = 2e-3;

Config shared_run(const std::string& loss = "mse") {
  Config c = tiny(loss);
  c.batch = 12;
  c.precision = "fp32";
  if (loss != "mse") c.coupling = "classwise-ot"; // of the whole batch, as are the loss's weights
  return c;
}

using State = std::unique_ptr<TrainState>;

// The states of all ranks after `steps` more steps from where `from` is, or from the start.
std::vector<State> trained(int size, const Config& config, const Examples& data,
                           const fs::path& folder, std::int64_t steps, bool resumed = false) {
  std::vector<State> begin;
  for (int rank = 0; rank < size; ++rank)
    begin.push_back(resumed ? load_checkpoint(folder / "checkpoint.ckpt") : fresh(config));
  return at_ranks(size, [&](Ranks& ranks) {
    State state = std::move(begin[std::size_t(ranks.rank())]);
    TrainOptions options = into(folder, steps);
    options.ranks = &ranks;
    train(*state, data, options, go_on);
    return state;
  });
}

bool same_bits(const TrainState& a, const TrainState& b) {
  const Weights::State &x = a.weights.state(), &y = b.weights.state();
  return torch::equal(x.masters, y.masters) && torch::equal(x.average, y.average) &&
         torch::equal(x.first, y.first) && torch::equal(x.second, y.second) && a.loss == b.loss;
}

// The largest difference of two weights, as a part of what one weight can have moved.
double apart(const TrainState& a, const TrainState& b) {
  double moved = 0;
  for (std::int64_t k = 0; k < a.step; ++k)
    moved += a.config.lr * std::min(1., double(k + 1) / 100); // the warm-up
  return (a.weights.state().masters - b.weights.state().masters).abs().max().item<double>() / moved;
}

} // namespace

TEST_CASE("two and three ranks take the steps of one, all with the same bits", "[ranks]") {
  const Mnist data = bars(48);
  for (const std::string loss : {"mse", "smooth-l1"}) {
    const Folder folder;
    const State one = std::move(trained(1, shared_run(loss), data, folder.path / "1", 8)[0]);
    for (const int size : {2, 3}) {
      const fs::path out = folder.path / std::to_string(size);
      const auto ranks = trained(size, shared_run(loss), data, out, 8);
      INFO(size << " ranks, " << loss << ": " << apart(*one, *ranks[0]));
      CHECK(ranks[0]->step == 8);
      CHECK(apart(*one, *ranks[0]) < tolerance);
      CHECK(ranks[0]->loss == Approx(one->loss).epsilon(1e-5));
      for (const State& state : ranks) CHECK(same_bits(*state, *ranks[0]));
      CHECK(same_bits(*load_checkpoint(out / "checkpoint.ckpt"), *ranks[0]));
    }
  }
}

TEST_CASE("a place of one rank trains to the bits of a run without ranks", "[ranks]") {
  const Folder folder;
  const State alone = fresh(shared_run());
  train(*alone, bars(48), into(folder.path / "alone", 5), go_on);
  CHECK(same_bits(*alone, *trained(1, shared_run(), bars(48), folder.path / "one", 5)[0]));
}

TEST_CASE("one process goes on with the run of two, and two with that of one", "[ranks]") {
  const Mnist data = bars(48);
  const Folder folder;
  const Config c = shared_run();
  const State whole = std::move(trained(1, c, data, folder.path / "whole", 8)[0]);
  const fs::path parts = folder.path / "parts";
  trained(2, c, data, parts, 3);
  trained(1, c, data, parts, 3, true);
  const auto last = trained(2, c, data, parts, 2, true);
  CHECK(last[1]->step == 8);
  CHECK(apart(*whole, *last[1]) < tolerance);
}

TEST_CASE("the mean over ranks is summed in their order, however large it is", "[ranks]") {
  torch::manual_seed(2);
  const torch::Tensor all = torch::randn({3, 3'000'000}); // 12 MB each; the store takes 8
  for (const auto type : {torch::kFloat32, torch::kBFloat16}) {
    const torch::Tensor given = all.to(type), g = given.to(torch::kFloat32);
    const torch::Tensor expected = ((g[0] + g[1] + g[2]) / 3).to(type);
    const auto means = at_ranks(3, [&](Ranks& ranks) {
      torch::Tensor mine = given[ranks.rank()].clone();
      const double loss = ranks.mean(ranks.rank(), mine.narrow(0, 0, 10).clone(), 0);
      return std::pair(mine, loss + ranks.mean(ranks.rank() * 10, mine, 1));
    });
    for (const auto& [mean, losses] : means) {
      CHECK(torch::equal(mean, expected));
      CHECK(losses == 1 + 10);
    }
  }
  const auto words = at_ranks(3, [](Ranks& ranks) {
    return ranks.gather(std::string(std::size_t(ranks.rank()), 'x'), "");
  });
  for (const auto& heard : words) CHECK(heard == std::vector<std::string>{"", "x", "xx"});
}

TEST_CASE("a loss that is not finite at one rank stops all at the same step", "[ranks]") {
  const Folder folder;
  Mnist bright = bars(48);
  Examples data(bright.images.to(torch::kFloat16) / 255, bright.labels);
  data.x_1[7].fill_(std::numeric_limits<float>::infinity());
  const Config c = shared_run();
  const auto said = at_ranks(2, [&](Ranks& ranks) {
    const State state = std::make_unique<TrainState>(c);
    TrainOptions options = into(folder.path);
    options.ranks = &ranks;
    try {
      train(*state, data, options, go_on);
    } catch (const RankLost&) {
      return std::string("lost");
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("nothing");
  });
  CHECK_THAT(said[0], Catch::Contains("the loss became") && Catch::Contains("lower --lr"));
  CHECK(said[1] == said[0]);
}

TEST_CASE("a process's place is what torchrun says, and what it does not say is named", "[ranks]") {
  const std::vector<std::pair<std::string, std::string>> whole{
      {"RANK", "1"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "here"}, {"MASTER_PORT", "29500"}};
  const auto with = [&](const std::string& name, const std::string& value) {
    for (const auto& [key, usual] : whole) setenv(key.c_str(), usual.c_str(), 1);
    setenv(name.c_str(), value.c_str(), 1);
    try {
      const Place place = place_in_environment();
      for (const auto& item : whole) unsetenv(item.first.c_str());
      unsetenv(name.c_str());
      return place;
    } catch (...) {
      for (const auto& item : whole) unsetenv(item.first.c_str());
      throw;
    }
  };
  const Place place = with("TORCHELASTIC_USE_AGENT_STORE", "True");
  CHECK(place.rank == 1);
  CHECK(place.size == 2);
  CHECK(place.address == "here");
  CHECK(place.port == 29500);
  CHECK(place.hosted);
  CHECK_FALSE(with("RANK", "0").hosted);
  CHECK(with("RANK", "0").hosts());
  CHECK(place_in_environment().size == 1);
  for (const auto& item : whole)
    CHECK_THROWS_WITH(with(item.first, ""), Catch::Contains("variable " + item.first));
  for (const std::string bad : {"2", "-1", "one", "1x"})
    CHECK_THROWS_WITH(with("RANK", bad), Catch::Contains("RANK is a whole number from 0 to 1"));
  CHECK_THROWS_WITH(with("MASTER_PORT", "65536"), Catch::Contains("MASTER_PORT"));
}
