// Checkpoints and other files when the disk, the bits or the neighbours are not as they should be.
#include "check.hpp"
#include "fm/base/require.hpp"
#include "io/file.hpp"
#include "io/lock.hpp"
#include "support.hpp"

#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace fm;
using namespace fm_test;

namespace {
// While it lives, no file grows beyond `bytes`: what a full disk does to a writer.
struct SmallDisk {
  rlimit before{};
  explicit SmallDisk(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit now{bytes, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &now);
  }
  ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &before); }
};
long entries(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}
} // namespace

TEST_CASE("a disk that fills up in a checkpoint leaves the last one, and a sentence") {
  const Folder folder;
  const fs::path path = folder.path / "checkpoint.ckpt";
  const auto state = shaken_state();
  save_checkpoint(path, *state);
  const std::string before = read(path);
  for (const rlim_t room : {0UL, 1000UL, 100'000UL, before.size() - 1}) {
    const SmallDisk disk(room);
    CHECK_THROWS_WITH(save_checkpoint(path, *state), Catch::Contains("is the disk full"));
  }
  CHECK(read(path) == before);
  CHECK(entries(folder.path) == 1);
  CHECK_NOTHROW(save_checkpoint(path, *state));
}

TEST_CASE("a checkpoint with one flipped bit is refused, wherever the bit is") {
  const Folder folder;
  const fs::path path = folder.path / "checkpoint.ckpt";
  save_checkpoint(path, *shaken_state());
  const std::string good = read(path);
  CHECK_NOTHROW(load_checkpoint(path));
  for (int i = 0; i < 40; ++i) {
    std::string bad = good;
    bad[good.size() * std::size_t(i) / 40] ^= char(1 << i % 8);
    write(path, bad);
    CHECK_THROWS_WITH(load_checkpoint(path), Catch::Contains("not a checkpoint of this trainer"));
  }
  write(path, good.substr(0, good.size() - 1));
  CHECK_THROWS_WITH(load_checkpoint(path), Catch::Contains("SHA-256"));
}

TEST_CASE("a file is written whole or not at all") {
  const Folder folder;
  write_file(folder.path / "deep" / "file", "old");
  {
    const SmallDisk disk(5);
    CHECK_THROWS_AS(write_file(folder.path / "deep" / "file", "too long"), Error);
  }
  CHECK(read_file(folder.path / "deep" / "file") == "old");
  CHECK(entries(folder.path / "deep") == 1);
  CHECK_THROWS_WITH(read_file(folder.path / "none"), Catch::Contains("cannot read"));
}

TEST_CASE("a folder has one writer at a time") {
  const Folder folder;
  const fs::path out = folder.path / "run";
  {
    const FolderLock first(out);
    CHECK_THROWS_WITH(FolderLock(out), Catch::Contains("is in use by another fm"));
  }
  CHECK_NOTHROW(FolderLock(out));
}

TEST_CASE("whoever holds a folder clears away what killed writers left in it") {
  const Folder folder;
  const pid_t gone = fork();
  REQUIRE(gone >= 0);
  if (gone == 0) _exit(0);
  waitpid(gone, nullptr, 0);
  const auto part = [&](pid_t writer) {
    return folder.path / ("manifest.json." + std::to_string(writer) + ".part");
  };
  write(part(gone), "half of a manif");
  write(part(::getpid()), "being written");
  write(folder.path / "my.part", "no file of ours");
  const FolderLock alone(folder.path);
  CHECK_FALSE(fs::exists(part(gone)));
  CHECK(fs::exists(part(::getpid())));
  CHECK(fs::exists(folder.path / "my.part"));
}
