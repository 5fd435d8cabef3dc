# LibTorch, and the trainer built on it.
torch_prefix() { "$1" -c 'import torch; print(torch.utils.cmake_prefix_path)' 2>/dev/null; }
# build_native TARGETS
build_native() {
  need_native
  mkdir -p build
  if [ -n "${Torch_DIR:-}" ]; then build release "$1" --fresh -DTorch_DIR="$Torch_DIR"; return; fi
  local python=python3
  if ! torch_prefix "$python" >build/torch-prefix; then
    python=build/venv/bin/python3
    if ! torch_prefix "$python" >build/torch-prefix; then
      need python3 python3
      python3 -c 'import ensurepip' 2>/dev/null || need /nowhere python3-venv
      say "installing LibTorch (the torch 2.13.0 wheel) into build/venv; set Torch_DIR to use your own"
      # The build for CPUs where pip can find it; else the one that brings CUDA with it.
      { python3 -m venv build/venv &&
        { "$python" -m pip install -q torch==2.13.0+cpu numpy || "$python" -m pip install -q torch==2.13.0 numpy; }; } >build/pip.log 2>&1 ||
        { tail -5 build/pip.log >&2; fail "LibTorch could not be installed: is there a network? The whole story is in build/pip.log"; }
      torch_prefix "$python" >build/torch-prefix || fail "LibTorch was installed but cannot be loaded: see build/pip.log"
    fi
  fi
  if ! command -v nvcc >/dev/null 2>&1 && "$python" -c 'import sys, torch; sys.exit(torch.version.cuda is None)'; then
    fail "this LibTorch ($python) is a CUDA build, and there is no CUDA toolkit (nvcc) to build with: install the toolkit, or a CPU build of torch"
  fi
  build release "$1" --fresh -DCMAKE_PREFIX_PATH="$(cat build/torch-prefix)"
}
