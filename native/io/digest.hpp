// SHA-256 of bytes: what names a file by its contents.
#pragma once

#include <string>
#include <string_view>

namespace fm {

// Lower-case hexadecimal SHA-256 (FIPS 180-2).
std::string sha256(std::string_view bytes);

} // namespace fm
