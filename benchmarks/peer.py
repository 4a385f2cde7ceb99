"""PyTorch's side of a comparison: times one full training step of one model in one mode, again and
again as it is told by lines on standard input, so that runs can be interleaved."""

import argparse
import resource
import statistics
import sys
import time

import torch

import models

MODES = ("eager", "channels_last", "compile")


def stepper(arguments):
    torch.manual_seed(1)
    torch.set_num_threads(arguments.threads)
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
    parser.add_argument("--mode", choices=MODES, required=True)
    arguments = parser.parse_args()
    step = stepper(arguments)
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
