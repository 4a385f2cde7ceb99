package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of F(2x2, 3x3) in Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks" (2016): {@code Y = A' [(G g G') * (B' d B)] A}. The first row of B' and of G is taken
 * with its sign turned, which cancels, and lets a pixel outside the map be left out by a factor of
 * 0. Values of a transformed tile lie {@code step} bytes apart. One loop a method, or vectors box.
 */
final class WinogradLoops {

  private WinogradLoops() {}

  /** B' d B of some tiles of an image. */
  static void input(WinogradGrid grid, long image, int from, int to, long out, long step) {
    for (int column = 0; column < 4; column++) {
      inputColumn(grid, column, image, from, to, out + column * step, 4 * step);
    }
  }

  private static void inputColumn(
      WinogradGrid grid, int index, long image, int from, int to, long out, long step) {
    long[] column = grid.column[index];
    long[] other = grid.otherColumn[index];
    float[] factor = grid.factor[index];
    long line = grid.line;
    for (long c = 0; c < grid.pixel; c += BYTES) {
      long o = out + c;
      for (int tile = from; tile < to; tile++) {
        FloatVector times = FloatVector.broadcast(SPECIES, factor[tile]);
        long a = image + column[tile] + c;
        long b = image + other[tile] + c;
        long row0 = grid.firstRow[tile];
        long row1 = grid.innerRow[tile];
        long row3 = grid.lastRow[tile];
        FloatVector v0 = load(a + row0).fma(times, load(b + row0));
        FloatVector v1 = load(a + row1).fma(times, load(b + row1));
        FloatVector v2 = load(a + row1 + line).fma(times, load(b + row1 + line));
        FloatVector v3 = load(a + row3).fma(times, load(b + row3));
        store(v0.fma(FloatVector.broadcast(SPECIES, grid.top[tile]), v2), o);
        store(v1.add(v2), o + step);
        store(v2.sub(v1), o + 2 * step);
        store(v3.fma(FloatVector.broadcast(SPECIES, grid.bottom[tile]), v1), o + 3 * step);
        o += grid.pixel;
      }
    }
  }

  /** A' m A and a bias of some tiles of an image. */
  static void output(
      WinogradGrid grid, long in, long step, long bias, long image, int from, int to) {
    outputColumn(grid, in, 0, 1, step, bias, image, from, to);
    outputColumn(grid, in, 3 * step, -1, step, bias, image + grid.pixel, from, to);
  }

  /** One of the two columns of pixels, {@code m1 + sign (m2 + mOuter)}. */
  private static void outputColumn(
      WinogradGrid grid,
      long in,
      long outer,
      float sign,
      long step,
      long bias,
      long image,
      int from,
      int to) {
    FloatVector times = FloatVector.broadcast(SPECIES, sign);
    long line = grid.line;
    long row = 4 * step;
    for (long c = 0; c < grid.pixel; c += BYTES) {
      FloatVector offset = load(bias + c);
      long i = in + c;
      for (int tile = from; tile < to; tile++) {
        long j = i + outer;
        FloatVector b0 = load(i + 2 * step).add(load(j)).fma(times, load(i + step));
        long k = i + row;
        FloatVector b1 = load(k + 2 * step).add(load(j + row)).fma(times, load(k + step));
        k += row;
        FloatVector b2 = load(k + 2 * step).add(load(j + 2 * row)).fma(times, load(k + step));
        k += row;
        FloatVector b3 = load(k + 2 * step).add(load(j + 3 * row)).fma(times, load(k + step));
        long y = image + grid.inner[tile] + c;
        store(b0.add(b1).add(b2.add(offset)), y);
        store(b1.sub(b2).sub(b3.sub(offset)), y + line);
        i += grid.pixel;
      }
    }
  }

  /** G g G' of a stretch of filters, whose nine taps lie {@code tap} bytes apart. */
  static void filter(long g, long tap, int count, long out, long step) {
    filterColumn(g, tap, -1, 0, 0, count, out, 4 * step);
    filterColumn(g, tap, 0.5f, 0.5f, 0.5f, count, out + step, 4 * step);
    filterColumn(g, tap, 0.5f, -0.5f, 0.5f, count, out + 2 * step, 4 * step);
    filterColumn(g, tap, 0, 0, 1, count, out + 3 * step, 4 * step);
  }

  /** Four values of the result, from the filters' columns weighted by x, y and z. */
  private static void filterColumn(
      long g, long tap, float x, float y, float z, int count, long out, long step) {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector a = FloatVector.broadcast(SPECIES, x);
    FloatVector b = FloatVector.broadcast(SPECIES, y);
    FloatVector c = FloatVector.broadcast(SPECIES, z);
    for (long k = 0; k < 4L * count; k += BYTES) {
      FloatVector s0 = mixed(g + k, tap, a, b, c);
      FloatVector s1 = mixed(g + 3 * tap + k, tap, a, b, c);
      FloatVector s2 = mixed(g + 6 * tap + k, tap, a, b, c);
      FloatVector outer = s0.add(s2);
      store(s0.neg(), out + k);
      store(outer.add(s1).mul(half), out + k + step);
      store(outer.sub(s1).mul(half), out + k + 2 * step);
      store(s2, out + k + 3 * step);
    }
  }

  private static FloatVector mixed(
      long first, long step, FloatVector a, FloatVector b, FloatVector c) {
    return load(first).fma(a, load(first + step).fma(b, load(first + 2 * step).mul(c)));
  }

  /** Whether that many channels can be cut into vectors. */
  static boolean fits(int channels) {
    return channels % LENGTH == 0;
  }
}
