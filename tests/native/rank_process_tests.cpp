// A run of several processes, as their users start and lose them.
#include "ranks.hpp"

using namespace fm;
using namespace fm_test;

namespace {

std::string program_flags(const Folder& folder, int batch = 12) {
  write_mnist(folder.path, 160, 260);
  return "train --preset tiny --sample-every 0 --device cpu --precision fp32 --rank-timeout 5 "
         "--epochs 1000 --resume auto --batch " +
         std::to_string(batch) + " --data " + folder.path.string() + " --out " +
         (folder.path / "run").string();
}

} // namespace

TEST_CASE("a killed rank ends the others with a sentence and a good checkpoint", "[ranks]") {
  const Folder folder;
  const std::string flags = program_flags(folder);
  const fs::path run = folder.path / "run", checkpoint = run / "checkpoint.ckpt";
  auto ranks = start_ranks(folder.path, 3, flags);
  wait_for_log(run);
  kill(ranks[1].pid, SIGKILL);
  CHECK(ranks[1].end().status == 128 + SIGKILL);
  const Outcome first = ranks[0].end(), last = ranks[2].end();
  INFO(first.text << last.text);
  CHECK(first.status == 3);
  CHECK(last.status == 3);
  const std::string step = std::to_string(load_checkpoint(checkpoint)->step);
  for (const Outcome& one : {first, last}) {
    CHECK(one.text.find("rank 1 has not answered at step " + step) != std::string::npos);
    CHECK(one.text.find("rank 0 leaves the state of step " + step + " in " + checkpoint.string()) !=
          std::string::npos);
  }
  // In one process, the same command goes on.
  const Outcome more = fm_run(flags + " --max-steps 1");
  CHECK(more.status == 0);
  CHECK(more.text.find("from step " + step) != std::string::npos);
}

TEST_CASE("rank 0, which hosts the store, is missed by name", "[ranks]") {
  const Folder folder;
  const fs::path run = folder.path / "run", checkpoint = run / "checkpoint.ckpt";
  auto ranks = start_ranks(folder.path, 2, program_flags(folder) + " --checkpoint-every 10");
  wait_for_log(run);
  kill(ranks[0].pid, SIGKILL);
  const Outcome left = ranks[1].end();
  INFO(left.text);
  CHECK(left.status == 3);
  CHECK(left.text.find("rank 0, which hosts the store of the run, was gone at step") !=
        std::string::npos);
  CHECK(left.text.find("the last good state is in " + checkpoint.string()) != std::string::npos);
  CHECK(load_checkpoint(checkpoint)->step % 10 == 0);
}

TEST_CASE("a signal at one rank stops all at the same step, saved", "[ranks]") {
  const Folder folder;
  auto ranks = start_ranks(folder.path, 2, program_flags(folder));
  wait_for_log(folder.path / "run");
  kill(ranks[1].pid, SIGTERM);
  for (RankProcess& rank : ranks) {
    const Outcome o = rank.end();
    INFO(o.text);
    CHECK(o.status == 130);
  }
  const std::int64_t step = load_checkpoint(folder.path / "run/checkpoint.ckpt")->step;
  CHECK(read(ranks[0].log).find("stopped at step " + std::to_string(step)) != std::string::npos);
}

TEST_CASE("ranks that cannot share a run say why, and end each other", "[ranks]") {
  const Folder folder;
  for (RankProcess& rank : start_ranks(folder.path, 2, program_flags(folder, 9))) {
    const Outcome o = rank.end();
    INFO(o.text);
    CHECK(o.status == 1);
    CHECK(o.text.find("--batch 9 is that of all 2 processes together") != std::string::npos);
  }
  CHECK_FALSE(fs::exists(folder.path / "run/checkpoint.ckpt"));
  const int port = free_port();
  const std::string flags = program_flags(folder);
  RankProcess zero(folder.path, place(0, 2, port), flags),
      other(folder.path, place(1, 2, port), flags + " --seed 9");
  const Outcome a = zero.end(), b = other.end();
  INFO(a.text << b.text);
  CHECK(b.status == 1);
  CHECK(b.text.find("start all ranks with the same flags") != std::string::npos);
  CHECK(a.status == 3);
  CHECK(a.text.find("rank 1 has failed: seed is 9 here and 0 at rank 0") != std::string::npos);
}

TEST_CASE("torchrun starts it", "[ranks]") {
  const fs::path torchrun = fs::path(FM_SOURCE) / "build/venv/bin/torchrun";
  if (!fs::exists(torchrun)) {
    skip_because("a run by torchrun: there is none at " + torchrun.string());
    return;
  }
  const Folder folder;
  const std::string command = "env -u MNIST_DIR OMP_NUM_THREADS=1 " + torchrun.string() +
                              " --standalone --nproc-per-node 2 --no-python " FM_PROGRAM " " +
                              program_flags(folder) + " --max-steps 3 > " +
                              (folder.path / "log").string() + " 2>&1";
  const int status = std::system(command.c_str());
  INFO(read(folder.path / "log"));
  CHECK(status == 0);
  CHECK(read(folder.path / "log").find("2 processes, 6 examples of a batch each") !=
        std::string::npos);
  CHECK(load_checkpoint(folder.path / "run/checkpoint.ckpt")->step == 3);
}
