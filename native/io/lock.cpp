#include "io/lock.hpp"

#include "fm/base/require.hpp"
#include "io/file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace fm {

FolderLock::FolderLock(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  folder_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  FM_REQUIRE(folder_ >= 0, "cannot use the folder " + folder.string() + " for results: " +
                               (failed ? failed.message() : "it cannot be opened"));
  // A file system without locks is no reason not to train.
  if (::flock(folder_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(folder_);
    throw Error(folder.string() + " is in use by another fm: wait for it, or choose another --out");
  }
  remove_parts(folder);
}

FolderLock::~FolderLock() { ::close(folder_); }

} // namespace fm
