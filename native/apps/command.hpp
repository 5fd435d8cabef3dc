// A command of the program: its flags are added to it, and `run` is called when it was the one
// asked for. Returns the exit code; throws fm::Error.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace fm {

// What the program ends with.
inline constexpr int done = 0, failed = 1, misused = 2, rank_lost = 3, stopped = 130;

struct Command {
  CLI::App* app;
  std::function<int()> run;
};

Command train_command(CLI::App& program);
Command sample_command(CLI::App& program);
Command interpolate_command(CLI::App& program);
Command invert_command(CLI::App& program);
Command reflow_command(CLI::App& program);
Command eval_command(CLI::App& program);
Command export_command(CLI::App& program);
Command classifier_command(CLI::App& program);
Command autoencoder_command(CLI::App& program);
Command inspect_command(CLI::App& program);

} // namespace fm
