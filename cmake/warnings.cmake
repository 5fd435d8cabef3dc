# The warnings that our own targets are held to, as errors. One reason a flag.
add_library(fm_warnings INTERFACE)
target_compile_options(fm_warnings INTERFACE
  -Wall -Wextra   # the usual
  -Wconversion    # a silent double -> float or size -> int is how a digit goes missing
  -Wshadow        # x inside x is never what the formula meant
  -Wno-psabi      # vectors wider than a register are only ever passed inline here
  -Werror
  # GCC 12 sees an overlap in std::string's own operator+ (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
