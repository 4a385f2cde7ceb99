"""PyTorch's side of a comparison: times one model in one mode, a full training step or an evaluation,
as often as each line on standard input says."""

import argparse
import resource
import statistics
import sys
import time

import torch

import models

TRAINING = ("eager", "channels_last", "compile")
INFERENCE = ("no_grad", "frozen")


def inference(arguments):
    """Evaluation in channels_last: as it stands, or traced and frozen, which folds batch norms."""
    channels, height, width = map(int, arguments.input.split("x"))
    model = models.named(arguments.model).eval().to(memory_format=torch.channels_last)
    images = torch.randn(arguments.batch_size, channels, height, width)
    images = images.to(memory_format=torch.channels_last)
    torch.set_grad_enabled(False)
    if arguments.mode == "frozen":
        traced = torch.jit.trace(model, images)
        model = torch.jit.optimize_for_inference(torch.jit.freeze(traced))
    return lambda: model(images)


def training(arguments):
    channels, height, width = map(int, arguments.input.split("x"))
    model = models.named(arguments.model)
    images = torch.randn(arguments.batch_size, channels, height, width)
    labels = torch.randint(0, 10, (arguments.batch_size,))
    if arguments.mode != "eager":
        model = model.to(memory_format=torch.channels_last)
        images = images.to(memory_format=torch.channels_last)
    called = torch.compile(model) if arguments.mode == "compile" else model
    loss = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), 0.01, momentum=0.9, weight_decay=1e-4)

    def step():
        optimizer.zero_grad()
        loss(called(images), labels).backward()
        optimizer.step()

    return step


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--input", required=True)
    parser.add_argument("--batch-size", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--mode", choices=TRAINING + INFERENCE, required=True)
    arguments = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(arguments.threads)
    step = inference(arguments) if arguments.mode in INFERENCE else training(arguments)
    for _ in range(5):
        step()
    print("ready", flush=True)
    for line in sys.stdin:
        millis = []
        for _ in range(int(line)):
            begin = time.perf_counter()
            step()
            millis.append(1000 * (time.perf_counter() - begin))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(statistics.median(millis), peak, flush=True)


if __name__ == "__main__":
    main()
