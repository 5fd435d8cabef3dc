"""Our mathematics beside its peers, in one process on one thread: `./course bench math`.

Each peer's answer is compared with ours first; then both are timed in turn, and the ratio of medians is what counts.
"""
import ctypes
import json
import os
import subprocess
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
import ot
import torch
import torchdiffeq
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../native"))
from options import TrainerOptions

torch.set_num_threads(1)
library, wasm_bench, as_json = ctypes.CDLL(sys.argv[1]), sys.argv[2], "--json" in sys.argv
library.fm_last_error.restype = ctypes.c_char_p
for create in ("fm_trainer_create", "fm_field_of_trainer"):
    getattr(library, create).restype = ctypes.c_void_p
D = ctypes.c_double
rng = np.random.default_rng(1)
repeats = 7  # and of an ODE three times as often, for its ratio is the nearest to its target


def pointer(a):
    return ctypes.c_void_p(a.ctypes.data) if a is not None else None


def call(name, *args):
    status = getattr(library, name)(*[pointer(a) if isinstance(a, np.ndarray) else a for a in args])
    if status is None or status == -1:
        raise RuntimeError(f"{name}: {library.fm_last_error().decode()}")
    return status


def sample(kind, n, seed):
    out = np.empty((n, 2), np.float32)
    call("fm_sample", kind, n, seed, 0, out, None)
    return out


def race(ours, peer, repeats):
    """Medians in ms, taken in turn."""
    times = ([], [])
    for _ in range(repeats):
        for f, list_ in ((ours, times[0]), (peer, times[1])):
            start = time.perf_counter()
            f()
            list_.append(1e3 * (time.perf_counter() - start))
    spread = [f"{np.median(t):.3g} ({min(t):.3g} to {max(t):.3g})" for t in times]
    return spread, np.median(times[1]) / np.median(times[0])


rows = []


def row(what, peer, ours_f, peer_f, target, often=1):
    spread, ratio = race(ours_f, peer_f, often * repeats)
    rows.append({"what": what, "peer": peer, "ours_ms": spread[0], "peer_ms": spread[1], "ratio": round(float(ratio), 2), "target": target})


# --- assignment, n = 1024 in the plane ------------------------------------------------------------

n = 1024
x, y = sample(0, n, 1), sample(2, n, 2)
columns, out = np.empty(n, np.int32), np.empty(2)


def ours_points(a=x, b=y):
    call("fm_assign_points", len(a), a.shape[1], a, b, columns, None, out)


def cost_of(a, b):
    return ((a[:, None].astype(np.float64) - b[None].astype(np.float64)) ** 2).sum(-1)


def check_optimal(a, b, name):
    ours_points(a, b)
    c = cost_of(a, b)
    r, k = linear_sum_assignment(c)
    best = c[r, k].sum()
    got = c[np.arange(len(a)), columns[: len(a)]].sum()
    assert abs(got - best) <= 1e-6 * max(best, 1e-9), f"{name}: {got} against {best}"


check_optimal(x, y, "geometry")
check_optimal(np.round(x), np.round(y), "ties")
check_optimal(x[np.arange(n) % 50], y[np.arange(n) % 31], "duplicates")
check_optimal(x, y + np.float32(1000), "far means")
cost = cost_of(x, y)
uniform = np.full(n, 1 / n)
row("assignment, 1024 points of N(0, I) to moons, costs and all", "scipy linear_sum_assignment, costs given", ours_points, lambda: linear_sum_assignment(cost), 20)
row("the same", "POT emd, costs given", ours_points, lambda: ot.emd(uniform, uniform, cost), 6)
row("the same from a matrix of doubles, exact to rounding", "scipy linear_sum_assignment", lambda: call("fm_assign", n, cost, columns, None, out), lambda: linear_sum_assignment(cost), None)

# --- costs in 784 dimensions ----------------------------------------------------------------------

a, b = rng.standard_normal((n, 784), dtype=np.float32), rng.standard_normal((n, 784), dtype=np.float32)
distances = np.empty((n, n), np.float32)


def numpy_costs():
    return (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * (a @ b.T)


call("fm_squared_distances", n, n, 784, a, b, distances)
assert np.abs(distances - numpy_costs()).max() < 1e-2
row("squared distances, 1024 x 1024 in 784 dimensions", "numpy, float32 BLAS", lambda: call("fm_squared_distances", n, n, 784, a, b, distances), numpy_costs, 1)

# --- ODEs: 2,000 points, network 18-64-64-64-2 ----------------------------------------------------

widths = [18, 64, 64, 64, 2]
options = TrainerOptions(times_scale=1, time_features=16, batch=256, learning_rate=2e-3, seed=1)
points, hidden = sample(2, 2048, 3), np.array([64, 64, 64], np.int32)
trainer = ctypes.c_void_p(call("fm_trainer_create", 2048, points, None, None, 0, None, 3, hidden, ctypes.byref(options)))
losses = np.empty(300, np.float32)
call("fm_trainer_run", trainer, 300, losses)
field = ctypes.c_void_p(call("fm_field_of_trainer", trainer, -1, D(1)))
layers = []
for k in range(4):
    w, bias = np.empty((widths[k], widths[k + 1]), np.float32), np.empty(widths[k + 1], np.float32)
    call("fm_trainer_layer", trainer, k, widths[k], widths[k + 1], w, bias)
    layers.append((torch.from_numpy(w), torch.from_numpy(bias)))
frequencies = torch.tensor(10000.0) ** (-torch.arange(8) / 7)


@torch.no_grad()
def network(t, z):
    angle = 2 * torch.pi * t * frequencies
    h = torch.cat([z, torch.cat([angle.sin(), angle.cos()]).expand(len(z), 16)], 1)
    for k, (w, bias) in enumerate(layers):
        h = torch.addmm(bias, h, w)
        if k < 3:
            h = torch.nn.functional.silu(h)
    return h


m = 2000
start = sample(0, m, 4)
start_torch = torch.from_numpy(start)
solvers = {"euler": (0, "euler", 100), "rk4": (5, "rk4", 50)}  # theirs is the 3/8 rule
for name, (ours, theirs, steps) in solvers.items():
    grid = np.linspace(0, 1, steps + 1)
    states = np.empty((steps + 1, m, 2), np.float32)
    grid_torch = torch.tensor(grid, dtype=torch.float32)
    go = lambda: call("fm_field_solve", field, ours, steps, grid, m, start, states)
    peer = lambda: torchdiffeq.odeint(network, start_torch, grid_torch, method=theirs)
    go()
    assert np.abs(states[-1] - peer()[-1].numpy()).max() < 1e-3
    row(f"ODE, 2000 points, {name} in {steps} steps", f"torchdiffeq {theirs}", go, peer, 2, often=3)
last, end, report = np.empty((1, m, 2), np.float32), np.array([1.0]), np.empty(6)


def adaptive():
    call("fm_field_solve_adaptive", field, 7, D(0), D(1), D(1e-5), D(1e-5), 1, 10000, D(0), 1, end, m, start, last, report)


evaluations = 0


def counted(t, z):
    global evaluations
    evaluations += 1
    return network(t, z)


peer = lambda f=network: torchdiffeq.odeint(f, start_torch, torch.tensor([0.0, 1.0]), method="dopri5", rtol=1e-5, atol=1e-5)
adaptive()
truth = np.empty((401, m, 2), np.float32)
call("fm_field_solve", field, 5, 400, np.linspace(0, 1, 401), m, start, truth)
error = [np.abs(s - truth[-1]).max() for s in (last[0], peer(counted)[-1].numpy())]
row(f"ODE, 2000 points, dopri5 at 1e-5, RMS norm ({report[3]:.0f} evaluations, error {error[0]:.1g})",
    f"torchdiffeq dopri5 ({evaluations} evaluations, error {error[1]:.1g})", adaptive, peer, 2, often=3)

# --- in WebAssembly -------------------------------------------------------------------------------

problem = f"{os.path.dirname(wasm_bench)}/../../../build/bench/problem.json"
with open(problem, "w") as file:
    json.dump({"x": x.ravel().tolist(), "y": y.ravel().tolist(), "best": float(cost[linear_sum_assignment(cost)].sum())}, file)
rows += json.loads(subprocess.run(["node", wasm_bench, problem], check=True, capture_output=True, text=True).stdout)

if as_json:
    print(json.dumps(rows, indent=1))
else:
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line), "unknown processor")
    print(f"{cpu}, one thread, median of {repeats} in turn ({3 * repeats} for ODEs; least to most), ms\n")
    print("| what | ours | peer | | ratio | target |\n| --- | --- | --- | --- | --- | --- |")
    for r in rows:
        target = "" if r["target"] is None else f"{r['target']}"
        print(f"| {r['what']} | {r['ours_ms']} | {r['peer']} | {r['peer_ms']} | {r['ratio']} | {target} |")
