// fm inspect: what a file is.
#include "apps/options.hpp"
#include "fm/base/require.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"
#include "publish/tensor_file.hpp"
#include "train/checkpoint.hpp"

#include <cstdio>

namespace fm {

namespace {
void print_tensors(const torch::nn::Module& module) {
  std::int64_t count = 0;
  for (const auto& item : module.named_parameters()) {
    const torch::Tensor v = item.value().detach().to(torch::kFloat64);
    std::printf("  %-28s %-18s mean %9.2e  deviation %8.2e\n", item.key().c_str(),
                nlohmann::json(v.sizes().vec()).dump().c_str(), v.mean().item<double>(),
                v.std(false).item<double>());
    count += v.numel();
  }
  std::printf("  %lld parameters\n", (long long)count);
}
} // namespace

Command inspect_command(CLI::App& program) {
  CLI::App* app =
      program.add_subcommand("inspect", "what a checkpoint or a published network holds");
  const auto file = std::make_shared<std::string>();
  app->add_option("FILE", *file, "a .ckpt or .safetensors file")->required();
  return {app, [file] {
            const std::string bytes = read_file(*file);
            std::printf("%s: %zu bytes, SHA-256 %s\n", file->c_str(), bytes.size(),
                        sha256(bytes).c_str());
            if (std::filesystem::path(*file).extension() == ".safetensors") {
              const Flow flow = load_weights(*file);
              std::printf("a published network%s\n", flow.of_latents() ? ", of latents" : "");
              print_tensors(*flow.net);
              if (!flow.decoder.is_empty()) {
                std::printf("and its decoder\n");
                print_tensors(*flow.decoder);
              }
              return done;
            }
            const auto state = load_checkpoint(*file);
            std::printf("a checkpoint at step %lld, mean loss %.4f\n%s\n", (long long)state->step,
                        state->loss, nlohmann::json(state->config).dump(1).c_str());
            print_tensors(*state->average);
            return done;
          }};
}

} // namespace fm
