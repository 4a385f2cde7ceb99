"""What training costs as the batch, the depth and the number of images grow, drawn as an SVG image.

  python3 benchmarks/growth.py docs/images/training-growth.svg

Each point is a process of its own; the line through the points is the least-squares fit.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

CONVOY = str(pathlib.Path(__file__).resolve().parent.parent / "convoy")
BATCHES = (16, 32, 64, 128, 256)
DEPTHS = (20, 32, 44, 56, 110)
IMAGES = (1000, 2000, 4000, 8000)
DEPTHS_BATCH = 64

WIDTH, HEIGHT, MARGIN = 320, 280, 48
GRID_LINES = 4


def bench(what, *options):
    """What ./convoy bench measured."""
    command = [CONVOY, "bench", what, "--json", *map(str, options)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if done.returncode != 0:
        sys.exit("failed: " + " ".join(command))
    print(" ".join(command[1:]), done.stdout.strip(), file=sys.stderr, flush=True)
    return json.loads(done.stdout)


def step(model, batch):
    """Least milliseconds of a step: what it costs when nothing else wants the processor."""
    options = ("--model", model, "--batch-size", batch, "--runs", 15, "--warm-up", 10)
    return bench("step", *options)["bestMillis"]


def epoch(images):
    """Images trained on in an epoch, and its median seconds."""
    measured = bench("input", "--model", "vgg-small", "--images", images, "--passes", 2)["epoch"]
    return measured["images"], measured["seconds"]


def measure():
    """Of each panel its title, what the horizontal axis counts, and its points."""
    return (
        ("resnet20: ms a step", "images in a batch", [(b, step("resnet20", b)) for b in BATCHES]),
        (f"resnets, batch {DEPTHS_BATCH}: ms a step", "layers",
         [(d, step(f"resnet{d}", DEPTHS_BATCH)) for d in DEPTHS]),
        ("vgg-small, batch 128: s an epoch", "images in an epoch", [epoch(n) for n in IMAGES]),
    )


def fit(points):
    """Slope and intercept of the least-squares line."""
    fitted = statistics.linear_regression(*zip(*points))
    return fitted.slope, fitted.intercept


def round_up(value):
    """To a small multiple of a power of ten."""
    power = 10 ** (len(str(int(value))) - 1)
    return next(n * power for n in (1, 2, 3, 4, 6, 8, 10) if n * power >= value)


def panel(left, title, counted, points):
    """One plot; both of its axes begin at zero."""
    most_x = round_up(max(x for x, _ in points))
    most_y = round_up(max(y for _, y in points))

    def at(x, y):
        return (left + MARGIN + (WIDTH - 1.5 * MARGIN) * x / most_x,
                HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * y / most_y)

    lines = [f'<text x="{left + MARGIN}" y="24" font-size="15">{title}</text>']
    for i in range(GRID_LINES + 1):
        (begin, y), (end, _) = at(0, most_y * i / GRID_LINES), at(most_x, 0)
        lines.append(f'<line x1="{begin:.1f}" x2="{end:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        lines.append(f'<text x="{begin - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">'
                     f'{most_y * i / GRID_LINES:g}</text>')
    slope, intercept = fit(points)
    (x1, y1), (x2, y2) = (at(x, slope * x + intercept) for x in (points[0][0], points[-1][0]))
    lines.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#3b6ea5"/>')
    for count, value in points:
        x, y = at(count, value)
        lines.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#3b6ea5"/>')
        lines.append(f'<text x="{x:.1f}" y="{HEIGHT - MARGIN + 18}" text-anchor="middle" '
                     f'font-size="9">{count}</text>')
    lines.append(f'<text x="{left + WIDTH / 2}" y="{HEIGHT - 10}" text-anchor="middle">{counted}</text>')
    return lines


def draw(panels):
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}" '
             'font-family="sans-serif" font-size="13">',
             '<rect width="100%" height="100%" fill="white"/>']
    for i, one in enumerate(panels):
        lines += panel(i * WIDTH, *one)
    return "\n".join(lines + ["</svg>", ""])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("image", type=pathlib.Path, help="where to draw")
    arguments = parser.parse_args()
    panels = measure()
    arguments.image.write_text(draw(panels))
    for title, counted, points in panels:
        each = ", ".join(f"{value / count:.3g}" for count, value in points)
        print(f"{title}, for each of the {counted}: {each}")


if __name__ == "__main__":
    main()
