#include "data/examples.hpp"

#include "fm/base/require.hpp"
#include "fm/unet/safetensors.hpp"
#include "fm/unet/shape.hpp"
#include "publish/tensor_file.hpp"

namespace fm {

Examples Examples::part(std::int64_t first, std::int64_t n) const {
  return {x_1.narrow(0, first, n), label.narrow(0, first, n),
          x_0.defined() ? x_0.narrow(0, first, n) : x_0};
}

torch::Tensor numbers(const torch::Tensor& x_1) {
  return x_1.scalar_type() == torch::kUInt8 ? to_unit(x_1) : x_1.to(torch::kFloat32);
}

std::string pairs_file(const Examples& pairs) {
  FM_REQUIRE(pairs.x_0.defined(), "these examples have no noise that they go with");
  return half_safetensors({{"x_0", pairs.x_0}, {"x_1", pairs.x_1}, {"label", pairs.label}});
}

Examples read_pairs(const std::string& bytes) {
  const Safetensors file(bytes);
  const auto shape = file.shape("x_1");
  FM_REQUIRE(shape.size() == 4 && shape[0] >= 1 && shape[1] == 1 && shape[2] == 28 &&
                 shape[3] == 28,
             "x_1 is not n images of 28 x 28");
  const auto tensor = [&](const char* name, const std::vector<std::int64_t>& sizes) {
    std::vector<float> values = file.read(name, sizes);
    return torch::from_blob(values.data(), sizes).clone();
  };
  const torch::Tensor label = tensor("label", {shape[0]}).to(torch::kInt64);
  FM_REQUIRE(label.min().item<std::int64_t>() >= 0 && label.max().item<std::int64_t>() <= no_label,
             "a label is not 0 to 9, nor 10 for none");
  return {tensor("x_1", shape).to(torch::kFloat16), label,
          tensor("x_0", shape).to(torch::kFloat16)};
}

} // namespace fm
