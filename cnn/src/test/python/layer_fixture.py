#!/usr/bin/env python3
"""Writes layer.json: norms and activations between a convolution and a linear layer, forwards and backwards, in float64.

    pip install torch numpy
    python layer_fixture.py > ../resources/dev/convoy/cnn/layer.json

The gradient of the convolution's kernel has passed through the layer, so it proves the layer's gradient by its input.
"""
import json

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import models
import seeded

CHANNELS = 8
CLASSES = 4
SHAPE = (3, 3, 3, 2)
LAYERS = {
    "layer": lambda: nn.GroupNorm(1, CHANNELS),
    "instance": lambda: nn.InstanceNorm2d(CHANNELS, affine=True),
    "group(2)": lambda: nn.GroupNorm(2, CHANNELS),
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "leaky-relu(0.1)": lambda: nn.LeakyReLU(0.1),
    "prelu": nn.PReLU,
    "maxout(2)": lambda: models.Maxout(2),
    "elu(1.5)": lambda: nn.ELU(1.5),
}


def rounded(tensor):
    return [float("%.9g" % value) for value in tensor.double().flatten().tolist()]


def case(name, make):
    pieces = 2 if name.startswith("maxout") else 1
    net = nn.Sequential(
        nn.Conv2d(SHAPE[1], pieces * CHANNELS, 3, padding=1, bias=False), make(), nn.Flatten(),
        nn.Linear(CHANNELS * SHAPE[2] * SHAPE[3], CLASSES))
    # our Sequential has no Flatten to count
    own = {key: key.replace("3.", "2.", 1) if key.startswith("3.") else key for key in net.state_dict()}
    net.load_state_dict({
        key: torch.from_numpy(seeded.values(own[key], tuple(value.shape))) for key, value in net.state_dict().items()})
    net = net.double()
    # some of the sums must pass 6, or ReLU6 would be ReLU
    images = torch.from_numpy(4 * seeded.images(SHAPE)).double()
    labels = torch.from_numpy((seeded.uniform("labels", SHAPE[0]) * CLASSES).astype(np.int64))
    logits = net(images)
    loss = F.cross_entropy(logits, labels)
    loss.backward()
    gradients = {own[key]: rounded(p.grad) for key, p in net.named_parameters()}
    return {"layer": name, "loss": rounded(loss)[0], "logits": rounded(logits), "gradients": gradients}


def main():
    print("[\n" + ",\n".join(json.dumps(case(name, make)) for name, make in LAYERS.items()) + "\n]")


if __name__ == "__main__":
    main()
