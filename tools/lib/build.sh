# Builds: a preset of CMakePresets.json, the modules of the pages, the site.
# build PRESET TARGETS [cmake arguments]: configures when the arguments or the presets are new, then lets ninja see what changed.
build() {
  local preset=$1 targets=$2 log=build/$1.log arguments
  shift 2
  arguments="$* $(cksum CMakePresets.json 2>/dev/null || true)"
  # A copied checkout would go on building the sources of the folder that it was copied from.
  if [ -f "build/$preset/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "build/$preset/CMakeCache.txt"; then
    say "build/$preset belongs to another folder: beginning anew"
    rm -rf "build/$preset"
  fi
  mkdir -p "build/$preset"
  if [ ! -f "build/$preset/build.ninja" ] || [ "$arguments" != "$(cat "build/$preset/arguments" 2>/dev/null)" ]; then
    say "configuring $preset"
    cmake --preset "$preset" "$@" >"$log" 2>&1 || { tail -20 "$log" >&2; rm -f "build/$preset/arguments"; fail "cmake --preset $preset failed"; }
    printf '%s' "$arguments" >"build/$preset/arguments"
  fi
  # shellcheck disable=SC2086  # several targets
  ninja -C "build/$preset" -n $targets | grep -q 'no work to do' || say "building $preset"
  # shellcheck disable=SC2086
  ninja -C "build/$preset" $targets >"$log" 2>&1 || {
    { grep -E 'error|FAILED|warning' -A5 "$log" || tail -20 "$log"; } | head -60 | cut -c1-300 >&2
    fail "the build of $preset failed; the whole story is in $log"
  }
}
# build_wasm TARGETS TESTS: TESTS is ON or OFF; the pages need none, and leave those that are there.
build_wasm() {
  need_wasm
  local tests=$2
  if [[ $(cat build/wasm/arguments 2>/dev/null) == *FM_TESTS=ON ]]; then tests=ON; fi
  # Debian's emcc looks for its JavaScript helpers here, and newer nodes do not.
  if [ -d /usr/share/nodejs/acorn ]; then export NODE_PATH=/usr/share/nodejs; fi
  build wasm "$1" -DCMAKE_TOOLCHAIN_FILE="$(dirname "$(readlink -f "$(command -v em++)")")/cmake/Modules/Platform/Emscripten.cmake" -DFM_TESTS="$tests"
}
# build_site [FOLDER] [BASE]
build_site() {
  build_wasm modules OFF
  need_node_modules
  node web/build/build.mjs "$@" || fail "the pages could not be built"
}
