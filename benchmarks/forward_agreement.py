#!/usr/bin/env python3
"""Compares `./convoy forward` with torchvision, model by model: random weights, statistics and images.

    pip install torch torchvision safetensors
    benchmarks/forward_agreement.py [--models resnet18 vgg16 ...] [--side 224] [--batch 2]

Each way: torchvision's state dict goes into ours (outputs compared), and what ours then saves goes into torchvision's
again, strictly, bit by bit as it was. Exits with 1 if an output differs by more than 1e-4 of the largest one.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import torch
from safetensors.torch import load_file, save_file

import models

HERE = pathlib.Path(__file__).resolve().parent
MODELS = """alexnet vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn resnet18 resnet34 resnet50 resnet101
resnet152 googlenet mobilenet_v2 shufflenet_v2_x0_5 shufflenet_v2_x1_0""".split()
TOLERANCE = 1e-4


def model(name):
    extra = {"init_weights": False} if name.startswith(("vgg", "googlenet")) else {}
    torch.manual_seed(7)
    made = getattr(models.torchvision_models(), name)(**extra)
    for module in made.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            torch.nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if isinstance(module, torch.nn.BatchNorm2d):  # as after training: nothing cancels, nothing vanishes
            module.weight.data.uniform_(0.5, 1.5)
            module.bias.data.uniform_(-0.2, 0.2)
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return made.eval()


def takes_back(name, ours, theirs):
    """Whether a fresh torchvision model takes our state dict whole, and then has the parameters it had."""
    fresh = model(name)
    for tensor in fresh.state_dict().values():
        tensor.zero_()
    fresh.load_state_dict(ours, strict=True)
    return all(torch.equal(value, theirs[key]) for key, value in fresh.state_dict().items())


def compare(name, side, batch, folder):
    net = model(name)
    images = torch.rand(batch, 3, side, side) * 2 - 1
    with torch.no_grad():
        wanted = net(images)
    files = {part: folder / f"{name}-{part}.safetensors" for part in ("weights", "input", "output", "save")}
    save_file(net.state_dict(), files["weights"])
    save_file({"input": images}, files["input"])
    arguments = [f"--{part}={path}" for part, path in files.items()]
    subprocess.run([str(HERE.parent / "convoy"), "forward", "--model", name, *arguments], check=True)
    got = load_file(files["output"])["output"]
    same = takes_back(name, load_file(files["save"]), net.state_dict())
    for path in files.values():
        path.unlink()
    parameters = sum(p.numel() for p in net.parameters())
    return float((got - wanted).abs().max() / wanted.abs().max()), float(wanted.abs().max()), parameters, same


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--models", nargs="+", default=MODELS)
    options.add_argument("--side", type=int, default=224)
    options.add_argument("--batch", type=int, default=2)
    options = options.parse_args()
    failed = []
    print(f"{'model':20} {'parameters':>12} {'largest output':>15} {'largest difference, relative':>29} {'loads ours':>11}")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.models:
            error, largest, parameters, same = compare(name, options.side, options.batch, pathlib.Path(folder))
            print(f"{name:20} {parameters:12,} {largest:15.4g} {error:29.2e} {'yes' if same else 'NO':>11}", flush=True)
            if not (error <= TOLERANCE and same):
                failed.append(name)
    if failed:
        sys.exit("differ by more than %g, or don't take our state dict: %s" % (TOLERANCE, ", ".join(failed)))


if __name__ == "__main__":
    main()
