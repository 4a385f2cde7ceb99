"""Convoy against PyTorch, or DL4J, in each of their modes, side by side and interleaved in one run.

  python3 -m venv venv && venv/bin/pip install torch torchvision
  venv/bin/python benchmarks/compare.py step                # all models, five rounds
  venv/bin/python benchmarks/compare.py step --only resnet20 --rounds 3
  venv/bin/python benchmarks/compare.py inference
  python3 benchmarks/compare.py dl4j --rounds 3             # needs Maven and a JDK alone

A round times every side once, a process each, one after another, so that a busy moment of the
machine hits them alike. A ratio is the peer's time over Convoy's in the same round. Printed are the
medians, in bold the ratio to the mode that is best by its median, whose memory is shown.
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
    "dl4j": ("nchw", "nhwc"),
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
    # Of the models above those that DL4J's side has.
    "dl4j": {"vgg-small": ("3x32x32", (128,)), "resnet20": ("3x32x32", (128,))},
}
# Runs for each batch size: short ones need more, or the just-in-time compiler is timed.
RUNS = {1: 5000, 64: 100}
# A step of DL4J takes seconds.
DL4J_RUNS = 3


def timed(command, environment=None):
    """What a command prints, and its peak memory in MiB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True, env=environment)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(command))
    return output, usage.ru_maxrss / 1024


def convoy(what, name, extent, batch, threads, runs):
    """The median milliseconds of a run, and the peak memory in MiB."""
    output, memory = timed([
        str(HERE.parent / "convoy"), "bench", what, "--json", "--model", name, "--input", extent,
        "--batch-size", str(batch), "--threads", str(threads), "--runs", str(runs),
        "--warm-up", str(runs)])
    return json.loads(output)["medianMillis"], memory


def dl4j(name, batch, threads, layout):
    """The same of a training step of DL4J, which counts its threads by an environment variable."""
    target = HERE / "dl4j" / "target"
    output, memory = timed(
        ["java", "-Xmx4g", "-cp", f"{target}/classes:{target}/lib/*", "Dl4jStep", name, layout,
         str(batch), str(DL4J_RUNS)],
        os.environ | {"OMP_NUM_THREADS": str(threads)})
    return float(output), memory


def build_dl4j():
    """Compiles DL4J's side and fetches its libraries, in the build that this processor can run."""
    vectors = "avx512" if "avx512f" in pathlib.Path("/proc/cpuinfo").read_text() else "avx2"
    subprocess.run(["mvn", "--quiet", "--batch-mode", "-f", str(HERE / "dl4j" / "pom.xml"),
                    f"-Dnd4j.build=linux-x86_64-onednn-{vectors}", "package"],
                   check=True, stdout=sys.stderr)


def pytorch(name, extent, batch, threads, runs, mode):
    """The same of PyTorch."""
    command = [sys.executable, str(HERE / "peer.py"), "--model", name, "--input", extent,
               "--batch-size", str(batch), "--threads", str(threads), "--mode", mode]
    done = subprocess.run(command, input=f"{runs}\n", capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}\n{done.stderr}")
    millis, memory = done.stdout.split("\n")[1].split()
    return float(millis), float(memory)


def measured(arguments, side, name, extent, batch):
    """Milliseconds and MiB of Convoy, or of a mode of its peer."""
    runs = RUNS.get(batch, arguments.runs)
    against_dl4j = arguments.what == "dl4j"
    if side == "convoy":
        what = "step" if against_dl4j else arguments.what
        return convoy(what, name, extent, batch, arguments.threads, runs)
    if against_dl4j:
        return dl4j(name, batch, arguments.threads, side)
    return pytorch(name, extent, batch, arguments.threads, runs, side)


def compare(arguments, modes, name, extent, batch):
    sides = {side: [] for side in ("convoy",) + modes}
    for round_number in range(arguments.rounds):
        for side in sides:
            millis, mebibytes = measured(arguments, side, name, extent, batch)
            sides[side].append((millis, mebibytes))
            print(f"  round {round_number + 1} {name} {side}: {millis:.2f} ms, "
                  f"{mebibytes:.0f} MiB", file=sys.stderr, flush=True)
    median = {side: statistics.median(m for m, _ in runs) for side, runs in sides.items()}
    best = min(modes, key=lambda mode: median[mode])
    memory = {side: max(m for _, m in sides[side]) for side in ("convoy", best)}
    cells = [f"{median[mode]:.2f}, {ratio(sides, mode, mode == best)}" for mode in modes]
    print(f"| {name}, {batch} of {extent} | {median['convoy']:.2f} | " + " | ".join(cells)
          + f" | {memory['convoy']:.0f} / {memory[best]:.0f} |", flush=True)


def ratio(sides, mode, is_best):
    """How often Convoy's time goes into a mode's: median and range, in bold if that mode is best."""
    ratios = [theirs / ours for (ours, _), (theirs, _) in zip(sides["convoy"], sides[mode])]
    mark = "**" if is_best else ""
    return (f"{mark}{statistics.median(ratios):.2f}{mark} "
            f"({min(ratios):.2f} to {max(ratios):.2f})")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=list(MODELS))
    parser.add_argument("--only", nargs="*", help="models (default: all)")
    parser.add_argument("--modes", nargs="*", help="of the peer (default: all)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    arguments = parser.parse_args()
    modes = tuple(mode for mode in MODES[arguments.what]
                  if not arguments.modes or mode in arguments.modes)
    peer = "PyTorch"
    if arguments.what == "dl4j":
        peer = "DL4J"
        build_dl4j()
    print("| model | Convoy ms | " + " | ".join(f"{peer} {mode} ms, ratio (range)" for mode in modes)
          + f" | peak MiB, Convoy / {peer} |")
    print("|---" * (3 + len(modes)) + "|")
    for name, (extent, batches) in MODELS[arguments.what].items():
        if not arguments.only or name in arguments.only:
            for batch in batches:
                compare(arguments, modes, name, extent, batch)


if __name__ == "__main__":
    main()
