// Memory and errors.
#include "border.hpp"

#include <cstdlib>

namespace {
char last_error[512] = "";
}

void fm::border::keep_error(const char* what) noexcept {
  std::strncpy(last_error, what, sizeof last_error - 1);
}

void* fm_alloc(size_t bytes) noexcept { return std::malloc(bytes ? bytes : 1); }
void fm_free(void* p) noexcept { std::free(p); }
const char* fm_last_error(void) noexcept { return last_error; }
