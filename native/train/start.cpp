#include "train/start.hpp"

#include "fm/base/require.hpp"
#include "fm/unet/safetensors.hpp"

namespace fm {

void begin_from(TrainState& state, const std::string& safetensors) {
  FM_REQUIRE(state.step == 0, "only a fresh run can begin at published weights");
  const Safetensors file(safetensors);
  torch::NoGradGuard no_grad;
  std::size_t used = 0;
  for (auto& item : state.average->named_parameters()) {
    torch::Tensor p = item.value();
    if (file.has(item.key())) {
      std::vector<float> values = file.read(item.key(), p.sizes().vec());
      p.copy_(torch::from_blob(values.data(), p.sizes()));
      ++used;
    } else if (item.key().rfind("up2.", 0) == 0) {
      p.zero_();
    }
  }
  FM_REQUIRE(used > 0 && used == file.count(),
             "--start: the file is not of this network, nor of one with fewer scales");
  const Weights::State& now = state.weights.state();
  state.weights.restore({now.average.clone(), now.average, now.first, now.second});
}

} // namespace fm
