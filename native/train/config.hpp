// What a training run is: everything that decides its result, and nothing else.
#pragma once

#include "fm/path/any_schedule.hpp"
#include "fm/path/times.hpp"
#include "fm/transport/coupling.hpp"
#include "fm/unet/shape.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace fm {

struct Config {
  std::string preset = "small"; // tiny, shallow, small, base, latent
  std::string loss = "mse";     // mse, or smooth-l1 with end weights and 3e-5 |v|^2
  // cosine (to 0 at the last step), constant, or trapezoid (constant, and linearly to 0 over the
  // last 3 steps in 10: until then a run does not depend on how many epochs it will have)
  std::string lr_schedule = "cosine";
  std::string schedule = "cond-ot";     // of x_t; one of schedule_names (a polynomial of degree 2)
  std::string base = "normal";          // of x_0: normal, or informed by the data (data/base.hpp)
  std::string coupling = "independent"; // of noise and data in a batch; one of coupling_names
  std::string times = "uniform";        // one of time_names, with location 0 and scale 1
  double sigma_min = 0;                 // noise that is left on the data at t = 1; of cond-ot alone
  double t_margin = 1e-5;               // t lies in [t_margin, 1 - t_margin]
  double lr = 2e-4, weight_decay = 0.01, ema = 0.999;
  double label_drop = 0.15; // share of labels replaced by "no label", for guidance
  int euler_steps = 0; // trained at the times alone that so many Euler steps look at; 0: at all
  int batch = 256, epochs = 50;
  std::uint64_t seed = 0;
  std::string start;  // SHA-256 of the weights it began at; empty: random ones
  std::string pairs;  // SHA-256 of the file of pairs it learns; empty: MNIST
  std::string latent; // SHA-256 of the autoencoder whose latents it learns; empty: pixels
  std::string precision = "auto"; // fp32, bf16 (with masters in fp32), or what is faster here

  UNetShape shape() const; // of the preset
  AnySchedule path() const;
  AnyCoupling pairing() const;
  TimeSampler time_sampler() const;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Config, preset, loss, lr_schedule, schedule, base,
                                                coupling, times, sigma_min, t_margin, lr,
                                                weight_decay, ema, label_drop, euler_steps, batch,
                                                epochs, seed, start, pairs, latent, precision)

// Whether "fp32", "bf16" or "auto", which is what is faster on this machine, is bfloat16.
bool means_half(const std::string& precision);

// With what "auto" stands for on this machine.
Config resolved(const Config& config);

// Throws fm::Error that names the field and the values it may take.
void check(const Config& config);

} // namespace fm
