// fm export: publish a run's weights.
#include "publish/export.hpp"
#include "apps/options.hpp"
#include "fm/base/require.hpp"

#include <cstdio>

namespace fm {

namespace {
struct Publication {
  LearningSource source;
  std::string checkpoint, out, name;
};
} // namespace

Command export_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("export", "write weights (safetensors F16) and manifest");
  const auto p = std::make_shared<Publication>();
  p->source.add_to(app);
  app->add_option("--checkpoint", p->checkpoint)->required();
  app->add_option("--out", p->out, "folder of published weights")->required();
  app->add_option("--name", p->name, "name in the manifest (default: the preset)");
  return {app, [p] {
            const auto state = load_checkpoint(p->checkpoint);
            const std::string name = p->name.empty() ? state->config.preset : p->name;
            p->source.require_that_of(state->config);
            const LearningSource::Loaded data = p->source.load();
            export_weights(*state, data.test, p->out, name);
            std::printf("published %s in %s\n", name.c_str(), p->out.c_str());
            return done;
          }};
}

} // namespace fm
