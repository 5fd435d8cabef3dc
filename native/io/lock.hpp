// One writer a folder.
#pragma once

#include <filesystem>

namespace fm {

// Holds a folder for this process until it goes out of scope; the system lets go when the process
// ends, however it ends, so no file is left that would have to be cleared away. Makes the folder,
// and removes what writers that were killed have left in it. Throws fm::Error when another process
// holds it.
class FolderLock {
public:
  explicit FolderLock(const std::filesystem::path& folder);
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

private:
  int folder_ = -1;
};

} // namespace fm
