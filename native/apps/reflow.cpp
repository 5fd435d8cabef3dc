// fm reflow: pairs of noise and digit from a network, to train a straighter one on.
#include "sample/reflow.hpp"
#include "apps/options.hpp"
#include "io/file.hpp"

#include <cstdio>

namespace fm {

namespace {
struct Pairing {
  NetworkSource source;
  SampleOptions options{"heun", 10, 1.25, 0, 0};
  std::string out;
  int count = 20000;
};
} // namespace

Command reflow_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "reflow", "pairs of noise and the digit it flows to, for `fm train --pairs`");
  const auto p = std::make_shared<Pairing>();
  p->source.add_to(app);
  add_sampling(app, p->options);
  app->add_option("--count", p->count, "pairs: labels 0 to 9 and none in turn")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  app->add_option("--out", p->out, "safetensors file")->required();
  return {app, [p] {
            const Flow flow = p->source.open();
            const auto pairs = reflow_pairs(flow, p->options, p->count, [&](std::int64_t n) {
              std::printf("%lld/%d pairs\n", (long long)n, p->count);
              std::fflush(stdout);
            });
            write_file(p->out, pairs_file(pairs));
            std::printf("%d pairs -> %s\n", p->count, p->out.c_str());
            return done;
          }};
}

} // namespace fm
