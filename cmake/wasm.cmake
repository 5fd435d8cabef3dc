# Emscripten sees only what it is shown: the native /usr/include would shadow its own C library. So the two
# header-only packages get a folder of their own.
find_path(FM_EIGEN_DIR Eigen/Core PATHS /usr/include/eigen3 /usr/local/include/eigen3
          NO_CMAKE_FIND_ROOT_PATH REQUIRED)
find_path(FM_JSON_DIR nlohmann/json.hpp PATHS /usr/include /usr/local/include
          NO_CMAKE_FIND_ROOT_PATH REQUIRED)
set(FM_WASM_INCLUDE ${CMAKE_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${FM_WASM_INCLUDE})
file(CREATE_LINK ${FM_JSON_DIR}/nlohmann ${FM_WASM_INCLUDE}/nlohmann SYMBOLIC)
target_include_directories(fm SYSTEM INTERFACE ${FM_EIGEN_DIR} ${FM_WASM_INCLUDE})

# SIMD128 without the relaxed instructions, which differ between machines; native exceptions, which cost
# nothing until thrown.
target_compile_options(fm INTERFACE -msimd128 -fwasm-exceptions)
target_link_options(fm INTERFACE -fwasm-exceptions)
