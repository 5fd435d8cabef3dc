// Digits from noise: the learned ODE, integrated by the shared solvers on tensors.
#pragma once

#include "model/flow.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace fm {

struct SampleOptions {
  std::string solver = "rk4";
  int steps = 50;
  double guidance = 1; // w of fm::guide
  std::uint64_t seed = 0;
  std::int64_t part = 0; // which batch of a long series: each has noise of its own
};

// The velocity of `net` at one common time, with guidance.
torch::Tensor guided_velocity(VelocityNet& net, const torch::Tensor& x, double t,
                              const torch::Tensor& label, double guidance);

// Unit noise for n images of a network, on the CPU: a function of seed and part.
torch::Tensor draw_noise(std::int64_t n, UNetShape shape, std::uint64_t seed,
                         std::int64_t part = 0);

// Called with the time and the images where a step ends.
using OnStep = std::function<void(double t, const torch::Tensor& x)>;

// x carried by the learned field from t_0 to t_1. Throws fm::Error when an option is out of range.
torch::Tensor carry(VelocityNet& net, const torch::Tensor& x, const torch::Tensor& label,
                    const SampleOptions& options, double t_0, double t_1,
                    const OnStep& on_step = {});

// From the flow's base to its end, decoded. label: n, int64, 0..9 or no_label, on the flow's
// device. Returns n x 1 x 28 x 28 in about [-1, 1]. Throws fm::Error.
torch::Tensor sample_digits(Flow flow, const torch::Tensor& label, const SampleOptions& options);

// Images n x 1 x 28 x 28 in [-1, 1] as a PNG, `columns` a row, a thin margin between; and to a
// file.
std::string grid_png(const torch::Tensor& images, int columns);
void save_grid(const std::filesystem::path& path, const torch::Tensor& images, int columns);

} // namespace fm
