// fm COMMAND: parse, call, print.

#include "apps/command.hpp"
#include "apps/options.hpp"
#include "commit.hpp"

#include <climits>
#include <cstdio>
#include <cstring>
#include <sstream>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

constexpr const char* footer = R"(
Examples:
  fm train --preset small --epochs 12 --out runs/small      Ctrl-C saves; the same with --resume auto goes on
  torchrun --nproc-per-node 2 --no-python fm train --resume auto --out runs/small    two processes share each batch
  fm train --config run.ini --set lr=5e-4 --print-config    what a run would be made of
  fm sample --checkpoint runs/small/checkpoint.ckpt --out digits.png
  fm sample --weights web/weights/FILE.safetensors --solver dopri5 --steps 8 --out digits.png
  fm sample --weights web/weights/FILE.safetensors --steps 30 --animate --out way.png
  fm train-autoencoder --out runs/autoencoder.safetensors
  fm train --preset latent --latent runs/autoencoder.safetensors --out runs/latent
  fm eval --checkpoint runs/small/checkpoint.ckpt --samples 10000 --labels class,any
  fm eval --weights web/weights/FILE.safetensors --evaluations 4,8,16,50 --record
  fm export --checkpoint runs/small/checkpoint.ckpt --out web/weights

Exit codes: 0 done; 1 it failed, and the last line says why; 2 a flag or setting is wrong;
3 another process of the run has died or failed, and the last line says where the state is;
130 stopped by a signal (Ctrl-C, a hang-up or a polite kill), with its state saved.
`fm COMMAND --help` lists the flags of a command.)";

// --set key=value is --key=value, for keys as a settings file spells them.
std::vector<std::string> with_settings(int argc, char** argv, const CLI::App& train) {
  std::vector<std::string> out;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--set") != 0) {
      out.emplace_back(argv[i]);
      continue;
    }
    std::string pair = i + 1 < argc ? argv[++i] : "";
    if (pair.rfind("train.", 0) == 0) pair.erase(0, 6);
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0)
      throw CLI::ValidationError("--set", "takes key=value, such as lr=1e-3, not '" + pair + "'");
    std::string key = pair.substr(0, equals);
    std::replace(key.begin(), key.end(), '_', '-');
    if (!train.get_option_no_throw("--" + key))
      throw CLI::ValidationError("--set", "there is no setting '" + key + "': did you mean '" +
                                              fm::nearest_flag(train, key) + "'?");
    out.push_back("--" + key + pair.substr(equals));
  }
  std::reverse(out.begin(), out.end()); // as the parser wants them
  return out;
}

// What the parser did not know, with what it is most like.
std::string suggestion(const CLI::App& program, const CLI::ParseError& error) {
  const std::string text = error.what();
  std::string word = text.substr(text.find_last_of(" :") + 1);
  const bool unknown = dynamic_cast<const CLI::ExtrasError*>(&error) ||
                       (dynamic_cast<const CLI::ConfigError*>(&error) &&
                        text.find("not able to parse") != std::string::npos);
  if (!unknown) return {};
  const CLI::App* app = &program;
  for (const CLI::App* sub : program.get_subcommands()) app = sub;
  for (const CLI::App* sub : program.get_subcommands({}))
    if (word.rfind(sub->get_name() + ".", 0) == 0) {
      app = sub;
      word.erase(0, sub->get_name().size() + 1);
    }
  word.erase(0, word.find_first_not_of('-'));
  const std::string nearest = fm::nearest_flag(*app, word.substr(0, word.find('=')));
  return nearest.empty() ? "" : "\nfm: did you mean '" + nearest + "'?";
}

void print_settings(const CLI::App& program) {
  std::istringstream lines(program.config_to_str(true, false));
  for (std::string line; std::getline(lines, line);)
    if (line.rfind("train.", 0) == 0 && line.find("=\"\"") == std::string::npos)
      std::printf("%s\n", line.c_str());
}

} // namespace

int main(int argc, char** argv) {
#ifdef __GLIBC__
  // Activations of one step are the size of those of the next: pages that go back to the system in
  // between are cleared anew each time, which took a sixth of the time of sampling.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
  CLI::App program{"Flow matching on MNIST: train a velocity network, sample digits, judge them, "
                   "publish weights."};
  program.require_subcommand(1);
  program.allow_config_extras(CLI::config_extras_mode::error);
  program.set_config("--config", "", "read flags from a TOML or INI file; flags given here win");
  program.set_version_flag("--version", fm::commit);
  program.footer(footer);
  bool print_config = false;
  program.add_flag("--print-config", print_config,
                   "print the settings of `train` as such a file, and stop");
  std::string pair;
  program.add_option("--set", pair, "key=value: one setting of `train`, over the file's");
  program.fallthrough();

  const std::vector<fm::Command> commands{
      fm::train_command(program),       fm::sample_command(program),
      fm::interpolate_command(program), fm::invert_command(program),
      fm::reflow_command(program),      fm::eval_command(program),
      fm::export_command(program),      fm::classifier_command(program),
      fm::autoencoder_command(program), fm::inspect_command(program)};
  try {
    program.parse(with_settings(argc, argv, *commands[0].app));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error); // help, version
    std::fprintf(stderr, "fm: %s%s\nfm: --help says what there is\n", error.what(),
                 suggestion(program, error).c_str());
    return fm::misused;
  }
  try {
    if (print_config) {
      print_settings(program);
      return fm::done;
    }
    for (const fm::Command& command : commands)
      if (*command.app) return command.run();
    return fm::misused;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "fm: %s\n", error.what());
    return fm::failed;
  }
}
