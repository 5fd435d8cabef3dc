cmake_minimum_required(VERSION 3.25)
# cmake -DSOURCE=tree -DOUT=commit.hpp -P commit.cmake: the commit the tree is at, as a header, which
# is touched only when it changes.
execute_process(COMMAND git describe --always --dirty WORKING_DIRECTORY ${SOURCE}
                OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
file(CONFIGURE OUTPUT ${OUT} CONTENT "// Written at build time.
#pragma once
namespace fm {
inline constexpr const char* commit = \"@commit@\";
}
" @ONLY)
