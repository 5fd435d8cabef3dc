// The program itself: a run from start to published weights, stopped in between, and what it says
// to mistakes.
#include "check.hpp"
#include "io/digest.hpp"
#include "program.hpp"

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <thread>

using namespace fm_test;

TEST_CASE("mistakes on the command line get a sentence") {
  const Folder folder;
  const std::string out = " --out " + (folder.path / "run").string();
  fails_with("train" + out,
             "is there a network? Try again, choose another --mirror; or give --data");
  fails_with("train --data " + folder.path.string() + out, "no train-images-idx3-ubyte");
  fails_with("train --preset giant --data x" + out, "--preset is tiny, shallow, small or base");
  fails_with("train --learning-rate 1" + out, "did you mean", 2);
  fails_with("train --epoch 1" + out, "did you mean 'epochs'?", 2);
  fails_with("sample --checkpoint none" + out, "no checkpoint at none");
  fails_with("sample --weights none" + out, "cannot read none");
  fails_with("sample" + out, "Give --checkpoint FILE or --weights FILE");
  fails_with("sample --checkpoint none --label 12" + out, "12", 2);
  fails_with("sample --checkpoint none --solver rk5" + out, "dopri5", 2);
  fails_with("sample --checkpoint none --precision half" + out, "bf16", 2);
  fails_with("eval --checkpoint none --precision bf16 --bits 5", "--bits integrates derivatives");
  fails_with("", "subcommand", 2);
}

TEST_CASE("numbers that would become others are refused") {
  const std::string sample = "sample --checkpoint none --out x.png ";
  for (const std::string bad :
       {"-1", "18446744073709551616", "12345678901234567890123", "1.5", "x"})
    fails_with(sample + "--seed " + bad, "a seed is a whole number from 0 to", 2);
  fails_with(sample + "--seed 18446744073709551615", "no checkpoint at none");
  for (const std::string bad : {"nan", "inf", "-inf", "1e999", "2x"})
    fails_with(sample + "--guidance=" + bad, "--guidance is a finite number", 2);
  fails_with("train --lr nan", "--lr is a finite number", 2);
}

TEST_CASE("train, interrupt, resume, sample, export") {
  const Folder folder;
  write_mnist(folder.path, 160, 260);
  const std::string data = " --data " + folder.path.string(), run = (folder.path / "run").string();
  const std::string flags = "train --preset tiny --batch 8 --lr 1e-3 --sample-every 0 --device cpu";

  // Interrupted: it saves, and says where.
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const std::string command = "exec " FM_PROGRAM " " + flags + " --epochs 1000 --out " + run +
                                data + " > " + run + ".log 2>&1";
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  for (int i = 0; i < 600 && read(run + "/log.jsonl").empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  kill(child, SIGINT);
  int status = 0;
  waitpid(child, &status, 0);
  INFO(read(run + ".log"));
  CHECK(WEXITSTATUS(status) == 130);
  REQUIRE(fs::exists(run + "/checkpoint.ckpt"));

  // It neither overwrites a run nor starts anew in its folder by accident.
  fails_with(flags + " --epochs 1 --out " + run + data, "continue it with --resume");

  // What belongs to a run does not change under it, and another run's folder is not written to.
  const std::string resume = "train --device cpu --sample-every 0 --max-steps 5 --resume " + run +
                             "/checkpoint.ckpt" + data;
  fails_with(resume + " --lr 1", "--lr belongs to the run that is resumed");
  fs::create_directories(folder.path / "other");
  write(folder.path / "other/checkpoint.ckpt", "another run's");
  fails_with(resume + " --out " + (folder.path / "other").string(), "exists");
  CHECK(read(folder.path / "other/checkpoint.ckpt") == "another run's");

  const Outcome more = fm_run(resume);
  INFO(more.text);
  CHECK(more.status == 0);
  CHECK(more.text.find("stopped at step") != std::string::npos);
  std::ifstream log(run + "/log.jsonl");
  long last = 0;
  for (std::string line; std::getline(log, line);) {
    const long step = nlohmann::json::parse(line).at("step");
    CHECK(step > last);
    last = step;
  }
  CHECK(last >= 20);

  // The same command with `--resume auto` goes on, unless its settings are another run's.
  const std::string automatic = flags + " --resume auto --epochs 1000 --out " + run + data;
  CHECK(fm_run(automatic + " --max-steps 1").status == 0);
  fails_with(automatic + " --seed 9", "--seed is 9 here and 0 in the run that is resumed");

  const std::string from = " --checkpoint " + run + "/checkpoint.ckpt";
  const auto works = [&](const std::string& arguments, const std::string& words) {
    const Outcome o = fm_run(arguments);
    INFO(arguments << "\n" << o.text);
    CHECK(o.status == 0);
    CHECK(o.text.find(words) != std::string::npos);
  };
  works("sample" + from + " --steps 2 --count 4 --out " + run + "/grid.png", "4 digits");
  works("export" + from + " --out " + run + "/weights" + data, "published tiny");
  const auto manifest = nlohmann::json::parse(read(run + "/weights/manifest.json"));
  const std::string file =
      run + "/weights/" + manifest["networks"]["tiny"]["file"].get<std::string>();
  works("sample --weights " + file + " --solver tsit5 --steps 1 --count 4 --out " + run + "/w.png",
        "4 digits");
  works("interpolate --weights " + file + " --steps 1 --frames 3 --out " + run + "/i.png",
        "10 rows");
  works("invert --weights " + file + " --steps 2 --count 2 --out " + run + "/v.png" + data,
        "and back");
  works("inspect " + file, "parameters");
  works("inspect " + run + "/checkpoint.ckpt", "a checkpoint at step");
  std::string bytes = read(file);
  bytes.back() ^= 1;
  write(file, bytes);
  fails_with("inspect " + file, "SHA-256 differs");
}

TEST_CASE("killed while it publishes, the exporter leaves a network that is whole") {
  const Folder folder;
  write_mnist(folder.path, 160, 260);
  const std::string data = " --data " + folder.path.string();
  const fs::path weights = folder.path / "weights";
  std::vector<std::string> runs;
  for (const std::string seed : {"1", "2"}) {
    runs.push_back((folder.path / seed).string());
    REQUIRE(fm_run("train --preset tiny --batch 8 --sample-every 0 --device cpu --max-steps 1 " +
                   std::string("--seed ") + seed + " --out " + runs.back() + data)
                .status == 0);
  }
  const auto command = [&](std::size_t i) {
    return "export --name net --checkpoint " + runs[i % 2] + "/checkpoint.ckpt --out " +
           weights.string() + data;
  };
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(fm_run(command(0)).status == 0);
  const auto whole = std::chrono::steady_clock::now() - start;
  for (std::size_t i = 1; i <= 40; ++i) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      execl("/bin/sh", "sh", "-c",
            ("exec " FM_PROGRAM " " + command(i) + " > /dev/null 2>&1").c_str(), nullptr);
      _exit(127);
    }
    // Late in the run, where it writes.
    std::this_thread::sleep_for(whole * (60 + double(i)) / 100);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const auto entry =
        nlohmann::json::parse(read(weights / "manifest.json")).at("networks").at("net");
    CHECK(fm::sha256(read(weights / entry.at("file").get<std::string>())) == entry.at("sha256"));
  }
  // The next one clears away what the killed ones left.
  REQUIRE(fm_run(command(1)).status == 0);
  long files = 0;
  for (const auto& item : fs::directory_iterator(weights))
    files += item.path().filename() != "manifest.json";
  CHECK(files == 1);
}

TEST_CASE("a run that is hung up on saves, and a folder takes one trainer") {
  const Folder folder;
  write_mnist(folder.path, 160, 260);
  const std::string run = (folder.path / "run").string();
  const std::string command = "train --preset tiny --batch 8 --sample-every 0 --device cpu "
                              "--epochs 1000 --resume auto --out " +
                              run + " --data " + folder.path.string();
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    execl("/bin/sh", "sh", "-c",
          ("exec " FM_PROGRAM " " + command + " > " + run + ".log 2>&1").c_str(), nullptr);
    _exit(127);
  }
  for (int i = 0; i < 600 && read(run + "/log.jsonl").empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  fails_with(command, "is in use by another fm");
  kill(child, SIGHUP);
  int status = 0;
  waitpid(child, &status, 0);
  INFO(read(run + ".log"));
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
  CHECK(fs::exists(run + "/checkpoint.ckpt"));
}

TEST_CASE("the settings can be printed and read back") {
  const Folder folder;
  const Outcome printed = fm_run("--print-config train --batch 17 --preset tiny");
  INFO(printed.text);
  CHECK(printed.status == 0);
  CHECK(printed.text.find("train.batch=17") != std::string::npos);
  write(folder.path / "run.ini", printed.text);
  const Outcome again =
      fm_run("--config " + (folder.path / "run.ini").string() + " --print-config train --epochs 3");
  CHECK(again.text.find("train.batch=17") != std::string::npos);
  const Outcome set = fm_run("--config " + (folder.path / "run.ini").string() +
                             " --print-config train --set batch=5 --set lr_schedule=constant");
  INFO(set.text);
  CHECK(set.text.find("train.batch=5") != std::string::npos);
  CHECK(set.text.find("train.lr-schedule=\"constant\"") != std::string::npos);
  CHECK(again.text.find("train.epochs=3") != std::string::npos);
  write(folder.path / "typo.ini", "train.learning-rate=1\n");
  fails_with("--config " + (folder.path / "typo.ini").string() + " train --data x", "learning-rate",
             2);
  fails_with("--set learning-rte=1 train --data x", "there is no setting 'learning-rte'", 2);
  fails_with("--set lr_schedul=cosine train --data x", "did you mean 'lr-schedule'?", 2);
  fails_with("--set lr train --data x", "key=value", 2);
}
