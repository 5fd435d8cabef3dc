"""The networks of the bench in PyTorch: those of the lessons, and the digit network as native/unet.cpp has it."""
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

import unet_weights


@dataclass
class Shape:
    """time_layers dense layers make time_features numbers of t; without them, those are sines and cosines."""

    time_features: int
    time_layers: int
    hidden: list
    activation: str

    def sizes(self):
        time = [1] + [self.time_features] * self.time_layers
        widths = [2 + self.time_features, *self.hidden, 2]
        return list(zip(time, time[1:])) + list(zip(widths, widths[1:]))


nets = {"L": Shape(16, 0, [64] * 3, "silu"), "A": Shape(16, 3, [128] * 4, "relu")}


def sinusoids(t, frequencies):
    angle = t[:, None] * (2 * torch.pi * frequencies)
    return torch.cat([angle.sin(), angle.cos()], 1)


class Net(nn.Module):
    """v(x, t) for points of the plane, from weights in x out and biases."""

    def __init__(self, shape, layers):
        super().__init__()
        linears = []
        for w, b in layers:
            linear = nn.Linear(*w.shape)
            linear.weight.data, linear.bias.data = torch.from_numpy(w.T.copy()), torch.from_numpy(b.copy())
            linears.append(linear)
        activation = nn.SiLU if shape.activation == "silu" else nn.ReLU

        def chain(parts):
            return nn.Sequential(*[m for linear in parts for m in (linear, activation())][:-1])

        self.time = chain(linears[: shape.time_layers]) if shape.time_layers else None
        self.main = chain(linears[shape.time_layers :])
        half = shape.time_features // 2
        self.frequencies = 10000.0 ** (-torch.arange(half) / (half - 1))

    def forward(self, x, t):
        time = self.time(t[:, None]) if self.time else sinusoids(t, self.frequencies)
        return self.main(torch.cat([x, time], 1))


class ResBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm1, self.norm2 = (nn.GroupNorm(unet_weights.groups, channels) for _ in range(2))
        self.conv1, self.conv2 = (nn.Conv2d(channels, channels, 3, padding=1) for _ in range(2))
        self.film = nn.Linear(unet_weights.embedding_size, 2 * channels)

    def forward(self, x, embedding):
        scale, shift = self.film(embedding)[:, :, None, None].chunk(2, 1)
        h = (1 + scale) * self.conv1(F.silu(self.norm1(x))) + shift
        return x + self.conv2(F.silu(self.norm2(h)))


class VelocityNet(nn.Module):
    def __init__(self, base):
        super().__init__()
        size = unet_weights.embedding_size
        self.time1, self.time2 = nn.Linear(size, size), nn.Linear(size, size)
        self.label_embedding = nn.Embedding(unet_weights.label_rows, size)
        self.in_conv, self.out_conv = nn.Conv2d(1, base, 3, padding=1), nn.Conv2d(base, 1, 3, padding=1)
        self.down = nn.Conv2d(base, 2 * base, 4, stride=2, padding=1)
        self.up = nn.ConvTranspose2d(2 * base, base, 4, stride=2, padding=1)
        self.block1, self.block2, self.block3, self.block4 = (ResBlock(c) for c in (base, 2 * base, 2 * base, base))
        self.out_norm = nn.GroupNorm(unet_weights.groups, base)
        self.frequencies = torch.from_numpy(unet_weights.frequencies()).float()

    def forward(self, x, t, label):
        clocks = sinusoids(t, self.frequencies)
        embedding = F.silu(self.time2(F.silu(self.time1(clocks))) + self.label_embedding(label))
        skip = self.block1(self.in_conv(x), embedding)
        h = self.block3(self.block2(self.down(skip), embedding), embedding)
        h = self.block4(self.up(h) + skip, embedding)
        return self.out_conv(F.silu(self.out_norm(h)))
