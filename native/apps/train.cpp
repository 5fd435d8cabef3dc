// fm train: a new run, or one that goes on.
#include "train/train.hpp"
#include "apps/options.hpp"
#include "fm/base/require.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"
#include "io/lock.hpp"
#include "train/measure.hpp"
#include "train/start.hpp"

#include <csignal>
#include <cstdio>
#include <optional>

namespace fm {

namespace {

namespace fs = std::filesystem;

std::atomic<bool> stop_requested{false};

// What decides the result of a run, and so cannot change under it; --epochs may.
constexpr const char* settings[] = {
    "--preset", "--batch",        "--lr",        "--lr-schedule", "--loss",     "--sigma-min",
    "--ema",    "--weight-decay", "--precision", "--label-drop",  "--seed",     "--t-margin",
    "--start",  "--schedule",     "--base",      "--times",       "--coupling", "--euler-steps"};

struct Run {
  CLI::App* app = nullptr;
  LearningSource source;
  std::string device = "auto", resume, weights, out = "runs/mnist";
  int patience = 300;
  bool deterministic = false;
  Config config;
  TrainOptions options;

  std::unique_ptr<TrainState> start() {
    const fs::path there = fs::path(out) / "checkpoint.ckpt";
    const bool automatic = resume == "auto";
    if (automatic) resume = fs::exists(there) ? there.string() : "";
    FM_REQUIRE(!fs::exists(there) ||
                   (!resume.empty() && fs::exists(resume) && fs::equivalent(there, resume)),
               there.string() + " exists: continue it with --resume, or choose another --out");
    const std::string bytes = weights.empty() ? "" : read_file(weights);
    if (!bytes.empty()) config.start = sha256(bytes);
    if (resume.empty()) {
      torch::manual_seed(config.seed); // the initial weights
      auto fresh = std::make_unique<TrainState>(config);
      if (!bytes.empty()) begin_from(*fresh, bytes);
      return fresh;
    }
    auto state = load_checkpoint(resume);
    if (automatic) refuse_changes(state->config);
    if (app->count("--epochs") > 0) state->config.epochs = config.epochs;
    return state;
  }

  // The same command again may name its settings, as long as they are the run's.
  void refuse_changes(const Config& of_run) const {
    const nlohmann::json is = of_run, asked = config;
    for (std::string flag : settings) {
      if (app->count(flag) == 0) continue;
      std::string key = flag.substr(2);
      std::replace(key.begin(), key.end(), '-', '_');
      FM_REQUIRE(is.at(key) == asked.at(key) || asked.at(key) == "auto",
                 flag + " is " + asked.at(key).dump() + " here and " + is.at(key).dump() +
                     " in the run that is resumed: leave it out, or choose another --out");
    }
  }

  // What all ranks must begin with.
  nlohmann::json beginning(const TrainState& state, const Examples& examples) const {
    const torch::Tensor& masters = state.weights.state().masters;
    nlohmann::json all = state.config;
    all["step"] = state.step;
    all["max_steps"] = options.max_steps;
    all["examples"] = examples.count();
    all["weights"] = sha256({static_cast<const char*>(masters.const_data_ptr()), masters.nbytes()});
    return all;
  }

  void refuse_another(const nlohmann::json& beginning, const nlohmann::json& of_rank_0) const {
    for (const auto& [name, value] : beginning.items())
      FM_REQUIRE(
          value == of_rank_0.at(name),
          name + " is " + value.dump() + " here and " + of_rank_0.at(name).dump() +
              " at rank 0: start all ranks with the same flags, and let all see the folder " + out);
  }

  int operator()() try {
    if (resume.empty() || resume == "auto") source.name_in(config);
    check(config);
    const Place place = place_in_environment();
    options.device = device_named(device);
    if (options.device.is_cuda() && place.size > 1)
      options.device.set_index(c10::DeviceIndex(place.local_rank));
    Ranks ranks(place, std::chrono::seconds(patience), stop_requested);
    options.ranks = &ranks;
    try {
      return run(ranks);
    } catch (const RankLost&) {
      throw;
    } catch (const std::exception& error) {
      ranks.end(error.what());
      throw;
    }
  } catch (const RankLost& lost) {
    std::fprintf(stderr, "fm: %s\n", lost.what());
    return rank_lost;
  }

  int run(Ranks& ranks) {
    at::globalContext().setDeterministicAlgorithms(deterministic, false);
    if (!resume.empty() && resume != "auto") {
      for (const char* flag : settings)
        FM_REQUIRE(app->count(flag) == 0,
                   std::string(flag) +
                       " belongs to the run that is resumed and cannot change: leave it out");
      if (app->count("--out") == 0) out = fs::path(resume).parent_path().string();
      if (out.empty()) out = ".";
    }
    options.out = out;
    // Rank 0 first: it fetches the data, takes the folder and says where the run begins.
    std::string of_rank_0;
    if (!ranks.leads()) of_rank_0 = ranks.gather("", "at the start")[0];
    const LearningSource::Loaded data = source.load();
    options.test = &data.test;
    std::optional<FolderLock> alone;
    if (ranks.leads()) alone.emplace(out);
    const auto state = start();
    const Config& c = state->config;
    source.require_that_of(c);
    if (!state->autoencoder) state->autoencoder = data.autoencoder;
    const nlohmann::json here = beginning(*state, data.train);
    if (ranks.leads()) of_rank_0 = ranks.gather(here.dump(), "at the start")[0];
    refuse_another(here, nlohmann::json::parse(of_rank_0));
    ranks.gather("", "at the start"); // nothing is written before all have read
    if (ranks.leads()) {
      std::printf("%s VelocityNet on %s, %s, batch %d, %d epochs, from step %lld -> %s\n",
                  c.preset.c_str(), options.device.str().c_str(), c.precision.c_str(), c.batch,
                  c.epochs, (long long)state->step, out.c_str());
      if (ranks.size() > 1)
        std::printf("%d processes, %d examples of a batch each\n", ranks.size(),
                    c.batch / ranks.size());
      std::fflush(stdout);
    }
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
      if (std::signal(signal, [](int) { stop_requested = true; }) == SIG_IGN)
        std::signal(signal, SIG_IGN); // as nohup asks
    const bool finished = train(*state, data.train, options, stop_requested);
    if (ranks.leads()) {
      std::printf("%s at step %lld; state in %s\n", finished ? "finished" : "stopped",
                  (long long)state->step, (options.out / "checkpoint.ckpt").c_str());
      if (finished)
        std::printf("test loss %.4f\n", test_loss(state->flow(), data.test, c, options.device));
    }
    return finished || !ranks.stopping() ? done : stopped;
  }
};

} // namespace

Command train_command(CLI::App& program) {
  const auto run = std::make_shared<Run>();
  CLI::App* app = program.add_subcommand("train", "train on MNIST");
  app->footer(
      "In several processes: torchrun --nproc-per-node N --no-python fm train ...\n"
      "Each computes its share of --batch, which N must divide; rank 0 alone writes. When one "
      "dies the others\nend with code 3, the state saved, and the same command with --resume "
      "auto goes on, in as many as you like.");
  run->app = app;
  Config& c = run->config;
  run->source.add_to(app);
  app->add_option("--device", run->device, "auto, cpu or cuda")->capture_default_str();
  app->add_option("--preset", c.preset, "tiny, shallow, small, base or latent")
      ->capture_default_str();
  app->add_option("--epochs", c.epochs)->capture_default_str();
  app->add_option("--batch", c.batch)->capture_default_str();
  add_number(app, "--lr", c.lr, "peak learning rate of AdamW");
  app->add_option("--lr-schedule", c.lr_schedule, "cosine, constant or trapezoid")
      ->capture_default_str();
  add_number(app, "--weight-decay", c.weight_decay, "of AdamW");
  app->add_option("--loss", c.loss, "mse or smooth-l1")->capture_default_str();
  app->add_option("--schedule", c.schedule,
                  "of data and noise: cond-ot (the straight line), polynomial, "
                  "variance-preserving, linear-vp or cosine")
      ->capture_default_str();
  app->add_option("--base", c.base,
                  "of the noise: normal, or informed by the mean and the covariance of the pixels")
      ->capture_default_str();
  app->add_option("--coupling", c.coupling,
                  "of noise and digits in a batch: independent, minibatch-ot or classwise-ot")
      ->capture_default_str();
  app->add_option("--times", c.times,
                  "of training: uniform, stratified, antithetic, logit-normal, mode or log-normal")
      ->capture_default_str();
  app->add_option("--euler-steps", c.euler_steps,
                  "train only at the times that so many Euler steps look at; 0: at all times")
      ->capture_default_str();
  add_number(app, "--sigma-min", c.sigma_min, "noise left on the data at t = 1");
  add_number(app, "--t-margin", c.t_margin, "t lies in [margin, 1 - margin]");
  add_number(app, "--label-drop", c.label_drop, "share of labels dropped, for guidance");
  add_number(app, "--ema", c.ema, "decay of the averaged weights");
  add_seed(app, c.seed);
  app->add_option("--precision", c.precision, "auto, fp32 or bf16")->capture_default_str();
  app->add_option("--out", run->out, "folder for checkpoint, log and sample grids")
      ->capture_default_str();
  app->add_option("--resume", run->resume,
                  "checkpoint to continue; its settings are kept, but --epochs may change. auto: "
                  "the one in --out, if there is one");
  app->add_option("--start", run->weights, "weights to begin at: a published .safetensors");
  app->add_flag("--deterministic", run->deterministic,
                "the same bits from run to run on a GPU too, or an error where that cannot be");
  app->add_option("--checkpoint-every", run->options.checkpoint_every, "steps")
      ->capture_default_str();
  app->add_option("--sample-every", run->options.sample_every, "steps")->capture_default_str();
  app->add_option("--max-steps", run->options.max_steps, "stop and save after this many steps");
  app->add_option(
         "--rank-timeout", run->patience,
         "seconds that one process of several waits for another before it takes it for dead; "
         "more than rank 0 takes for the grid and loss of --sample-every")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  return {app, [run] { return (*run)(); }};
}

} // namespace fm
