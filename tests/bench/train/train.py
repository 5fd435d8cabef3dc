"""Whole training steps of the trainer beside PyTorch's, on the same machine: `./course bench train`.

    train.py TRAIN_BENCH [--presets small base] [--batch 128] [--steps 3] [--rounds 5] [--without KIND ..] [--json]
Loss and gradient of one batch are compared first; then all run in turn, and the ratios, taken round by round, are what counts.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # who waits for its turn must not spin

import numpy as np
import torch

from contenders import Contender, VelocityNet

kinds = {"fp32": "eager fp32", "autocast": "autocast bf16", "bf16": "explicit bf16", "compile": "torch.compile"}
shapes = {"tiny": (16, 2), "small": (32, 3), "base": (48, 3)}
# Of the gradient's length: roundings of float, and of bfloat16 through twenty layers.
tolerances = {"fp32": 1e-3, "compile": 1e-3, "autocast": 0.1, "bf16": 0.1}

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("program")
parser.add_argument("--presets", nargs="+", choices=shapes, default=["small", "base"])
parser.add_argument("--batch", type=int, default=128)
parser.add_argument("--steps", type=int, default=3)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--without", nargs="+", choices=kinds, default=[])
parser.add_argument("--json", action="store_true")
chosen = parser.parse_args()


class Ours:
    def __init__(self, preset, folder):
        self.folder = folder
        self.process = subprocess.Popen([chosen.program, preset, str(chosen.batch), str(chosen.steps), str(folder)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        said = self.read()
        self.precision, values = said["precision"], np.fromfile(folder / "start.bin", np.float32)
        self.start, at = {}, 0
        for name, shape in said["order"]:
            n = int(np.prod(shape))
            self.start[name] = torch.from_numpy(values[at : at + n].reshape(shape))
            at += n

    def read(self):
        line = self.process.stdout.readline()
        return json.loads(line) if line else sys.exit("the trainer stopped")

    def ask(self, word):
        print(word, file=self.process.stdin, flush=True)
        return self.read()


def spread(values):
    median, least, most = (f"{v:.3g}" for v in (np.median(values), min(values), max(values)))
    return f"{median} ({least} to {most})"


def race(preset):
    folder = pathlib.Path(tempfile.mkdtemp())
    ours = Ours(preset, folder)
    draw = [ours.start.pop(name) for name in ("x_0", "x_1", "t", "label")]
    draw[3] = draw[3].long()
    net = VelocityNet(*shapes[preset])
    net.load_state_dict(ours.start)
    data = torch.randint(0, 256, (2048, 1, 28, 28), dtype=torch.uint8), torch.randint(0, 10, (2048,))
    contenders = {kind: Contender(net, kind, data) for kind in kinds if kind not in chosen.without}

    loss, gradient = ours.ask("first")["loss"], torch.from_numpy(np.fromfile(folder / "gradient.bin", np.float32))
    for kind, contender in contenders.items():
        theirs, slope = contender.gradient(draw, list(ours.start))
        off = (slope - gradient).norm() / slope.norm()
        allowed = max(tolerances[kind], tolerances["bf16"] if ours.precision == "bf16" else 0)
        if abs(theirs - loss) > allowed * loss or not off < allowed:
            sys.exit(f"wrong answer: {preset}, {kind}: loss {loss} and {theirs}, gradients {off:.1e} apart")

    times = {name: [] for name in ("ours", *contenders)}
    ours.ask("run")
    for contender in contenders.values():
        contender.step(chosen.batch)
    for _ in range(chosen.rounds):
        times["ours"].append(ours.ask("run")["seconds"])
        for kind, contender in contenders.items():
            start = time.perf_counter()
            for _ in range(chosen.steps):
                contender.step(chosen.batch)
            times[kind].append((time.perf_counter() - start) / chosen.steps)
    ours.process.stdin.close()
    best = min(contenders, key=lambda kind: np.median(times[kind]))
    return {"preset": preset, "batch": chosen.batch, "precision": ours.precision, "seconds": {k: spread(v) for k, v in times.items()},
            "best": kinds[best], "ratio": spread(np.divide(times[best], times["ours"]))}


rows = [race(preset) for preset in chosen.presets]
if chosen.json:
    print(json.dumps(rows))
else:
    print(f"Seconds a training step, batch {chosen.batch}, {torch.get_num_threads()} threads, PyTorch {torch.__version__}\n")
    named = [k for k in kinds if k not in chosen.without]
    print("| net | ours | " + " | ".join(kinds[k] for k in named) + " | ratio to the best |")
    print("| --- " * (len(named) + 3) + "|")
    for row in rows:
        print(f"| {row['preset']} | {row['seconds']['ours']}, {row['precision']} | "
              + " | ".join(row["seconds"][k] for k in named) + f" | {row['ratio']} |")
