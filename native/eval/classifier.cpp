#include "eval/classifier.hpp"

#include "fm/base/require.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"
#include "publish/tensor_file.hpp"
#include "train/cosine.hpp"

namespace fm {

namespace nn = torch::nn;
namespace fs = std::filesystem;

ClassifierImpl::ClassifierImpl()
    : conv1(register_module("conv1", nn::Conv2d(nn::Conv2dOptions(1, 32, 3).padding(1)))),
      conv2(register_module("conv2", nn::Conv2d(nn::Conv2dOptions(32, 64, 3).padding(1)))),
      wide(register_module("wide", nn::Linear(64 * 7 * 7, 128))),
      out(register_module("out", nn::Linear(128, 10))) {}

torch::Tensor ClassifierImpl::features(const torch::Tensor& images) {
  torch::Tensor h = torch::max_pool2d(torch::relu(conv1(images)), 2);
  h = torch::max_pool2d(torch::relu(conv2(h)), 2);
  return torch::relu(wide(h.flatten(1)));
}

torch::Tensor ClassifierImpl::logits(const torch::Tensor& features) { return out(features); }

Classifier train_classifier(const Mnist& data, std::uint64_t seed, int epochs,
                            const std::function<void(int, double)>& after_epoch) {
  constexpr std::int64_t batch = 128, border = 2;
  constexpr double peak = 1.5e-3;
  torch::manual_seed(seed);
  Classifier net;
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(peak));
  const std::int64_t steps = data.images.size(0) / batch, total = steps * epochs;
  FM_REQUIRE(total >= 1, "a classifier needs at least 128 images and one epoch");
  for (int epoch = 0; epoch < epochs; ++epoch) {
    const torch::Tensor order = torch::randperm(data.images.size(0), torch::kInt64);
    double sum = 0;
    for (std::int64_t i = 0; i < steps; ++i) {
      const double done = double(epoch * steps + i) / double(total);
      static_cast<torch::optim::AdamOptions&>(optimizer.param_groups()[0].options())
          .lr(peak * cosine_to_zero(done));
      const torch::Tensor rows = order.narrow(0, i * batch, batch);
      const torch::Tensor shift = torch::randint(2 * border + 1, {2}, torch::kInt64);
      const torch::Tensor images =
          torch::constant_pad_nd(to_unit(data.images.index_select(0, rows)),
                                 {border, border, border, border}, -1)
              .narrow(2, shift[0].item<std::int64_t>(), 28)
              .narrow(3, shift[1].item<std::int64_t>(), 28);
      optimizer.zero_grad();
      const torch::Tensor loss = torch::cross_entropy_loss(net->logits(net->features(images)),
                                                           data.labels.index_select(0, rows));
      loss.backward();
      optimizer.step();
      sum += loss.item<double>();
    }
    after_epoch(epoch + 1, sum / double(steps));
  }
  for (torch::Tensor& p : net->parameters()) p.requires_grad_(false);
  return net;
}

double accuracy(Classifier& classifier, const Mnist& data) {
  torch::NoGradGuard no_grad;
  std::int64_t right = 0;
  for (std::int64_t i = 0, n; i < data.images.size(0); i += n) {
    n = std::min<std::int64_t>(1000, data.images.size(0) - i);
    const torch::Tensor read =
        classifier->logits(classifier->features(to_unit(data.images.narrow(0, i, n)))).argmax(1);
    right += (read == data.labels.narrow(0, i, n)).sum().item<std::int64_t>();
  }
  return double(right) / double(data.images.size(0));
}

void save_judges(const fs::path& folder, const Judges& judges) {
  nlohmann::json published = judges.published;
  for (const auto& [name, net] :
       {std::pair{"features", &judges.features}, {"accuracy", &judges.reader}}) {
    const std::string bytes = half_safetensors(**net);
    write_file(folder / (std::string(name) + ".safetensors"), bytes);
    published[name]["sha256"] = sha256(bytes);
  }
  write_file(folder / "judges.json", published.dump(1) + "\n");
}

Judges load_judges(const fs::path& folder) {
  FM_REQUIRE(fs::exists(folder / "judges.json"),
             "no judges.json in " + folder.string() + ": make it with fm train-classifier");
  Judges judges;
  judges.published = nlohmann::json::parse(read_file(folder / "judges.json"), nullptr, false);
  for (auto& [name, net] :
       {std::pair{"features", &judges.features}, {"accuracy", &judges.reader}}) {
    const fs::path path = folder / (std::string(name) + ".safetensors");
    const std::string bytes = read_file(path);
    const auto& all = judges.published;
    FM_REQUIRE(all.is_object() && all.contains(name) && all[name].is_object() &&
                   all[name].contains("sha256") && all[name]["sha256"] == sha256(bytes),
               path.string() + " is not the judge that was published: its SHA-256 differs from " +
                   "judges.json's");
    read_safetensors(**net, bytes);
    for (torch::Tensor& p : (*net)->parameters()) p.requires_grad_(false);
  }
  return judges;
}

} // namespace fm
