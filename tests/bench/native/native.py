"""Our kernels natively beside PyTorch, on one thread: `./course bench native`.

    native.py LIBFM_ENGINE.so [--only train|unet] [--json]
Answers are compared first; then both run in turn, and the ratios, taken round by round, are what counts.
"""
import argparse
import ctypes
import json
import os
import sys
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
import torch
from torch.nn import functional as F

import torch_nets
import unet_weights
from options import TrainerOptions

torch.set_num_threads(1)
parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("library")
parser.add_argument("--only", choices=["train", "unet"])
parser.add_argument("--json", action="store_true")
chosen = parser.parse_args()
library = ctypes.CDLL(chosen.library)
library.fm_last_error.restype = ctypes.c_char_p
for create in ("fm_trainer_create", "fm_field_of_trainer", "fm_unet_create"):
    getattr(library, create).restype = ctypes.c_void_p
rounds, round_seconds, learning_rate = 5, 0.7, 3e-3


def call(name, *args):
    values = [ctypes.c_void_p(a.ctypes.data) if isinstance(a, np.ndarray) else a for a in args]
    status = getattr(library, name)(*values)
    if status is None or status == -1:
        raise RuntimeError(f"{name}: {library.fm_last_error().decode()}")
    return status


def rate(f, seconds):
    """Calls of f a second."""
    count, start = 0, time.perf_counter()
    while (passed := time.perf_counter() - start) < seconds:
        f()
        count += 1
    return count / passed


def spread(values):
    median, least, most = (f"{float(f'{v:.3g}'):,g}" for v in (np.median(values), min(values), max(values)))
    return f"{median} ({least} to {most})"


rows = []


def race(what, contenders):
    """contenders: name -> (function, what one call counts for), ours first."""
    for f, _ in contenders.values():
        rate(f, round_seconds)
    rates = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, (f, worth) in contenders.items():
            rates[name].append(worth * rate(f, round_seconds))
    ours, *others = rates
    best = max(others, key=lambda name: np.median(rates[name]))
    rows.append({"what": what, "ours": spread(rates[ours]), "peers": {name: spread(rates[name]) for name in others}, "best": best,
                 "ratio": spread(np.divide(rates[ours], rates[best]))})


def near(a, b, tolerance, what):
    off = np.abs(a - b).max() / np.abs(b).max()
    if not off <= tolerance:
        sys.exit(f"wrong answer: {what} is {off:.1e} of the largest off")


# --- training -------------------------------------------------------------------------------------

updates_a_call = 8


def trainer(net, batch, points):
    options = TrainerOptions(times_scale=1, activation=["silu", "relu"].index(net.activation), time_features=net.time_features,
                             time_layers=net.time_layers, batch=batch, learning_rate=learning_rate, seed=1)
    hidden = np.array(net.hidden, np.int32)
    return ctypes.c_void_p(call("fm_trainer_create", len(points), points, None, None, 0, None, len(hidden), hidden, ctypes.byref(options)))


def layers_of(handle, net):
    layers = []
    for k, (inputs, outputs) in enumerate(net.sizes()):
        w, b = np.empty((inputs, outputs), np.float32), np.empty(outputs, np.float32)
        call("fm_trainer_layer", handle, k, inputs, outputs, w, b)
        layers.append((w, b))
    return layers


def torch_training(module, batches, fused):
    """A function that does one update; PyTorch is given its batches."""
    optimiser = torch.optim.Adam(module.parameters(), lr=learning_rate, fused=fused, foreach=not fused)
    at = 0

    def update():
        nonlocal at
        x, t, u = batches[at % len(batches)]
        at += 1
        optimiser.zero_grad(set_to_none=True)
        loss = F.mse_loss(module(x, t), u)
        loss.backward()
        optimiser.step()
        return loss

    return update


def bench_training(name, batch):
    net = torch_nets.nets[name]
    points = np.empty((2048, 2), np.float32)
    call("fm_sample", 2, len(points), 1, 0, points, None)
    handle = trainer(net, batch, points)
    layers = layers_of(handle, net)
    field = ctypes.c_void_p(call("fm_field_of_trainer", handle, -1, ctypes.c_double(1)))
    ours = np.empty((256, 2), np.float32)
    call("fm_field_velocity", field, 256, points, ctypes.c_double(0.3), ours, None)
    with torch.no_grad():
        theirs = torch_nets.Net(net, layers)(torch.from_numpy(points[:256]), torch.full((256,), 0.3)).numpy()
    near(theirs, ours, 1e-4, f"the velocity of net {name} in PyTorch")

    rng, batches = torch.Generator().manual_seed(1), []
    for _ in range(20):
        x_0, x_1 = torch.randn(batch, 2, generator=rng), torch.from_numpy(points)[torch.randint(len(points), (batch,), generator=rng)]
        t = torch.rand(batch, generator=rng)
        batches.append((x_0 + t[:, None] * (x_1 - x_0), t, x_1 - x_0))
    peers = {label: torch_training(torch_nets.Net(net, layers), batches, fused) for label, fused in (("PyTorch (eager), fused Adam", True), ("PyTorch (eager), foreach Adam", False))}
    losses = np.empty(updates_a_call, np.float32)
    # Ours draws its own batches: its mean loss over updates 21 to 40 is near, by the noise of the batches; without learning it would
    # be a quarter higher.
    means = [np.mean([float(update().detach()) for _ in range(40)][20:]) for update in peers.values()]
    first = np.empty(40, np.float32)
    call("fm_trainer_run", handle, 40, first)
    near(first[20:].mean(keepdims=True), np.array(means[:1]), 0.1, f"our mean loss of net {name} after 20 updates")

    def run():
        if call("fm_trainer_run", handle, updates_a_call, losses) < updates_a_call:
            sys.exit("our training diverged")

    race(f"training net {name}, batch {batch}, updates/s", {"ours": (run, updates_a_call)} | {k: (f, 1) for k, f in peers.items()})
    call("fm_field_destroy", field)
    call("fm_trainer_destroy", handle)


# --- the U-Net ------------------------------------------------------------------------------------


def bench_unet(batch=16):
    weights = unet_weights.random_weights(64)
    with tempfile.TemporaryDirectory() as folder:
        unet_weights.write(f"{folder}/net.safetensors", weights)
        data = np.fromfile(f"{folder}/net.safetensors", np.uint8)
    handle = ctypes.c_void_p(call("fm_unet_create", data, ctypes.c_size_t(data.size)))
    x, v = np.random.default_rng(1).standard_normal((batch, 784), np.float32), np.empty((batch, 784), np.float32)
    labels = np.arange(batch, dtype=np.int32) % unet_weights.label_rows
    images, times, classes = torch.from_numpy(x).view(batch, 1, 28, 28), torch.full((batch,), 0.4), torch.from_numpy(labels).long()

    def ours():
        call("fm_unet_velocity", handle, batch, x, ctypes.c_double(0.4), labels, v)

    ours()
    contenders = {"ours": (ours, 1)}
    for label, layout in (("PyTorch", torch.contiguous_format), ("PyTorch, channels last", torch.channels_last)):
        module = torch_nets.VelocityNet(64)
        module.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
        module = module.eval().to(memory_format=layout)
        given = images.contiguous(memory_format=layout)

        def theirs(module=module, given=given):
            with torch.inference_mode():
                return module(given, times, classes)

        near(theirs().numpy().reshape(batch, 784), v, 1e-4, f"the velocity of the U-Net, {label}")
        contenders[label] = (theirs, 1)
    race(f"U-Net base 64, {batch} images, evaluations/s", contenders)
    call("fm_unet_destroy", handle)


if chosen.only != "unet":
    for name, batch in (("L", 256), ("A", 256), ("A", 1000)):
        bench_training(name, batch)
if chosen.only != "train":
    bench_unet()

cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line), "unknown processor")
if chosen.json:
    print(json.dumps({"processor": cpu, "torch": torch.__version__, "rows": rows}, indent=1))
else:
    print(f"{cpu}, one thread, PyTorch {torch.__version__}")
    print(f"Median of {rounds} rounds in turn (least to most); the ratio is taken round by round, against the peer in bold.\n")
    print("| what | ours | peers | ratio |\n| --- | --- | --- | --- |")
    for r in rows:
        peers = "; ".join(f"**{name}** {value}" if name == r["best"] else f"{name} {value}" for name, value in r["peers"].items())
        print(f"| {r['what']} | {r['ours']} | {peers} | {r['ratio']} |")
