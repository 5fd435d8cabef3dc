// What a training run is: everything that decides its result, and nothing else.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace fm {

struct Config {
  std::string preset = "small";       // tiny (base 16), small (32), base (64)
  std::string loss = "mse";           // mse, or smooth-l1 with end weights and 3e-5 |v|^2
  std::string lr_schedule = "cosine"; // cosine (to 0 at the last step) or constant
  double sigma_min = 0;               // noise that is left on the data at t = 1
  double t_margin = 1e-5;             // t is uniform in [t_margin, 1 - t_margin]
  double lr = 2e-4, weight_decay = 0.01, ema = 0.999;
  double label_drop = 0.15; // share of labels replaced by "no label", for guidance
  int batch = 256, epochs = 50;
  std::uint64_t seed = 0;
  std::string precision = "fp32"; // fp32 or bf16 (autocast)

  int base() const; // channels at 28 x 28
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Config, preset, loss, lr_schedule, sigma_min, t_margin, lr,
                                   weight_decay, ema, label_drop, batch, epochs, seed, precision)

// Throws fm::Error that names the field and the values it may take.
void check(const Config& config);

} // namespace fm
