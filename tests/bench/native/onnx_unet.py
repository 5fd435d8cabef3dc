"""The digit network for onnxruntime: `onnx_unet.py OUT.safetensors OUT.onnx [--base 64 | --from WEIGHTS.safetensors]`.

Writes random weights of the given width (or copies those of a published file) and the same network as an ONNX model:
x (n x 1 x 28 x 28), t (n), label (n, int64) to v (n x 1 x 28 x 28).
"""
import argparse

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from unet_weights import frequencies, groups, random_weights, read, write


class Graph:
    """Nodes and constants as they are made; each method returns the name of its result."""

    def __init__(self, weights):
        self.weights, self.nodes, self.constants, self.made = weights, [], {}, 0

    def constant(self, value, name=None):
        name = name or f"c{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name):
        return name if name in self.constants else self.constant(self.weights[name], name)

    def node(self, kind, *inputs, outputs=None, **attributes):
        outputs = outputs or [f"{kind.lower()}{self.made}"]
        self.made += 1
        self.nodes.append(helper.make_node(kind, inputs, outputs, **attributes))
        return outputs[0]

    def silu(self, x):
        return self.node("Mul", x, self.node("Sigmoid", x))

    def linear(self, name, x):
        return self.node("Gemm", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), transB=1)

    def conv(self, name, x, kind="Conv", kernel=3, stride=1):
        return self.node(kind, x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"),
                         kernel_shape=[kernel] * 2, pads=[1] * 4, strides=[stride] * 2)

    def norm_silu(self, name, x):
        # GroupNorm as InstanceNorm of each group stretched out, then the channels' own scale and shift: faster in
        # onnxruntime than the operator GroupNormalization of opset 21.
        one, zero = self.constant(np.ones(groups, np.float32)), self.constant(np.zeros(groups, np.float32))
        flat = self.node("Reshape", x, self.constant(np.array([0, groups, -1], np.int64)))
        h = self.node("Reshape", self.node("InstanceNormalization", flat, one, zero, epsilon=1e-5), self.node("Shape", x))
        scale, shift = [self.constant(self.weights[f"{name}.{part}"].reshape(-1, 1, 1)) for part in ("weight", "bias")]
        return self.silu(self.node("Add", self.node("Mul", h, scale), shift))

    def block(self, name, x, embedding):
        channels = self.weights[f"{name}.norm1.weight"].size
        h = self.conv(f"{name}.conv1", self.norm_silu(f"{name}.norm1", x))
        # (1 + scale) h + shift, the 1 already in the bias.
        bias = self.weights[f"{name}.film.bias"] + np.repeat(np.float32([1, 0]), channels)
        film = self.node("Gemm", embedding, self.weight(f"{name}.film.weight"), self.constant(bias), transB=1)
        film = self.node("Reshape", film, self.constant(np.array([0, 2 * channels, 1, 1], np.int64)))
        scale, shift = f"{name}.scale", f"{name}.shift"
        self.node("Split", film, self.constant(np.array([channels, channels], np.int64)), outputs=[scale, shift], axis=1)
        h = self.node("Add", self.node("Mul", h, scale), shift)
        return self.node("Add", x, self.conv(f"{name}.conv2", self.norm_silu(f"{name}.norm2", h)))


def model(weights):
    g = Graph(weights)
    angle = g.node("Mul", g.node("Unsqueeze", "t", g.constant(np.array([1], np.int64))),
                   g.constant((2 * np.pi * frequencies()).astype(np.float32)[None]))
    clocks = g.node("Concat", g.node("Sin", angle), g.node("Cos", angle), axis=1)
    labels = g.node("Gather", g.weight("label_embedding.weight"), "label", axis=0)
    embedding = g.silu(g.node("Add", g.linear("time2", g.silu(g.linear("time1", clocks))), labels))

    skip = g.block("block1", g.conv("in_conv", "x"), embedding)
    h = g.block("block2", g.conv("down", skip, kernel=4, stride=2), embedding)
    h = g.conv("up", g.block("block3", h, embedding), "ConvTranspose", kernel=4, stride=2)
    h = g.block("block4", g.node("Add", h, skip), embedding)
    h = g.norm_silu("out_norm", h)
    g.node("Conv", h, g.weight("out_conv.weight"), g.weight("out_conv.bias"), outputs=["v"], kernel_shape=[3, 3], pads=[1] * 4)

    image = ["n", 1, 28, 28]
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        g.nodes, "velocity",
        [value("x", TensorProto.FLOAT, image), value("t", TensorProto.FLOAT, ["n"]), value("label", TensorProto.INT64, ["n"])],
        [value("v", TensorProto.FLOAT, image)], list(g.constants.values()))
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.checker.check_model(made, full_check=True)
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights")
    parser.add_argument("model")
    parser.add_argument("--base", type=int, default=64)
    parser.add_argument("--from", dest="source", help="a published safetensors file, instead of random weights")
    options = parser.parse_args()
    weights = read(options.source) if options.source else random_weights(options.base)
    write(options.weights, weights)
    onnx.save(model(weights), options.model)


if __name__ == "__main__":
    main()
