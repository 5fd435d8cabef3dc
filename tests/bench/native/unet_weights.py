"""Weights of the digit network (native/unet.hpp) for the bench, as numpy arrays and as safetensors files."""
import json

import numpy as np

embedding_size, groups, label_rows = 128, 8, 11


def frequencies():
    half = embedding_size // 2
    return 10000.0 ** (-np.arange(half) / (half - 1))


def random_weights(base, seed=1):
    """As torch draws them, but for the norms: they would leave nothing to compare at 1 and 0."""
    rng, tensors = np.random.default_rng(seed), {}

    def uniform(name, shape, fan_in):
        bound = 1 / np.sqrt(fan_in)
        tensors[name] = rng.uniform(-bound, bound, shape).astype(np.float32)

    def linear(name, inputs, outputs):
        uniform(f"{name}.weight", (outputs, inputs), inputs)
        uniform(f"{name}.bias", (outputs,), inputs)

    def conv(name, inputs, outputs, kernel, transposed=False):
        fan_in = (outputs if transposed else inputs) * kernel**2
        uniform(f"{name}.weight", (inputs, outputs, kernel, kernel) if transposed else (outputs, inputs, kernel, kernel), fan_in)
        uniform(f"{name}.bias", (outputs,), fan_in)

    def norm(name, channels):
        tensors[f"{name}.weight"] = rng.uniform(0.8, 1.2, channels).astype(np.float32)
        tensors[f"{name}.bias"] = rng.uniform(-0.2, 0.2, channels).astype(np.float32)

    linear("time1", embedding_size, embedding_size)
    linear("time2", embedding_size, embedding_size)
    tensors["label_embedding.weight"] = 0.02 * rng.standard_normal((label_rows, embedding_size)).astype(np.float32)
    conv("in_conv", 1, base, 3)
    conv("down", base, 2 * base, 4)
    conv("up", 2 * base, base, 4, transposed=True)
    conv("out_conv", base, 1, 3)
    for block, channels in (("block1", base), ("block2", 2 * base), ("block3", 2 * base), ("block4", base)):
        for k in (1, 2):
            norm(f"{block}.norm{k}", channels)
            conv(f"{block}.conv{k}", channels, channels, 3)
        linear(f"{block}.film", embedding_size, 2 * channels)
    norm("out_norm", base)
    return tensors


def write(path, tensors):
    """safetensors: u64 header length, JSON header padded to a multiple of 8, the tensors."""
    header, at = {}, 0
    for name, value in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [at, at + value.nbytes]}
        at += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + b"".join(value.tobytes() for value in tensors.values()))


def read(path):
    """Any VelocityNet's file, as float32."""
    data = open(path, "rb").read()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    types = {"F16": np.float16, "F32": np.float32}
    return {
        name: np.frombuffer(data[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]], types[entry["dtype"]])
        .reshape(entry["shape"])
        .astype(np.float32)
        for name, entry in header.items()
    }
