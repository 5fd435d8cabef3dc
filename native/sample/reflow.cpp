#include "sample/reflow.hpp"

#include "fm/base/require.hpp"
#include "fm/unet/shape.hpp"

namespace fm {

Examples reflow_pairs(Flow flow, const SampleOptions& options, std::int64_t n,
                      const std::function<void(std::int64_t)>& on_batch) {
  FM_REQUIRE(n >= 1, "--count is at least 1");
  FM_REQUIRE(!flow.of_latents(), "pairs are of noise and digits, and this network's are latents");
  FM_REQUIRE(!flow.base.informed(),
             "pairs begin at unit noise, and the base of this network is informed: take pairs from "
             "one that was trained with --base normal");
  constexpr std::int64_t batch = 250;
  const auto device = flow.device();
  const torch::Tensor label = torch::arange(n, torch::kInt64).remainder(label_rows);
  std::vector<torch::Tensor> x_0, x_1;
  for (std::int64_t i = 0; i < n; i += batch) {
    const std::int64_t here = std::min(batch, n - i);
    // As the file will hold it, so that what is learned starts exactly where the digit came from.
    x_0.push_back(draw_noise(here, flow.net->shape, options.seed, options.part + i / batch)
                      .to(torch::kFloat16));
    const torch::Tensor x = carry(flow.net, x_0.back().to(torch::kFloat32).to(device),
                                  label.narrow(0, i, here).to(device), options, 0, 1);
    x_1.push_back(x.cpu().clamp(-1, 1).to(torch::kFloat16));
    if (on_batch) on_batch(i + here);
  }
  return {torch::cat(x_1), label, torch::cat(x_0)};
}

} // namespace fm
