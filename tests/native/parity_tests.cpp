// The same network twice: LibTorch's, which is trained, and ours, which runs in the browser.
#include "check.hpp"
#include "eval/classifier.hpp"
#include "fm/base/random.hpp"
#include "fm/base/require.hpp"
#include "fm/unet/classifier.hpp"
#include "fm/unet/decoder.hpp"
#include "fm/unet/unet.hpp"
#include "io/digest.hpp"
#include "publish/export.hpp"
#include "publish/tensor_file.hpp"
#include "sample/sample.hpp"
#include "support.hpp"

#include <map>

using namespace fm;
using namespace fm_test;
using nlohmann::json;

namespace {

// What torch computes after each layer, as rows of pixels with channels last.
std::map<UNetLayer, std::vector<float>> torch_layers(VelocityNet& net, const torch::Tensor& x,
                                                     const torch::Tensor& t,
                                                     const torch::Tensor& label) {
  std::map<UNetLayer, std::vector<float>> out;
  const auto keep = [&](UNetLayer layer, const torch::Tensor& v) {
    const torch::Tensor flat = (v.dim() == 4 ? v.permute({0, 2, 3, 1}) : v).contiguous();
    out[layer].assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
  };
  const torch::Tensor angle = t.to(torch::kFloat64).unsqueeze(1) * (2 * M_PI * net->frequencies);
  const torch::Tensor clocks = torch::cat({angle.sin(), angle.cos()}, 1).to(torch::kFloat32);
  const torch::Tensor e =
      torch::silu(net->time2(torch::silu(net->time1(clocks))) + net->label_embedding(label));
  keep(UNetLayer::embedding, e);
  torch::Tensor h = net->in_conv(x);
  keep(UNetLayer::in_conv, h);
  const torch::Tensor fine = net->block1(h, e);
  keep(UNetLayer::block1, fine);
  h = fine;
  if (net->down) keep(UNetLayer::down, h = net->down(fine));
  const torch::Tensor coarse = net->block2(h, e);
  keep(UNetLayer::block2, h = coarse);
  if (net->shape.scales == 3) {
    keep(UNetLayer::down2, h = net->down2(h));
    keep(UNetLayer::block5, h = net->block5(h, e));
    keep(UNetLayer::block6, h = net->block6(h, e));
    keep(UNetLayer::joined2, h = net->up2(h) + coarse);
  }
  keep(UNetLayer::block3, h = net->block3(h, e));
  keep(UNetLayer::joined, h = (net->up ? net->up(h) : h) + fine);
  keep(UNetLayer::block4, net->block4(h, e));
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
                  [&](const nn::UNet::Seen& seen) {
                    const auto& want = expected.at(seen.layer);
                    const std::span<const float> got = seen.values;
                    const LayerShape shape = layer_shape(ours.shape(), seen.layer);
                    INFO(int(seen.layer));
                    REQUIRE(got.size() == want.size());
                    REQUIRE(int(got.size()) == shape.numbers());
                    CHECK(int(seen.film.size()) == (shape.block ? 2 * shape.channels : 0));
                    double worst = 0, size = 0;
                    for (std::size_t i = 0; i < got.size(); ++i) {
                      worst = worse(worst, std::fabs(double(got[i]) - double(want[i])));
                      size = std::max(size, std::fabs(double(want[i])));
                    }
                    CHECK(worst < tolerance * std::max(1., size));
                    ++layers;
                    return false;
                  });
    CHECK(layers == layer_count);
    const torch::Tensor want = net->forward(x, times, labels).flatten();
    CHECK((torch::from_blob(v.data(), {x.numel()}) - want).abs().max().item<double>() <
          tolerance * std::max(1., want.abs().max().item<double>()));
  }
}

TEST_CASE("what a block sees of the time is its FiLM's scale and shift, and a channel that is off "
          "reaches no further") {
  const Folder folder;
  const auto state = shaken_state("small");
  export_weights(*state, examples_for(*state, 500), folder.path, "net");
  const std::string bytes = published(folder.path, "net");
  nn::UNet ours{Safetensors(bytes)};
  VelocityNet net(state->config.shape());
  torch::NoGradGuard no_grad;
  copy_weights(net, state->average);
  for (torch::Tensor& p : net->parameters()) p.copy_(p.to(torch::kFloat16));
  const torch::Tensor x = draw_noise(1, net->shape, 4);
  std::vector<float> v(784), off(784), embedding, film, after;
  const auto keep = [](auto values) { return std::vector<float>(values.begin(), values.end()); };
  ours.velocity(x.data_ptr<float>(), 0.5, 3, v.data(), [&](const nn::UNet::Seen& seen) {
    if (seen.layer == UNetLayer::embedding) embedding = keep(seen.values);
    if (seen.layer == UNetLayer::block5) film = keep(seen.film);
    return false;
  });
  const torch::Tensor want = net->block5->film(torch::from_blob(embedding.data(), {1, 128}));
  CHECK(torch::allclose(torch::from_blob(film.data(), {1, 128}), want, 1e-5, 1e-5));

  // All channels of the middle off: what comes up from there is the bias of up2 alone.
  const auto velocity_with = [&](float share) {
    ours.velocity(x.data_ptr<float>(), 0.5, 3, off.data(), [&](const nn::UNet::Seen& seen) {
      if (seen.layer == UNetLayer::joined2) after = keep(seen.values);
      if (seen.layer != UNetLayer::block6) return false;
      for (float& value : seen.values) value *= share;
      return true;
    });
  };
  velocity_with(0);
  const std::vector<float> without = after;
  float coarse_of_block2 = 0;
  ours.velocity(x.data_ptr<float>(), 0.5, 3, off.data(), [&](const nn::UNet::Seen& seen) {
    if (seen.layer == UNetLayer::block2) coarse_of_block2 = seen.values[5];
    return false;
  });
  CHECK(double(without[5]) ==
        Approx(double(coarse_of_block2 + net->up2->bias[5].item<float>())).margin(1e-5));
  velocity_with(1); // changed to what it was: other roundings of the moments at most
  for (std::size_t i = 0; i < v.size(); ++i) CHECK(off[i] == Approx(v[i]).margin(1e-5));
}

TEST_CASE("our decoder and our classifier equal torch's") {
  const Folder folder;
  const auto state = shaken_state("latent");
  export_weights(*state, examples_for(*state, 260), folder.path, "latent");
  const std::string bytes = published(folder.path, "latent");
  nn::Decoder ours{Safetensors(bytes)};
  const nlohmann::json parity =
      json::parse(read(folder.path / "manifest.json"))["networks"]["latent"]["parity"];
  const auto decoded = parity["decoded"].get<std::vector<float>>();
  Random random(parity["seed"]);
  std::vector<float> z(2 * 196), image(784);
  for (float& value : z) value = float(random.normal());
  for (std::size_t i = 0; i < 2; ++i) {
    ours.decode(&z[i * 196], image.data());
    double worst = 0;
    for (std::size_t k = 0; k < 784; ++k)
      worst = worse(worst, std::fabs(double(image[k]) - double(decoded[i * 784 + k])));
    CHECK(worst < 2e-5); // sums of up to 576 float products of size 1
  }
  const std::string flow_only = half_safetensors(*VelocityNet(UNetShape{16, 2}));
  CHECK_THROWS_AS(nn::Decoder{Safetensors(flow_only)}, Error);

  Judges judges = load_judges(FM_JUDGES);
  const std::string file = read(fs::path(FM_JUDGES) / "accuracy.safetensors");
  nn::Classifier reader{Safetensors(file)};
  torch::NoGradGuard no_grad;
  const torch::Tensor images = to_unit(bars(8).images), features = judges.reader->features(images),
                      logits = judges.reader->logits(features);
  for (std::int64_t i = 0; i < images.size(0); ++i) {
    std::vector<float> f(128);
    const auto answer = reader.read(images[i].contiguous().data_ptr<float>(), f.data());
    std::vector<float> l(reader.logits().begin(), reader.logits().end());
    CHECK(torch::allclose(torch::from_blob(f.data(), {128}), features[i], 1e-4, 1e-4));
    CHECK(torch::allclose(torch::from_blob(l.data(), {10}), logits[i], 1e-4, 1e-4));
    CHECK(answer.digit == logits[i].argmax().item<std::int64_t>());
    CHECK(answer.sure == Approx(logits[i].softmax(0).max().item<double>()).epsilon(1e-4));
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
    const auto size = std::size_t(net.numbers());
    REQUIRE(expected.size() == size * parity["t"].size());
    REQUIRE(expected.size() > 0);
    Random random(parity["seed"]);
    std::vector<float> x(expected.size()), v(size);
    for (float& value : x) value = float(random.normal());
    double worst = 0;
    for (std::size_t i = 0; i < expected.size() / size; ++i) {
      // The fixture's times went through float on their way into torch.
      net.velocity(&x[i * size], double(parity["t"][i].get<float>()), parity["label"][i], v.data());
      for (std::size_t k = 0; k < size; ++k)
        worst = worse(worst, std::fabs(double(v[k]) - double(expected[i * size + k])));
    }
    CHECK(worst < parity["tolerance"].get<double>());
  }
}
