// fm eval: how good a network's samples are.
#include "apps/options.hpp"
#include "eval/report.hpp"
#include "fm/base/require.hpp"
#include "fm/ode/tableau.hpp"
#include "io/file.hpp"
#include "publish/manifest.hpp"

#include <cstdio>

namespace fm {

namespace {

struct Evaluation {
  NetworkSource source;
  DataSource data;
  std::string judges = FM_JUDGES, json, table;
  std::vector<std::string> solvers{"heun"}, labels{"class"};
  std::vector<int> evaluations{50};
  std::vector<double> guidance{1};
  std::int64_t samples = 50'000, bits = 0;
  std::uint64_t seed = 0;
  bool record = false;

  std::vector<Setting> settings() const {
    std::vector<Setting> out;
    for (const std::string& solver : solvers)
      for (const int n : evaluations)
        for (const std::string& label : labels) {
          if (label == "any") out.push_back({solver, n, 0, true});
          for (const double w : guidance)
            if (label == "class") out.push_back({solver, n, w, false});
        }
    for (const Setting& s : out) {
      FM_REQUIRE(std::isfinite(s.guidance), "--guidance takes finite numbers");
      FM_REQUIRE(std::size_t(std::max(0, s.evaluations)) >= tableau(s.solver).stages,
                 s.solver + " needs at least " + std::to_string(tableau(s.solver).stages) +
                     " evaluations for one step");
    }
    return out;
  }

  int operator()() const {
    const std::vector<Setting> all = settings();
    FM_REQUIRE(!record || !source.weights.empty(),
               "--record writes beside published weights: give --weights FILE");
    FM_REQUIRE(bits == 0 || !means_half(source.precision),
               "--bits integrates derivatives, which bfloat16 is too coarse for: leave "
               "--precision out, or measure the samples in a run of their own");
    Judges judge = load_judges(judges);
    const auto folder = data.find();
    const Mnist train = load_mnist(folder, Split::train), test = load_mnist(folder, Split::test);
    const Flow flow = source.open();
    const Reference reference = make_reference(judge, train, test, samples);
    if (samples < 50'000)
      std::printf("%lld samples: fewer than 50,000 raise every Frechet distance; compare at the "
                  "same number, and as multiples of the floor\n\n",
                  (long long)samples);
    std::string text;
    nlohmann::json likelihoods = nlohmann::json::array();
    for (const std::string& label : labels) {
      if (bits == 0) break;
      const Likelihood found = bits_per_dimension(flow, test, bits, label == "any", seed);
      likelihoods.push_back(likelihood_json(found));
      text += likelihood_sentence(found);
    }
    text += report_head(reference);
    std::printf("%s", text.c_str());
    std::vector<Quality> rows;
    for (const Setting& setting : all) {
      std::fflush(stdout);
      rows.push_back(measure(flow, setting, samples, seed, judge, reference));
      const std::string row = report_row(rows.back(), reference);
      std::printf("%s", row.c_str());
      text += row;
      // After each, so that what was measured is kept whatever happens.
      if (!table.empty()) write_file(table, text);
      auto report = report_json(judge.published, reference, rows, seed);
      report["likelihoods"] = likelihoods;
      if (!json.empty()) write_file(json, report.dump(1) + "\n");
      if (record) record_quality(source.weights, report);
    }
    return done;
  }
};

} // namespace

Command eval_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "eval", "Frechet distance, accuracy, precision, recall, copying and bits per dimension");
  const auto run = std::make_shared<Evaluation>();
  run->source.add_to(app);
  run->data.add_to(app);
  app->add_option("--samples", run->samples)
      ->check(CLI::Range(10, 10'000'000))
      ->capture_default_str();
  app->add_option("--solver", run->solvers, "one or more, with commas")->delimiter(',');
  app->add_option("--evaluations", run->evaluations, "of the field, by an image: one or more")
      ->delimiter(',');
  app->add_option("--guidance", run->guidance, "one or more; other than 0 and 1 costs twice")
      ->delimiter(',');
  app->add_option("--labels", run->labels, "class, any or both")
      ->delimiter(',')
      ->check(CLI::IsMember({"class", "any"}));
  app->add_option("--bits", run->bits,
                  "test images whose bits per dimension are measured as well; 0: none")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  app->add_option("--judges", run->judges, "folder of the two classifiers")->capture_default_str();
  app->add_option("--json", run->json, "file for all numbers");
  app->add_flag("--record", run->record, "add the numbers to the manifest beside --weights");
  app->add_option("--table", run->table, "file for the Markdown table");
  add_seed(app, run->seed);
  return {app, [run] { return (*run)(); }};
}

} // namespace fm
