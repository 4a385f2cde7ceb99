"""Convoy against PyTorch in each of its modes, side by side and interleaved in one run.

  python3 -m venv venv && venv/bin/pip install torch torchvision
  venv/bin/python benchmarks/compare.py step                # all models, five rounds
  venv/bin/python benchmarks/compare.py step --only resnet20 --rounds 3
  venv/bin/python benchmarks/compare.py inference

A round times every side once, a process each, one after another, so that a busy moment of the
machine hits them alike. A ratio is PyTorch's time over Convoy's in the same round, PyTorch's mode
being the one that is best by its median over all rounds. Printed are the medians.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
MODES = {
    "step": ("eager", "channels_last", "compile"),
    "inference": ("no_grad", "frozen"),
}
# What is compared: the extent of an image, and batch sizes.
MODELS = {
    "step": {
        "resnet20": ("3x32x32", (128,)),
        "vgg-small": ("3x32x32", (128,)),
        "mobilenet_v2": ("3x32x32", (128,)),
        "resnet18": ("3x64x64", (32,)),
        # torchvision's AlexNet needs 63x63 pixels at least.
        "alexnet": ("3x64x64", (128,)),
    },
    "inference": {"resnet20": ("3x32x32", (1, 64))},
}
# Runs for each batch size: short ones need more.
RUNS = {1: 1000, 64: 60}


def convoy(what, name, extent, batch, threads, runs):
    """The median milliseconds of a run, and the peak memory in MiB."""
    command = [str(HERE.parent / "convoy"), "bench", what, "--json", "--model", name,
               "--input", extent, "--batch-size", str(batch), "--threads", str(threads),
               "--runs", str(runs), "--warm-up", str(runs)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(command))
    return json.loads(output)["medianMillis"], usage.ru_maxrss / 1024


def pytorch(name, extent, batch, threads, runs, mode):
    """The same of PyTorch."""
    command = [sys.executable, str(HERE / "peer.py"), "--model", name, "--input", extent,
               "--batch-size", str(batch), "--threads", str(threads), "--mode", mode]
    done = subprocess.run(command, input=f"{runs}\n", capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}\n{done.stderr}")
    millis, memory = done.stdout.split("\n")[1].split()
    return float(millis), float(memory)


def compare(arguments, modes, name, extent, batch):
    runs = RUNS.get(batch, arguments.runs)
    sides = {side: [] for side in ("convoy",) + modes}
    for round_number in range(arguments.rounds):
        for side in sides:
            common = (name, extent, batch, arguments.threads, runs)
            measured = (convoy(arguments.what, *common) if side == "convoy"
                        else pytorch(*common, side))
            sides[side].append(measured)
            print(f"  round {round_number + 1} {name} {side}: {measured[0]:.2f} ms, "
                  f"{measured[1]:.0f} MiB", file=sys.stderr, flush=True)
    median = {side: statistics.median(m for m, _ in runs) for side, runs in sides.items()}
    best = min(modes, key=lambda mode: median[mode])
    ratios = [theirs / ours for (ours, _), (theirs, _) in zip(sides["convoy"], sides[best])]
    memory = {side: max(m for _, m in sides[side]) for side in ("convoy", best)}
    print(f"| {name}, {batch} of {extent} | {median['convoy']:.2f} | "
          + " | ".join(f"{median[mode]:.2f}" for mode in modes)
          + f" | **{statistics.median(ratios):.2f}** ({min(ratios):.2f} to {max(ratios):.2f})"
          + f" | {memory['convoy']:.0f} / {memory[best]:.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=list(MODELS))
    parser.add_argument("--only", nargs="*", help="models (default: all)")
    parser.add_argument("--modes", nargs="*", help="of PyTorch (default: all)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    arguments = parser.parse_args()
    modes = tuple(mode for mode in MODES[arguments.what]
                  if not arguments.modes or mode in arguments.modes)
    print("| model | Convoy ms | " + " | ".join(f"PyTorch {mode} ms" for mode in modes)
          + " | ratio, median (range) | peak MiB, Convoy / PyTorch |")
    print("|---" * (4 + len(modes)) + "|")
    for name, (extent, batches) in MODELS[arguments.what].items():
        if not arguments.only or name in arguments.only:
            for batch in batches:
                compare(arguments, modes, name, extent, batch)


if __name__ == "__main__":
    main()
