// fm train-classifier: the two judges of `fm eval`.
#include "eval/classifier.hpp"
#include "apps/options.hpp"
#include "io/lock.hpp"

#include <cstdio>

namespace fm {

namespace {
struct Training {
  DataSource data;
  std::string out = FM_JUDGES;
  std::uint64_t seed = 1;
  int epochs = 6;
};
} // namespace

Command classifier_command(CLI::App& program) {
  CLI::App* app =
      program.add_subcommand("train-classifier", "train the two judges that `eval` looks through");
  const auto p = std::make_shared<Training>();
  p->data.add_to(app);
  app->add_option("--out", p->out, "folder for both and judges.json")->capture_default_str();
  app->add_option("--epochs", p->epochs)->check(CLI::Range(1, 1000))->capture_default_str();
  add_seed(app, p->seed)->description("of the first; the second takes the next");
  return {app, [p] {
            const auto folder = p->data.find();
            const Mnist train = load_mnist(folder, Split::train),
                        test = load_mnist(folder, Split::test);
            const FolderLock alone(p->out);
            Judges judges;
            std::uint64_t seed = p->seed;
            for (auto& [name, net] :
                 {std::pair{"features", &judges.features}, {"accuracy", &judges.reader}}) {
              *net = train_classifier(train, seed, p->epochs, [&](int epoch, double loss) {
                std::printf("%s: epoch %d/%d, loss %.4f\n", name, epoch, p->epochs, loss);
                std::fflush(stdout);
              });
              const double share = accuracy(*net, test);
              judges.published[name] = {
                  {"seed", seed++}, {"epochs", p->epochs}, {"test_accuracy", share}};
              std::printf("%s: reads %.2f%% of the test digits\n", name, 100 * share);
            }
            save_judges(p->out, judges);
            std::printf("judges -> %s\n", p->out.c_str());
            return done;
          }};
}

} // namespace fm
