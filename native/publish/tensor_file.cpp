#include "publish/tensor_file.hpp"

#include "fm/base/require.hpp"
#include "fm/net/safetensors_writer.hpp"
#include "fm/unet/unet.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"

namespace fm {

namespace fs = std::filesystem;
using nlohmann::json;

std::string half_safetensors(const NamedTensors& tensors) {
  std::vector<TensorBytes> halves;
  for (const auto& [name, tensor] : tensors) {
    const torch::Tensor half = tensor.detach().cpu().to(torch::kFloat16).contiguous();
    FM_REQUIRE(half.isfinite().all().item<bool>(), name + " does not fit into half precision");
    halves.push_back({name,
                      "F16",
                      half.sizes().vec(),
                      {static_cast<const char*>(half.data_ptr()), half.nbytes()}});
  }
  return safetensors_file(halves, {{"format", "flow-matching-live"}});
}

NamedTensors tensors_of(const torch::nn::Module& module, const std::string& prefix) {
  NamedTensors tensors;
  for (const auto& item : module.named_parameters())
    tensors.emplace_back(prefix + item.key(), item.value());
  return tensors;
}

NamedTensors tensors_of(const Flow& flow) {
  NamedTensors tensors = tensors_of(*flow.net);
  if (flow.decoder.is_empty()) return tensors;
  for (auto& tensor : tensors_of(*flow.decoder, decoder_prefix)) tensors.push_back(tensor);
  return tensors;
}

std::string half_safetensors(const torch::nn::Module& module) {
  return half_safetensors(tensors_of(module));
}

namespace {
void read_tensors(const NamedTensors& tensors, const Safetensors& file) {
  torch::NoGradGuard no_grad;
  FM_REQUIRE(file.count() == tensors.size(), "the file holds " + std::to_string(file.count()) +
                                                 " tensors where this network has " +
                                                 std::to_string(tensors.size()));
  for (const auto& [name, tensor] : tensors) {
    std::vector<float> values = file.read(name, tensor.sizes().vec());
    torch::Tensor to = tensor;
    to.copy_(torch::from_blob(values.data(), tensor.sizes(), torch::kFloat32));
    to.requires_grad_(false);
  }
}
} // namespace

void read_safetensors(torch::nn::Module& module, const std::string& bytes) {
  read_tensors(tensors_of(module), Safetensors(bytes));
}

Flow load_weights(const fs::path& path) {
  const std::string bytes = read_file(path);
  const fs::path manifest = path.parent_path() / "manifest.json";
  if (fs::exists(manifest)) {
    const json list = json::parse(read_file(manifest), nullptr, false);
    if (list.is_object() && list.contains("networks") && list["networks"].is_object())
      for (const json& entry : list["networks"])
        if (entry.is_object() && entry.contains("file") &&
            entry["file"] == path.filename().string())
          FM_REQUIRE(entry.contains("sha256") && entry["sha256"] == sha256(bytes),
                     path.string() + " is not the file that was published: its SHA-256 differs " +
                         "from the manifest's");
  }
  try {
    const Safetensors file(bytes);
    Flow flow(VelocityNet(nn::UNet::shape_of(file)));
    if (flow.of_latents()) flow.decoder = Decoder();
    read_tensors(tensors_of(flow), file);
    return flow;
  } catch (const Error& error) {
    throw Error(path.string() + " does not hold a published network: " + error.what());
  }
}

} // namespace fm
