#include "catch.hpp"
#include "fm/train/network_file.hpp"
#include "fm/unet/safetensors.hpp"
#include "moons.hpp"

using namespace fm;

namespace {

// A network as the file's own words say it is applied, with nothing else known of it.
struct Applied {
  Safetensors file;
  nlohmann::json words;
  explicit Applied(const std::string& bytes) : file(bytes) {
    const std::size_t n = std::uint8_t(bytes[0]) + 256u * std::uint8_t(bytes[1]);
    words = nlohmann::json::parse(bytes.substr(8, n))["__metadata__"];
  }
  std::string word(const char* key) const { return words.at(key).get<std::string>(); }
  std::vector<float> values(const std::string& name) const {
    return file.read(name, file.shape(name));
  }
  double activated(double z) const {
    const std::string kind = word("activation");
    return kind == "silu"   ? z / (1 + std::exp(-z))
           : kind == "relu" ? std::max(0., z)
                            : std::tanh(z);
  }
  std::vector<double> through(const std::string& stack, std::vector<double> h,
                              bool residual) const {
    const std::size_t layers = file.count(stack + ".") / 2;
    for (std::size_t l = 0; l < layers; ++l) {
      const std::string name = stack + "." + std::to_string(l);
      const std::vector<float> w = values(name + ".weight"), b = values(name + ".bias");
      std::vector<double> y(b.begin(), b.end());
      for (std::size_t o = 0; o < y.size(); ++o) {
        for (std::size_t i = 0; i < h.size(); ++i) y[o] += double(w[o * h.size() + i]) * h[i];
        if (l + 1 < layers) y[o] = activated(y[o]);
        if (residual && l > 0 && l + 1 < layers && y.size() == h.size()) y[o] += h[o];
      }
      h = y;
    }
    return h;
  }
  std::vector<double> velocity(double x, double y, double t, int label) const {
    std::vector<double> input{x, y}, features;
    if (file.has("time.frequencies")) {
      const std::vector<float> f = values("time.frequencies");
      for (float k : f) features.push_back(std::sin(2 * 3.14159265358979 * t * double(k)));
      for (float k : f) features.push_back(std::cos(2 * 3.14159265358979 * t * double(k)));
    } else {
      features = through("time", {t}, false);
    }
    input.insert(input.end(), features.begin(), features.end());
    for (int c = 0; c < std::stoi(word("classes")); ++c) input.push_back(c == label);
    return through("layers", input, word("residual") == "true");
  }
};

void holds(TrainerConfig config, int steps) {
  config.batch = 32;
  Trainer<float> trainer(config, moons());
  std::vector<float> losses(std::size_t(steps) + 1);
  int done = 0;
  trainer.run(steps, losses.data(), done);
  const std::string bytes = network_file(trainer);
  const Applied file(bytes);
  const int time_layers = config.network.time_layers;
  for (int l = 0; l < time_layers + int(config.network.hidden.size()) + 1; ++l) {
    const auto [w, b] = trainer.layer(l);
    const std::string name =
        l < time_layers ? "time." + std::to_string(l) : "layers." + std::to_string(l - time_layers);
    const std::vector<float> read = file.file.read(name + ".weight", {w.cols(), w.rows()});
    for (Eigen::Index i = 0; i < w.rows(); ++i)
      for (Eigen::Index o = 0; o < w.cols(); ++o)
        REQUIRE(read[std::size_t(o * w.rows() + i)] == w(i, o)); // the very bits
    const std::vector<float> bias = file.file.read(name + ".bias", {b.size()});
    CHECK(std::equal(bias.begin(), bias.end(), b.data()));
  }
  Batch<float> x(1, 2);
  x << 0.7f, -0.4f;
  for (double t : {0., 0.35, 1.})
    for (int label : {no_class, config.network.classes - 1}) {
      const std::vector<int> classes{label};
      const Batch<float> v = trainer.velocity(
          x, t, label == no_class ? std::span<const int>{} : std::span<const int>(classes));
      const std::vector<double> again = file.velocity(double(x(0, 0)), double(x(0, 1)), t, label);
      for (int j = 0; j < 2; ++j)
        CHECK(again[std::size_t(j)] == Approx(double(v(0, j))).margin(1e-5));
    }
  CHECK(file.word("steps") == std::to_string(steps));
}

} // namespace

TEST_CASE("a network's file holds its very weights, and says how they are applied") {
  TrainerConfig config;
  holds(config, 20);
  config.ema_decay = 0.9; // the weights that velocities are read from are the averaged ones
  config.network.classes = 2;
  config.network.residual = true;
  config.network.activation = Activation::tanh;
  holds(config, 20);
  config.network.time_layers = 2;
  config.network.time_features = 5;
  config.network.hidden = {12, 7, 7};
  config.network.activation = Activation::relu;
  holds(config, 20);
  config.network.hidden = {};
  holds(config, 0);
}

TEST_CASE("a network's file says under what it was trained") {
  TrainerConfig config;
  config.network.hidden = {8, 4};
  config.schedule = {Polynomial{2.5}};
  config.source = Distribution::uniform;
  Trainer<float> trainer(config, moons());
  const Applied file(network_file(trainer));
  CHECK(file.word("hidden") == "8,4");
  CHECK(file.word("schedule") == "polynomial");
  CHECK(file.word("schedule_parameter") == "2.5");
  CHECK(file.word("source") == "uniform");
  CHECK(file.word("weights") == "as trained");
  CHECK(file.word("activation") == "silu");
  config.ema_decay = 0.999;
  config.schedule = {CondOT{0.05}};
  Trainer<float> based(config, moons(), moons().points);
  const Applied other(network_file(based));
  CHECK(other.word("weights") == "averaged, decay 0.999");
  CHECK(other.word("schedule_parameter") == "0.05");
  CHECK(other.word("source") == "points");
}
