#include "io/file.hpp"

#include "fm/base/require.hpp"

#include <fstream>

namespace fm {

namespace fs = std::filesystem;

void write_file(const fs::path& path, const std::string& bytes) {
  write_whole(path, [&](const fs::path& part) {
    std::ofstream file(part, std::ios::binary);
    file.exceptions(std::ios::failbit | std::ios::badbit);
    file.write(bytes.data(), std::streamsize(bytes.size()));
    file.flush();
  });
}

void write_whole(const fs::path& path, const std::function<void(const fs::path&)>& write) {
  const fs::path part = path.string() + ".part";
  try {
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    write(part);
    fs::rename(part, path);
  } catch (const std::exception& error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw Error("cannot write " + path.string() + ": is the disk full, or the folder read-only? (" +
                std::string(error.what()).substr(0, 200) + ")");
  }
}

} // namespace fm
