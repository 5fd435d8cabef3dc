#include "data/fetch.hpp"

#include "fm/base/require.hpp"
#include "io/digest.hpp"
#include "io/file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <spawn.h>
#include <sys/wait.h>
#include <vector>
#include <zlib.h>

extern char** environ;

namespace fm {

namespace fs = std::filesystem;

const MnistFiles mnist_files{{
    {"train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
    {"train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
    {"t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
    {"t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
}};

namespace {

constexpr const char* instead =
    "; or give --data FOLDER (or MNIST_DIR) with the four original files";

// curl's exit code, or -1 when there is no curl.
int curl(const std::string& url, const fs::path& out) {
  std::vector<std::string> words{
      "curl",       "--fail",     "--silent", "--location", "--connect-timeout", "20",
      "--max-time", "600",        "--retry",  "2",          "--max-filesize",    "100000000",
      "--output",   out.string(), url};
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  if (::posix_spawnp(&child, "curl", nullptr, nullptr, argv.data(), environ) != 0) return -1;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

std::string uncompressed(const fs::path& path) {
  std::string out, chunk(1 << 20, '\0');
  gzFile file = gzopen(path.c_str(), "rb");
  for (int n; file && (n = gzread(file, chunk.data(), unsigned(chunk.size()))) > 0;)
    out.append(chunk, 0, std::size_t(n));
  if (file) gzclose(file);
  return out; // whether it is all that was published, its digest tells
}

void fetch(const fs::path& folder, const std::string& mirror, const MnistFile& file) {
  const std::string url = mirror + (mirror.ends_with('/') ? "" : "/") + file.name + ".gz";
  const fs::path part = folder / (file.name + ".gz.part");
  const int status = curl(url, part);
  const std::string bytes = status == 0 ? uncompressed(part) : "";
  std::error_code ignored;
  fs::remove(part, ignored);
  FM_REQUIRE(status != -1, std::string("MNIST is fetched by curl, which is not installed: "
                                       "install it") +
                               instead);
  FM_REQUIRE(status == 0, "could not fetch " + url + " (curl ended with " + std::to_string(status) +
                              "): is there a network? Try again, choose another --mirror" +
                              instead);
  FM_REQUIRE(sha256(bytes) == file.sha256, url + " is not the original " + file.name +
                                               ": its SHA-256 differs, so it was not kept. Choose "
                                               "another --mirror" +
                                               instead);
  write_file(folder / file.name, bytes);
}

} // namespace

fs::path mnist_cache() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  const fs::path base = cache && *cache ? fs::path(cache) : fs::path(home ? home : ".") / ".cache";
  return base / "flow-matching-live" / "mnist";
}

fs::path fetch_mnist(const fs::path& folder, const std::string& mirror, const MnistFiles& files) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  FM_REQUIRE(!failed, "cannot make " + folder.string() + ": " + failed.message() + instead);
  bool said = false;
  for (const MnistFile& file : files) {
    if (fs::exists(folder / file.name) && sha256(read_file(folder / file.name)) == file.sha256)
      continue;
    if (!said)
      std::printf("fetching MNIST from %s into %s (11 MB, once; digests are checked)\n",
                  mirror.c_str(), folder.c_str());
    std::fflush(stdout);
    said = true;
    fetch(folder, mirror, file);
  }
  return folder;
}

} // namespace fm
