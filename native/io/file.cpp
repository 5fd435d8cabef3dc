#include "io/file.hpp"

#include "fm/base/require.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <regex>
#include <unistd.h>
#include <vector>

namespace fm {

namespace fs = std::filesystem;

namespace {

struct Descriptor {
  int fd;
  explicit Descriptor(int number) : fd(number) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

void need(bool good) {
  if (!good) throw std::runtime_error(std::strerror(errno));
}

void write_all(const fs::path& path, std::string_view bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  need(file.fd >= 0);
  while (!bytes.empty()) {
    const ssize_t n = ::write(file.fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    need(n >= 0);
    bytes.remove_prefix(std::size_t(n));
  }
  // A rename that is on the disk before the bytes are would leave an empty file after a power cut.
  need(::fsync(file.fd) == 0);
  const int closed = ::close(file.fd);
  file.fd = -1;
  need(closed == 0);
}

// Some file systems cannot flush a folder, and say so; the rename itself has happened.
void flush_folder(const fs::path& folder) {
  const Descriptor here(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (here.fd >= 0) (void)::fsync(here.fd);
}

} // namespace

void write_file(const fs::path& path, std::string_view bytes) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const fs::path part = path.string() + "." + std::to_string(::getpid()) + ".part";
  try {
    fs::create_directories(folder);
    write_all(part, bytes);
    fs::rename(part, path);
  } catch (const std::exception& error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw Error("cannot write " + path.string() + ": is the disk full, or the folder read-only? (" +
                std::string(error.what()).substr(0, 200) + ")");
  }
  flush_folder(folder);
}

void remove_parts(const fs::path& folder) {
  static const std::regex ours(".+\\.([0-9]{1,9})\\.part");
  std::vector<fs::path> left;
  for (const auto& item : fs::directory_iterator(folder)) {
    const std::string name = item.path().filename().string();
    std::smatch match;
    if (std::regex_match(name, match, ours) && ::kill(std::stoi(match[1]), 0) != 0 &&
        errno == ESRCH)
      left.push_back(item.path());
  }
  std::error_code ignored;
  for (const fs::path& path : left) fs::remove(path, ignored);
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  FM_REQUIRE(in && !fs::is_directory(path), "cannot read " + path.string());
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  FM_REQUIRE(!in.bad(), "cannot read all of " + path.string());
  return bytes;
}

} // namespace fm
