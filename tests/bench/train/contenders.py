"""The trainer's U-Net in PyTorch, and whole training steps of it in the ways that a notebook would have."""
import copy
import math

import torch
from torch import nn
from torch.nn import functional as F

size, groups, label_rows = 128, 8, 11


class ResBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.norm1, self.norm2 = nn.GroupNorm(groups, c), nn.GroupNorm(groups, c)
        self.conv1, self.conv2 = nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 3, padding=1)
        self.film = nn.Linear(size, 2 * c)

    def forward(self, x, e):
        scale, shift = self.film(e)[:, :, None, None].chunk(2, 1)
        h = (1 + scale) * self.conv1(F.silu(self.norm1(x))) + shift
        return x + self.conv2(F.silu(self.norm2(h)))


class VelocityNet(nn.Module):
    """Two scales or three, as native/model/unet.hpp draws it."""

    def __init__(self, base, scales):
        super().__init__()
        c, d = base, 2 * base
        self.time1, self.time2 = nn.Linear(size, size), nn.Linear(size, size)
        self.label_embedding = nn.Embedding(label_rows, size)
        self.in_conv, self.out_conv = nn.Conv2d(1, c, 3, padding=1), nn.Conv2d(c, 1, 3, padding=1)
        self.down, self.up = nn.Conv2d(c, d, 4, 2, 1), nn.ConvTranspose2d(d, c, 4, 2, 1)
        self.block1, self.block2, self.block3, self.block4 = (ResBlock(k) for k in (c, d, d, c))
        self.out_norm = nn.GroupNorm(groups, c)
        self.three = scales == 3
        if self.three:
            self.down2, self.up2 = nn.Conv2d(d, d, 4, 2, 1), nn.ConvTranspose2d(d, d, 4, 2, 1)
            self.block5, self.block6 = ResBlock(d), ResBlock(d)
        # No buffer, or it would become bfloat16 with the weights.
        self.frequencies = torch.exp(-math.log(10000) * torch.arange(size // 2) / (size // 2 - 1))

    def forward(self, x, t, label):
        angle = t.float()[:, None] * (2 * math.pi * self.frequencies)
        clocks = torch.cat([angle.sin(), angle.cos()], 1).to(self.time1.weight.dtype)
        e = F.silu(self.time2(F.silu(self.time1(clocks))) + self.label_embedding(label))
        fine = self.block1(self.in_conv(x), e)
        h = self.block2(self.down(fine), e)
        if self.three:
            h = self.up2(self.block6(self.block5(self.down2(h), e), e)) + h
        h = self.block4(self.up(self.block3(h, e)) + fine, e)
        return self.out_conv(F.silu(self.out_norm(h)))


class Contender:
    """kind: "fp32", "autocast", "bf16" (weights in bfloat16 and channels last, masters in float) or "compile"."""

    def __init__(self, net, kind, data):
        self.kind, self.data = kind, data
        self.masters = copy.deepcopy(net)
        if kind != "fp32":
            self.masters = self.masters.to(memory_format=torch.channels_last)
        self.net = copy.deepcopy(self.masters).to(torch.bfloat16) if kind == "bf16" else self.masters
        self.average = copy.deepcopy(self.masters)
        self.call = torch.compile(self.net) if kind == "compile" else self.net
        self.adam = torch.optim.AdamW(self.masters.parameters(), lr=1e-4, weight_decay=0.01, fused=kind != "bf16", foreach=kind == "bf16")

    def loss(self, x_0, x_1, t, label):
        time = t[:, None, None, None]
        x, u = (1 - time) * x_0 + time * x_1, x_1 - x_0
        with torch.autocast("cpu", torch.bfloat16, enabled=self.kind == "autocast"):
            v = self.call(x.to(torch.bfloat16) if self.kind == "bf16" else x, t, label)
        return F.mse_loss(v.float(), u)

    def gradient(self, draw, names=None):
        """The loss, and the gradient of the parameters as they are named, one after another."""
        self.net.zero_grad(set_to_none=True)
        loss = self.loss(*draw)
        loss.backward()
        parameters = dict(self.net.named_parameters())
        return loss.item(), torch.cat([parameters[name].grad.float().flatten() for name in names]) if names else None

    def step(self, batch):
        images, labels = self.data
        rows = torch.randint(0, len(images), (batch,))
        x_1 = images[rows].float() / 127.5 - 1
        label = labels[rows].masked_fill(torch.rand(batch) < 0.15, 10)
        self.gradient((torch.randn_like(x_1), x_1, torch.rand(batch), label))
        if self.kind == "bf16":
            for master, p in zip(self.masters.parameters(), self.net.parameters()):
                master.grad = p.grad.float()
        self.adam.step()
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.masters.parameters()), 0.001)
            if self.kind == "bf16":
                torch._foreach_copy_(list(self.net.parameters()), list(self.masters.parameters()))
