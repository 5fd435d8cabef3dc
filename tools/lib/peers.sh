# What the benches race against.
# peers: other implementations, for the bench and the golden values, in a virtual environment of their own.
need_peers() {
  local packages=("torch==2.13.0+cpu" numpy==2.4.6 scipy==1.17.1 POT==0.9.7.post1 mpmath==1.3.0 onnx==1.23.2)
  [ "$(cat build/peers/packages 2>/dev/null)" = "${packages[*]}" ] && return 0
  need python3 python3
  python3 -c 'import ensurepip' 2>/dev/null || need /nowhere python3-venv
  say "installing the peers into build/peers"
  mkdir -p build
  { python3 -m venv build/peers &&
    { build/peers/bin/python3 -m pip install -q "${packages[@]}" || build/peers/bin/python3 -m pip install -q "${packages[@]/+cpu/}"; } &&
    build/peers/bin/python3 -m pip install -q --no-deps torchdiffeq==0.2.5 torchcfm==1.0.7; } >build/peers.log 2>&1 ||
    { tail -5 build/peers.log >&2; fail "the peers could not be installed: is there a network? The whole story is in build/peers.log"; }
  printf '%s' "${packages[*]}" >build/peers/packages
}

# The peers of the browser; none is shipped with the pages.
need_web_peers() {
  local packages
  packages=$(cat tests/bench/web/packages.txt)
  [ "$(cat build/bench/peers/packages 2>/dev/null)" = "$packages" ] && return 0
  say "installing the browser's peers into build/bench/peers"
  mkdir -p build/bench/peers
  # shellcheck disable=SC2086  # several packages
  npm install --prefix build/bench/peers --no-audit --no-fund $packages >build/npm.log 2>&1 || { tail -5 build/npm.log >&2; fail "the peers could not be installed: is there a network? The whole story is in build/npm.log"; }
  printf '%s' "$packages" >build/bench/peers/packages
}
