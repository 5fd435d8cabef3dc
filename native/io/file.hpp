// Files that are there whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace fm {

// The bytes as a file, whole or not at all: written beside it under a name of this process's own,
// flushed to the disk, then renamed over it, and the folder flushed. Whatever fails, what was there
// is left as it was and nothing is left beside it. Makes the folder. Throws fm::Error.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// Clears away what killed processes have left of the files that they wrote into this folder.
void remove_parts(const std::filesystem::path& folder);

// All of a file. Throws fm::Error when it cannot be read.
std::string read_file(const std::filesystem::path& path);

} // namespace fm
