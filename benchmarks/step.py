"""Training steps side by side: Convoy against PyTorch in each of its modes, interleaved in one run.

  python3 -m venv venv && venv/bin/pip install torch torchvision
  venv/bin/python benchmarks/step.py                     # all models, five rounds
  venv/bin/python benchmarks/step.py --only resnet20 --rounds 3

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
MODES = ("eager", "channels_last", "compile")
MODELS = {
    "resnet20": ("3x32x32", 128),
    "vgg-small": ("3x32x32", 128),
    "mobilenet_v2": ("3x32x32", 128),
    "resnet18": ("3x64x64", 32),
    # torchvision's AlexNet needs 63x63 pixels at least.
    "alexnet": ("3x64x64", 128),
}


def convoy(name, extent, batch, threads, steps):
    """The median milliseconds of a step, and the peak memory in MiB."""
    command = [str(HERE.parent / "convoy"), "bench", "step", "--json", "--model", name,
               "--input", extent, "--batch-size", str(batch), "--threads", str(threads),
               "--steps", str(steps), "--warm-up", str(steps)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(command))
    return json.loads(output)["medianMillis"], usage.ru_maxrss / 1024


def pytorch(name, extent, batch, threads, steps, mode):
    """The same of PyTorch."""
    command = [sys.executable, str(HERE / "peer.py"), "--model", name, "--input", extent,
               "--batch-size", str(batch), "--threads", str(threads), "--mode", mode]
    done = subprocess.run(command, input=f"{steps}\n", capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}\n{done.stderr}")
    millis, memory = done.stdout.split("\n")[1].split()
    return float(millis), float(memory)


def compare(name, arguments):
    extent, batch = MODELS[name]
    sides = {side: [] for side in ("convoy",) + tuple(arguments.modes)}
    for round_number in range(arguments.rounds):
        for side in sides:
            common = (name, extent, batch, arguments.threads, arguments.steps)
            measured = convoy(*common) if side == "convoy" else pytorch(*common, side)
            sides[side].append(measured)
            print(f"  round {round_number + 1} {name} {side}: {measured[0]:.1f} ms, "
                  f"{measured[1]:.0f} MiB", file=sys.stderr, flush=True)
    median = {side: statistics.median(m for m, _ in runs) for side, runs in sides.items()}
    best = min(arguments.modes, key=lambda mode: median[mode])
    ratios = [theirs / ours for (ours, _), (theirs, _) in zip(sides["convoy"], sides[best])]
    memory = {side: max(m for _, m in sides[side]) for side in ("convoy", best)}
    print(f"| {name}, {batch} of {extent} | {median['convoy']:.1f} | "
          + " | ".join(f"{median[mode]:.1f}" for mode in arguments.modes)
          + f" | **{statistics.median(ratios):.2f}** ({min(ratios):.2f} to {max(ratios):.2f})"
          + f" | {memory['convoy']:.0f} / {memory[best]:.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=list(MODELS), choices=list(MODELS))
    parser.add_argument("--modes", nargs="*", default=list(MODES), choices=MODES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    arguments = parser.parse_args()
    print("| model | Convoy ms | " + " | ".join(f"PyTorch {mode} ms" for mode in arguments.modes)
          + " | ratio, median (range) | peak MiB, Convoy / PyTorch |")
    print("|---" * (4 + len(arguments.modes)) + "|")
    for name in arguments.only:
        compare(name, arguments)


if __name__ == "__main__":
    main()
