#include "sample/sample.hpp"

#include "data/mnist.hpp"
#include "fm/base/require.hpp"
#include "fm/ode/solve.hpp"
#include "fm/path/guidance.hpp"
#include "io/file.hpp"
#include "train/checkpoint.hpp"
#include "train/objective.hpp"

#include <cmath>
#include <stb/stb_image_write.h>

namespace fm {

torch::Tensor guided_velocity(VelocityNet& net, const torch::Tensor& x, double t,
                              const torch::Tensor& label, double guidance) {
  const torch::Tensor times = torch::full({x.size(0)}, t, x.options());
  const torch::Tensor none = torch::full_like(label, no_label);
  if (guidance == 0) return net->forward(x, times, none);
  const torch::Tensor v = net->forward(x, times, label);
  if (guidance == 1) return v;
  return guide(net->forward(x, times, none), v, guidance);
}

torch::Tensor draw_noise(std::int64_t n, UNetShape shape, std::uint64_t seed, std::int64_t part) {
  constexpr std::uint64_t sample_purpose = 3;
  return torch::randn({n, shape.channels(), shape.side(), shape.side()},
                      step_generator(seed, sample_purpose, part), torch::TensorOptions());
}

torch::Tensor carry(VelocityNet& net, const torch::Tensor& x, const torch::Tensor& label,
                    const SampleOptions& options, double t_0, double t_1, const OnStep& on_step) {
  FM_REQUIRE(std::isfinite(options.guidance),
             "--guidance is a finite number, such as 1 (plain) or 2 (sharper)");
  FM_REQUIRE(options.steps >= 1, "--steps must be at least 1");
  torch::NoGradGuard no_grad;
  const auto v = [&](const torch::Tensor& at, double t) {
    return guided_velocity(net, at, t, label, options.guidance);
  };
  return solve(tableau(options.solver), v, x, t_0, t_1, options.steps,
               [&](int, double t, const torch::Tensor& at) {
                 if (on_step) on_step(t, at);
                 return true;
               });
}

torch::Tensor sample_digits(Flow flow, const torch::Tensor& label, const SampleOptions& options) {
  const torch::Tensor x_0 =
      flow.base.from_noise(draw_noise(label.size(0), flow.net->shape, options.seed, options.part));
  return flow.decoded(carry(flow.net, x_0.to(label.device()), label, options, 0, 1));
}

std::string grid_png(const torch::Tensor& images, int columns) {
  constexpr int margin = 2, cell = 28 + margin;
  const int n = int(images.size(0)), rows = (n + columns - 1) / columns;
  torch::Tensor sheet =
      torch::zeros({rows * cell + margin, columns * cell + margin}, torch::kUInt8);
  const torch::Tensor pixels = to_pixels(images).cpu();
  for (int i = 0; i < n; ++i)
    sheet.narrow(0, i / columns * cell + margin, 28)
        .narrow(1, i % columns * cell + margin, 28)
        .copy_(pixels[i][0]);
  std::string png;
  stbi_write_png_to_func(
      [](void* out, void* data, int size) {
        static_cast<std::string*>(out)->append(static_cast<const char*>(data), std::size_t(size));
      },
      &png, int(sheet.size(1)), int(sheet.size(0)), 1, sheet.data_ptr(), int(sheet.size(1)));
  return png;
}

void save_grid(const std::filesystem::path& path, const torch::Tensor& images, int columns) {
  write_file(path, grid_png(images, columns));
}

} // namespace fm
