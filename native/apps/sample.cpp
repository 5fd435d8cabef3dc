// fm sample, interpolate and invert: pictures from a network.
#include "apps/options.hpp"
#include "fm/base/require.hpp"
#include "fm/path/blend.hpp"
#include "io/apng.hpp"
#include "io/file.hpp"

#include <cstdio>

namespace fm {

namespace {
struct Picture {
  NetworkSource source;
  DataSource data;
  SampleOptions options;
  std::string out;
  int count = 64, columns = 8, label = -1, frames = 9, index = 0;
  std::uint64_t to_seed = 1;
  bool animate = false;
};

std::shared_ptr<Picture> picture(CLI::App* app) {
  auto p = std::make_shared<Picture>();
  p->source.add_to(app);
  app->add_option("--out", p->out, "PNG file")->required();
  add_sampling(app, p->options);
  return p;
}

torch::Tensor labels(const Picture& p, std::int64_t n, torch::Device device) {
  return (p.label >= 0 ? torch::full({n}, p.label, torch::kInt64)
                       : torch::arange(n, torch::kInt64).remainder(10))
      .to(device);
}
} // namespace

Command sample_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("sample", "a PNG grid of digits");
  const auto p = picture(app);
  app->add_option("--count", p->count)->check(CLI::Range(1, 10000))->capture_default_str();
  app->add_option("--columns", p->columns)->check(CLI::Range(1, 100))->capture_default_str();
  app->add_flag("--animate", p->animate, "an animated PNG of the way, a frame a step");
  app->add_option("--label", p->label, "0..9; 10 for none; default: 0 to 9 in turn")
      ->check(CLI::Range(0, 10));
  return {app, [p] {
            Flow flow = p->source.open();
            const auto device = flow.device();
            const torch::Tensor digits = labels(*p, p->count, device);
            if (p->animate) {
              const torch::Tensor x_0 =
                  flow.base.from_noise(draw_noise(p->count, flow.net->shape, p->options.seed));
              std::vector<std::string> frames{grid_png(flow.decoded(x_0), p->columns)};
              carry(flow.net, x_0.to(device), digits, p->options, 0, 1,
                    [&](double, const torch::Tensor& x) {
                      frames.push_back(grid_png(flow.decoded(x), p->columns));
                    });
              write_file(p->out, animated(frames, std::max(20, 2000 / p->options.steps), 1500));
            } else {
              save_grid(p->out, sample_digits(flow, digits, p->options), p->columns);
            }
            std::printf("%d digits -> %s\n", p->count, p->out.c_str());
            return done;
          }};
}

Command interpolate_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "interpolate", "rows of digits from one noise to another, one row a digit");
  const auto p = picture(app);
  app->add_option("--frames", p->frames, "digits a row")
      ->check(CLI::Range(2, 100))
      ->capture_default_str();
  app->add_option("--to-seed", p->to_seed, "of the noise at the other end")->capture_default_str();
  app->add_option("--label", p->label, "0..9; 10 for none; default: a row for each of 0 to 9")
      ->check(CLI::Range(0, 10));
  return {app, [p] {
            Flow flow = p->source.open();
            const auto device = flow.device();
            const torch::Tensor a = draw_noise(1, flow.net->shape, p->options.seed),
                                b = draw_noise(1, flow.net->shape, p->to_seed);
            std::vector<torch::Tensor> row;
            for (int i = 0; i < p->frames; ++i)
              row.push_back(blend(a, b, double(i) / (p->frames - 1), true));
            const std::int64_t rows = p->label >= 0 ? 1 : 10;
            const torch::Tensor x_0 = flow.base.from_noise(torch::cat(row)).repeat({rows, 1, 1, 1});
            const torch::Tensor digits =
                labels(*p, rows, device).repeat_interleave(std::int64_t(p->frames));
            save_grid(p->out,
                      flow.decoded(carry(flow.net, x_0.to(device), digits, p->options, 0, 1)),
                      p->frames);
            std::printf("%d noises between two, %lld rows -> %s\n", p->frames, (long long)rows,
                        p->out.c_str());
            return done;
          }};
}

Command invert_command(CLI::App& program) {
  CLI::App* app =
      program.add_subcommand("invert", "test digits, the noise they come from, and the way back");
  const auto p = picture(app);
  p->data.add_to(app);
  app->add_option("--index", p->index, "the first of the test digits")->capture_default_str();
  app->add_option("--count", p->count, "how many, one a row")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  return {app, [p] {
            const Mnist test = load_mnist(p->data.find(), Split::test);
            FM_REQUIRE(p->index >= 0 && p->index + p->count <= test.images.size(0),
                       "--index and --count reach beyond the " +
                           std::to_string(test.images.size(0)) + " test digits");
            Flow flow = p->source.open();
            const auto device = flow.device();
            const torch::Tensor images =
                to_unit(test.images.narrow(0, p->index, p->count)).to(device);
            const torch::Tensor label = test.labels.narrow(0, p->index, p->count).to(device);
            const torch::Tensor x_0 =
                carry(flow.net, flow.encoded(images), label, p->options, 1, 0);
            const torch::Tensor back = flow.decoded(carry(flow.net, x_0, label, p->options, 0, 1));
            const torch::Tensor noise = flow.base.to_noise(x_0);
            const torch::Tensor shown = flow.of_latents() ? flow.decoded(x_0) : noise / 3;
            save_grid(p->out, torch::stack({images, shown, back}, 1).flatten(0, 1), 3);
            std::printf("digit, noise (%s), and back: off by %.3g of 255 on average; "
                        "the noise has mean %.3f and deviation %.3f -> %s\n",
                        flow.of_latents() ? "decoded" : "to 3 deviations",
                        127.5 * (back - images).abs().mean().item<double>(),
                        noise.mean().item<double>(), noise.std().item<double>(), p->out.c_str());
            return done;
          }};
}

} // namespace fm
