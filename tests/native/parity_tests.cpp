// The same network twice: LibTorch's, which is trained, and ours, which runs in the browser.
#include "check.hpp"
#include "fm/base/random.hpp"
#include "fm/unet/unet.hpp"
#include "io/digest.hpp"
#include "publish/export.hpp"
#include "sample/sample.hpp"
#include "support.hpp"

#include <map>

using namespace fm;
using namespace fm_test;
using nlohmann::json;

namespace {

// What torch computes after each layer, as rows of pixels with channels last.
std::map<std::string, std::vector<float>> torch_layers(VelocityNet& net, const torch::Tensor& x,
                                                       const torch::Tensor& t,
                                                       const torch::Tensor& label) {
  std::map<std::string, std::vector<float>> out;
  const auto keep = [&](const std::string& name, const torch::Tensor& v) {
    const torch::Tensor flat = (v.dim() == 4 ? v.permute({0, 2, 3, 1}) : v).contiguous();
    out[name].assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
  };
  const torch::Tensor angle = t.to(torch::kFloat64).unsqueeze(1) * (2 * M_PI * net->frequencies);
  const torch::Tensor clocks = torch::cat({angle.sin(), angle.cos()}, 1).to(torch::kFloat32);
  const torch::Tensor e =
      torch::silu(net->time2(torch::silu(net->time1(clocks))) + net->label_embedding(label));
  keep("embedding", e);
  torch::Tensor h = net->in_conv(x);
  keep("in_conv", h);
  const torch::Tensor fine = net->block1(h, e);
  keep("block1", fine);
  h = fine;
  if (net->down) keep("down", h = net->down(fine));
  const torch::Tensor coarse = net->block2(h, e);
  keep("block2", h = coarse);
  if (net->shape.scales == 3) {
    keep("down2", h = net->down2(h));
    keep("block5", h = net->block5(h, e));
    keep("block6", h = net->block6(h, e));
    keep("joined2", h = net->up2(h) + coarse);
  }
  keep("block3", h = net->block3(h, e));
  keep("joined", h = (net->up ? net->up(h) : h) + fine);
  keep("block4", net->block4(h, e));
  return out;
}

} // namespace

TEST_CASE("our U-Net equals torch's, layer by layer") {
  const auto [preset, layer_count] =
      GENERATE(table<std::string, int>({{"tiny", 8}, {"small", 12}, {"latent", 7}}));
  const Folder folder;
  const auto state = shaken_state(preset);
  export_weights(*state, examples_for(*state, 500), folder.path, "net");
  const std::string bytes = published(folder.path, "net");
  nn::UNet ours{Safetensors(bytes)};
  CHECK(ours.shape() == state->config.shape());
  VelocityNet net(state->config.shape());
  {
    torch::NoGradGuard no_grad;
    copy_weights(net, state->average);
    for (torch::Tensor& p : net->parameters()) p.copy_(p.to(torch::kFloat16));
  }
  torch::NoGradGuard no_grad;
  const torch::Tensor x = draw_noise(1, net->shape, 4);
  constexpr double tolerance =
      2e-5; // relative to the layer's largest value: sums of up to 512 float products
  for (const auto& [t, label] : {std::pair{0., 4}, {0.37, 0}, {1., 10}}) {
    const torch::Tensor times = torch::full({1}, t),
                        labels = torch::full({1}, label, torch::kInt64);
    const auto expected = torch_layers(net, x, times, labels);
    std::vector<float> v(std::size_t(x.numel()));
    int layers = 0;
    ours.velocity(x.data_ptr<float>(), double(float(t)), label, v.data(),
                  [&](const char* name, std::span<const float> got) {
                    const auto& want = expected.at(name);
                    INFO(name);
                    REQUIRE(got.size() == want.size());
                    double worst = 0, size = 0;
                    for (std::size_t i = 0; i < got.size(); ++i) {
                      worst = worse(worst, std::fabs(double(got[i]) - double(want[i])));
                      size = std::max(size, std::fabs(double(want[i])));
                    }
                    CHECK(worst < tolerance * std::max(1., size));
                    ++layers;
                  });
    CHECK(layers == layer_count);
    const torch::Tensor want = net->forward(x, times, labels).flatten();
    CHECK((torch::from_blob(v.data(), {x.numel()}) - want).abs().max().item<double>() <
          tolerance * std::max(1., want.abs().max().item<double>()));
  }
}

TEST_CASE("presets have the published numbers of parameters") {
  for (const auto& [preset, count] :
       {std::pair{"tiny", 121217}, {"small", 646785}, {"base", 1349953}, {"latent", 400324}}) {
    Config c;
    c.preset = preset;
    VelocityNet net(c.shape());
    std::int64_t n = 0;
    for (const torch::Tensor& p : net->parameters()) n += p.numel();
    CHECK(n == count + label_rows * embedding_size);
  }
}

TEST_CASE("the published files give their parity fixtures natively") {
  const json manifest = json::parse(read(fs::path(FM_WEIGHTS) / "manifest.json"));
  REQUIRE_FALSE(manifest.at("networks").empty());
  for (const auto& [name, entry] : manifest["networks"].items()) {
    INFO(name);
    const std::string bytes = read(fs::path(FM_WEIGHTS) / entry["file"].get<std::string>());
    CHECK(bytes.size() == entry["bytes"]);
    CHECK(sha256(bytes) == entry["sha256"]);
    nn::UNet net{Safetensors(bytes)};
    CHECK(net.shape().base == entry["architecture"]["base"]);
    CHECK(net.shape().scales == entry["architecture"].value("scales", 2));
    const json& parity = entry["parity"];
    const auto expected = parity["velocity"].get<std::vector<float>>();
    REQUIRE(expected.size() == 784 * parity["t"].size());
    REQUIRE(expected.size() > 0);
    Random random(parity["seed"]);
    std::vector<float> x(expected.size()), v(784);
    for (float& value : x) value = float(random.normal());
    double worst = 0;
    for (std::size_t i = 0; i < expected.size() / 784; ++i) {
      // The fixture's times went through float on their way into torch.
      net.velocity(&x[i * 784], double(parity["t"][i].get<float>()), parity["label"][i], v.data());
      for (std::size_t k = 0; k < 784; ++k)
        worst = worse(worst, std::fabs(double(v[k]) - double(expected[i * 784 + k])));
    }
    CHECK(worst < parity["tolerance"].get<double>());
  }
}
