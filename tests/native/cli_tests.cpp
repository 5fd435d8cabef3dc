// The program itself: a run from start to published weights, stopped in between, and what it says
// to mistakes.
#include "check.hpp"
#include "support.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <thread>

using namespace fm_test;

namespace {
struct Outcome {
  int status;
  std::string text;
};
Outcome fm_run(const std::string& arguments) {
  FILE* pipe = popen(("env -u MNIST_DIR " FM_PROGRAM " " + arguments + " 2>&1").c_str(), "r");
  REQUIRE(pipe);
  std::string text;
  std::array<char, 512> chunk;
  while (std::fgets(chunk.data(), int(chunk.size()), pipe)) text += chunk.data();
  return {WEXITSTATUS(pclose(pipe)), text};
}
void fails_with(const std::string& arguments, const std::string& words) {
  const Outcome o = fm_run(arguments);
  INFO(arguments << "\n" << o.text);
  CHECK(o.status != 0);
  CHECK(o.text.find(words) != std::string::npos);
}
} // namespace

TEST_CASE("mistakes on the command line get a sentence") {
  const Folder folder;
  const std::string out = " --out " + (folder.path / "run").string();
  fails_with("train" + out, "where is MNIST?");
  fails_with("train --data " + folder.path.string() + out, "no train-images-idx3-ubyte");
  fails_with("train --preset giant --data x" + out, "--preset is tiny, shallow, small or base");
  fails_with("train --no-such-flag" + out, "--no-such-flag");
  fails_with("sample --checkpoint none" + out, "no checkpoint at none");
  fails_with("sample --checkpoint none --label 12" + out, "12");
  fails_with("", "subcommand");
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

  const Outcome sampled = fm_run("sample --checkpoint " + run +
                                 "/checkpoint.ckpt --steps 2 --count 4 --out " + run + "/grid.png");
  INFO(sampled.text);
  CHECK(sampled.status == 0);
  CHECK(fs::exists(run + "/grid.png"));
  const Outcome published =
      fm_run("export --checkpoint " + run + "/checkpoint.ckpt --out " + run + "/weights" + data);
  INFO(published.text);
  CHECK(published.status == 0);
  CHECK(fs::exists(run + "/weights/tiny.safetensors"));
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
  CHECK(again.text.find("train.epochs=3") != std::string::npos);
  write(folder.path / "typo.ini", "train.learning-rate=1\n");
  fails_with("--config " + (folder.path / "typo.ini").string() + " train --data x",
             "learning-rate");
}
