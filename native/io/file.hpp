// Files that are there whole or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace fm {

// The bytes as a file, whole or not at all. Throws fm::Error.
void write_file(const std::filesystem::path& path, const std::string& bytes);

// Runs write(temporary path), then renames it to `path`; on failure removes the temporary file and
// throws fm::Error, so that what was there before is left as it was.
void write_whole(const std::filesystem::path& path,
                 const std::function<void(const std::filesystem::path&)>& write);

} // namespace fm
