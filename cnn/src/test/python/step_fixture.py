#!/usr/bin/env python3
"""Writes step.json: one training step in float64 from seeded weights, and how far PyTorch's own float32 is from it.

    pip install torch torchvision numpy
    python step_fixture.py > ../resources/dev/convoy/cnn/step.json

SGD with rate 0.05, weight decay 1e-3 on all kernels and matrices. Gradients and updated values are kept as their norm
and eight sums with seeded signs. The root mean square of the sums' errors is an estimate of the error's norm.

Which ReLUs near zero flip in float32 is luck: one order of summation flips them and another doesn't. So PyTorch's own
error is the worst of several runs, in both layouts, whose images are off by a rounding: what it may be, not what it
happened to be once.
"""
import json
import sys

import numpy as np
import torch
from torch.nn import functional as F

import models
import seeded

CLASSES = 10
RATE = 0.05
DECAY = 1e-3
SUMS = 8
ROUNDING = 2.0**-24
SINGLE_RUNS = 48
CASES = {  # model: (how to make it, batch, side, batches)
    "lenet": (lambda: models.LeNet(28, CLASSES), 8, 28, 1),
    "vgg-tiny": (lambda: models.VggTiny(16, CLASSES), 8, 16, 1),
    "two-blocks": (lambda: models.CifarResNet(CLASSES, 1, (8, 16)), 8, 16, 1),
    "resnet20": (lambda: models.CifarResNet(CLASSES, 3), 16, 32, 3),
    "resnet18": (lambda: seeded.named("resnet18", CLASSES), 8, 64, 3),
    "mobilenet_v2": (lambda: seeded.named("mobilenet_v2", CLASSES), 16, 64, 3),
}


def sums(values):
    bits = (seeded.uniform("signs", values.size) * (1 << 24)).astype(np.int64)
    flat = values.reshape(-1)
    return [float(np.where(bits >> k & 1, flat, -flat).sum()) for k in range(SUMS)]


def step(make, shape, images, dtype, off=0, layout=torch.contiguous_format):
    """Loss, then gradients and values after the step, by name, in float64; off says how images are rounded."""
    model = seeded.fill(make()).to(dtype).to(memory_format=layout).train()
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0
    images = torch.from_numpy(seeded.images(shape, images)).to(dtype)
    if off:
        noise = torch.rand(images.shape, generator=torch.Generator().manual_seed(off), dtype=torch.float64)
        images = (images.double() * (1 + 4 * ROUNDING * (noise - 0.5))).to(dtype)
    images = images.to(memory_format=layout)
    labels = torch.from_numpy((seeded.uniform("labels", shape[0]) * CLASSES).astype(np.int64))
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    gradients = {name: p.grad.double().numpy() for name, p in model.named_parameters()}
    with torch.no_grad():
        for p in model.parameters():
            p -= RATE * (p.grad + (DECAY * p if p.dim() > 1 else 0))
    values = {n: v.double().numpy() for n, v in model.state_dict().items() if not n.endswith("num_batches_tracked")}
    return float(loss.detach()), gradients, values


def rounded(number):
    return float("%.9g" % number)


def entries(exact, singles):
    rows = {}
    for name, value in exact.items():
        want = sums(value)
        norm = float(np.linalg.norm(value))
        off = max(np.sqrt(np.mean((np.array(sums(single[name])) - np.array(want)) ** 2)) for single in singles)
        rows[name] = {
            "norm": rounded(norm),
            "sums": [rounded(s) for s in want],
            "float32": float("%.3g" % (off / norm if norm else 0)),
        }
    return rows


def case(make, shape, images):
    loss, gradients, values = step(make, shape, images, torch.float64)
    layouts = torch.contiguous_format, torch.channels_last
    singles = [step(make, shape, images, torch.float32, run // 2, layouts[run % 2]) for run in range(SINGLE_RUNS)]
    return {
        "images": images,
        "shape": shape,
        "loss": rounded(loss),
        "gradients": entries(gradients, [gradients for _, gradients, _ in singles]),
        "values": entries(values, [values for _, _, values in singles]),
    }


def main():
    models_cases = {}
    for name, (make, batch, side, batches) in CASES.items():
        cases = [case(make, (batch, 3, side, side), f"images{i}") for i in range(batches)]
        models_cases[name] = cases
        for one in cases:
            largest = max(row["norm"] for row in one["gradients"].values())
            worst = max(row["float32"] for row in one["gradients"].values() if row["norm"] > 1e-7 * largest)
            print(name, one["images"], one["loss"], "worst gradient in float32:", worst, file=sys.stderr)
    print(json.dumps(models_cases).replace('}, "', '},\n"'))


if __name__ == "__main__":
    main()
