// fm train-autoencoder: what a latent flow needs first.
#include "train/autoencoder.hpp"
#include "apps/options.hpp"
#include "fm/base/require.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"
#include "publish/tensor_file.hpp"

#include <cstdio>

namespace fm {

namespace {
struct Training {
  DataSource data;
  std::string out;
  AutoencoderOptions options;
};
} // namespace

Command autoencoder_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "train-autoencoder", "digits to 4 x 7 x 7 numbers and back, for `fm train --latent`");
  const auto p = std::make_shared<Training>();
  p->data.add_to(app);
  app->add_option("--out", p->out, "safetensors file, F16")->required();
  app->add_option("--epochs", p->options.epochs)->capture_default_str();
  app->add_option("--batch", p->options.batch)->capture_default_str();
  add_number(app, "--lr", p->options.lr, "first learning rate of Adam");
  add_number(app, "--noise", p->options.noise, "deviation of the noise on latents of deviation 1");
  add_seed(app, p->options.seed);
  return {app, [p] {
            FM_REQUIRE(!std::filesystem::exists(p->out),
                       p->out + " exists, and flows may have learned its latents: choose another "
                                "--out, or remove it");
            const auto folder = p->data.find();
            const Mnist train = load_mnist(folder, Split::train),
                        test = load_mnist(folder, Split::test);
            const Autoencoder trained =
                train_autoencoder(train, p->options, [&](int epoch, double loss) {
                  std::printf("epoch %d/%d, loss %.5f\n", epoch, p->options.epochs, loss);
                  std::fflush(stdout);
                });
            const std::string bytes = half_safetensors(*trained);
            write_file(p->out, bytes);
            Autoencoder written = read_autoencoder(bytes);
            std::printf("test digits come back with mean squared error %.5f (of pixels in -1..1)\n"
                        "autoencoder, SHA-256 %s -> %s\n",
                        reconstruction_error(written, test), sha256(bytes).c_str(), p->out.c_str());
            return done;
          }};
}

} // namespace fm
