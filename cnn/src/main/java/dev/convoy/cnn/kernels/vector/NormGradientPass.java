package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.vector.NormLoops.Affine;
import dev.convoy.cnn.kernels.vector.NormLoops.Gradients;

/**
 * The two backward passes of a norm over some rows of channels. First pass: adds up to two
 * gradients of y, masks the sum (dz), sums dz and dz (x - mean) per channel. Second pass: {@code dx
 * = a dz + slope x + offset}. A single gradient whose masked form nobody else needs isn't stored:
 * both passes mask it, recomputing the sign from x.
 */
final class NormGradientPass {

  private static final int BLOCK = Lanes.BLOCK / 2;

  /** Left from {@link #sum}: dz and dz (x - mean). */
  final ChannelSums sums;

  /** The norm as it was, to be set before {@link #sum}. */
  final Affine affine;

  /** Of each channel, to be set before {@link #sum}. */
  final float[] mean;

  /** Of each channel, to be set before {@link #differentiate}. */
  final float[] slope;

  /** Of each channel, to be set before {@link #differentiate}. */
  final float[] offset;

  private final Team team;
  private final Rows rows;
  private final NormGradient at;
  private final Gradients gradients;
  private final Team.Task firstPass;
  private final Team.Task secondPass;
  private long base;

  /** Over rows of that extent, shared among the team. */
  NormGradientPass(Team team, Rows rows, NormGradient at, Clamp activation) {
    this.team = team;
    this.rows = rows;
    this.at = at;
    affine = new Affine(rows.width(), activation.lower(), activation.upper());
    gradients = at.besideX(activation);
    sums = new ChannelSums(rows, team.size());
    mean = new float[rows.width()];
    slope = new float[rows.width()];
    offset = new float[rows.width()];
    Rows.Tile first = at.dz() == 0 ? this::sum : at.secondDy() == 0 ? this::store : this::storeSum;
    boolean masks = at.dz() == 0 && activation != Clamp.NONE;
    Rows.Tile second = masks ? this::masked : this::unmasked;
    firstPass = member -> rows.sum(team, member, BLOCK, first, sums);
    secondPass = member -> rows.walk(team, member, BLOCK, second);
  }

  /** The first pass, over the rows from {@code first} bytes on. */
  void sum(long first) {
    base = first;
    rows.spread(affine.scale);
    rows.spread(affine.shift);
    rows.spread(mean);
    team.run(firstPass);
    sums.combine();
    sumTail();
  }

  /** The second pass, over the rows from {@code first} bytes on. */
  void differentiate(long first) {
    base = first;
    rows.spread(slope);
    rows.spread(offset);
    team.run(secondPass);
    gradientTail();
  }

  private void sum(int member, long from, long n, int k) {
    float[] s = sums.tileFirst[member];
    float[] q = sums.tileSecond[member];
    long x = at.x() + base + from;
    long dy = at.dy() + base + from;
    NormLoops.gradientSums(x, dy, n, rows.stride(), k, affine, mean, s, q);
  }

  private void store(int member, long from, long n, int k) {
    float[] s = sums.tileFirst[member];
    float[] q = sums.tileSecond[member];
    long x = at.x() + base + from;
    NormLoops.gradientSumsStored(x, gradients, n, rows.stride(), k, mean, s, q);
  }

  private void storeSum(int member, long from, long n, int k) {
    float[] s = sums.tileFirst[member];
    float[] q = sums.tileSecond[member];
    long x = at.x() + base + from;
    NormLoops.gradientSumsOfTwo(x, gradients, n, rows.stride(), k, mean, s, q);
  }

  private void sumTail() {
    for (long row = rows.tail(); row < rows.rows(); row++) {
      for (int channel = 0; channel < rows.channels(); channel++) {
        long from = base + 4 * (row * rows.channels() + channel);
        float dz = maskedSum(from, channel);
        if (at.dz() != 0) {
          Lanes.set(at.dz() + from, dz);
        }
        sums.first[channel] += dz;
        sums.second[channel] += (double) dz * (Lanes.get(at.x() + from) - mean[channel]);
      }
    }
  }

  private float maskedSum(long from, int channel) {
    float clamped =
        at.dz() != 0
            ? Lanes.get(at.y() + from)
            : Math.fma(Lanes.get(at.x() + from), affine.scale[channel], affine.shift[channel]);
    if (!(clamped > affine.lower && clamped < affine.upper)) {
      return 0;
    }
    float dy = Lanes.get(at.dy() + from);
    return at.secondDy() == 0 ? dy : dy + Lanes.get(at.secondDy() + from);
  }

  private void masked(int member, long offsetOfTile, long n, int k) {
    long from = base + offsetOfTile;
    NormLoops.gradient(
        at.x() + from, at.dy() + from, at.dx() + from, n, rows.stride(), k, affine, slope, offset);
  }

  private void unmasked(int member, long offsetOfTile, long n, int k) {
    long from = base + offsetOfTile;
    long dz = (at.dz() == 0 ? at.dy() : at.dz()) + from;
    NormLoops.gradientUnmasked(
        at.x() + from, dz, at.dx() + from, n, rows.stride(), k, affine, slope, offset);
  }

  private void gradientTail() {
    for (long row = rows.tail(); row < rows.rows(); row++) {
      for (int channel = 0; channel < rows.channels(); channel++) {
        long from = base + 4 * (row * rows.channels() + channel);
        float dz = at.dz() != 0 ? Lanes.get(at.dz() + from) : maskedSum(from, channel);
        float linear = Math.fma(Lanes.get(at.x() + from), slope[channel], offset[channel]);
        Lanes.set(at.dx() + from, Math.fma(dz, affine.scale[channel], linear));
      }
    }
  }
}
