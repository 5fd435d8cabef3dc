# What a build or a test needs, installed where it is missing: Debian's packages and npm's.
# need TOOL-OR-FILE PACKAGE ...: installs the packages whose tool or file is not there.
need() {
  local missing=()
  while [ $# -gt 0 ]; do
    case $1 in
      /*) [ -e "$1" ] || missing+=("$2") ;;
      *) command -v "$1" >/dev/null 2>&1 || missing+=("$2") ;;
    esac
    shift 2
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null 2>&1 || fail "please install ${missing[*]} (Debian's package names), then run this again: there is no apt-get here to do it"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || fail "please run as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing ${missing[*]}"
  mkdir -p build
  { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >build/apt.log 2>&1 ||
    { tail -5 build/apt.log >&2; fail "could not install ${missing[*]}: is there a network? The whole story is in build/apt.log"; }
}
need_compiler() { need cmake cmake ninja ninja-build g++ g++ node nodejs /usr/include/eigen3/Eigen/Core libeigen3-dev /usr/include/nlohmann/json.hpp nlohmann-json3-dev; }
need_wasm() { need cmake cmake ninja ninja-build em++ emscripten node nodejs /usr/include/eigen3/Eigen/Core libeigen3-dev /usr/include/nlohmann/json.hpp nlohmann-json3-dev; }
need_catch() { need /usr/include/catch2 catch2; }
need_clang() { need clang++ clang; }
# libFuzzer and the sanitizers of clang: a package of their own, named by clang's version.
need_fuzzer() {
  need_clang
  local probe='extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }'
  clang++ -fsanitize=fuzzer,address -x c++ - -o /dev/null <<<"$probe" 2>/dev/null && return 0
  need /nowhere "libclang-rt-$(clang++ -dumpversion | cut -d. -f1)-dev"
}
need_native() {
  need_compiler
  need /usr/include/CLI/CLI.hpp libcli11-dev /usr/include/stb/stb_image_write.h libstb-dev /usr/include/zlib.h zlib1g-dev /usr/include/openssl/sha.h libssl-dev
}
need_node_modules() {
  need node nodejs npm npm
  [ node_modules/.package-lock.json -nt package-lock.json ] && return 0
  say "npm ci"
  mkdir -p build
  npm ci --no-audit --no-fund >build/npm.log 2>&1 || { tail -5 build/npm.log >&2; fail "npm ci failed: is there a network? The whole story is in build/npm.log"; }
  touch node_modules/.package-lock.json
}
