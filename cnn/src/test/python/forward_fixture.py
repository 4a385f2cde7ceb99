#!/usr/bin/env python3
"""Writes forward.json: what torchvision's models, and those of models.py that it hasn't, make of seeded
images with seeded weights, in evaluation mode.

    pip install torch torchvision numpy
    python forward_fixture.py > ../resources/dev/convoy/cnn/forward.json
"""
import json
import sys

import torch

import models
import seeded

CLASSES = 10
BATCH = 2
SIDES = {
    "alexnet": 64, "vgg11": 32, "vgg11_bn": 32, "vgg13": 32, "vgg16": 32, "vgg16_bn": 32, "vgg19": 32, "vgg19_bn": 32,
    "resnet18": 40, "resnet34": 32, "resnet50": 40, "resnet101": 32, "resnet152": 32, "googlenet": 70,
    "mobilenet_v2": 40, "shufflenet_v2_x0_5": 40, "shufflenet_v2_x1_0": 40,
    "alexnet-paper": 99, "mobilenet_v1": 40, "shufflenet_v1": 40,
}
OURS = {"alexnet-paper": models.AlexNetPaper, "mobilenet_v1": models.MobileNetV1, "shufflenet_v1": models.ShuffleNetV1}


def make(name):
    return OURS[name](CLASSES) if name in OURS else seeded.named(name, CLASSES)


def main():
    lines = []
    for name, side in SIDES.items():
        model = seeded.fill(make(name)).double().eval()
        with torch.no_grad():
            output = model(torch.from_numpy(seeded.images((BATCH, 3, side, side))).double())
        row = {
            "model": name,
            "side": side,
            "parameters": sum(p.numel() for p in model.parameters()),
            "output": [[float("%.7g" % value) for value in image] for image in output.tolist()],
        }
        lines.append(json.dumps(row))
        print(name, float(output.abs().max()), file=sys.stderr)
    print("[\n" + ",\n".join(lines) + "\n]")


if __name__ == "__main__":
    main()
