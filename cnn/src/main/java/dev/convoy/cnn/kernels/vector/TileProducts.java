package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The matrix products between the transforms, one vector of channels out wide: eight sums stay in
 * registers, more of them make the compiler spill. Operands are arrays, for whose elements it makes
 * cheaper addresses than for memory segments.
 */
final class TileProducts {

  /** Tiles, or channels, that are taken together. */
  static final int GROUP = 8;

  /** Tiles that are taken together with two blocks of channels out. */
  static final int HALF = GROUP / 2;

  private TileProducts() {}

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  private static FloatVector all(float[] values, int at) {
    return FloatVector.broadcast(SPECIES, values[at]);
  }

  /**
   * One frequency of eight tiles: the sum over the channels in.
   *
   * @param at of the first tile
   * @param blockStep from a block of channels to the next
   * @param filters {@code channels in x LENGTH}, from {@code filter} on
   * @param to where the eight vectors go
   */
  static void multiply(
      float[] band,
      int at,
      int blockStep,
      int blocks,
      float[] filters,
      int filter,
      float[] out,
      int to) {
    FloatVector y0 = FloatVector.zero(SPECIES);
    FloatVector y1 = y0;
    FloatVector y2 = y0;
    FloatVector y3 = y0;
    FloatVector y4 = y0;
    FloatVector y5 = y0;
    FloatVector y6 = y0;
    FloatVector y7 = y0;
    int w = filter;
    for (int block = 0; block < blocks; block++) {
      int x = at + block * blockStep;
      for (int end = x + LENGTH; x < end; x++) {
        FloatVector weights = load(filters, w);
        y0 = weights.fma(all(band, x), y0);
        y1 = weights.fma(all(band, x + LENGTH), y1);
        y2 = weights.fma(all(band, x + 2 * LENGTH), y2);
        y3 = weights.fma(all(band, x + 3 * LENGTH), y3);
        y4 = weights.fma(all(band, x + 4 * LENGTH), y4);
        y5 = weights.fma(all(band, x + 5 * LENGTH), y5);
        y6 = weights.fma(all(band, x + 6 * LENGTH), y6);
        y7 = weights.fma(all(band, x + 7 * LENGTH), y7);
        w += LENGTH;
      }
    }
    y0.intoArray(out, to);
    y1.intoArray(out, to + LENGTH);
    y2.intoArray(out, to + 2 * LENGTH);
    y3.intoArray(out, to + 3 * LENGTH);
    y4.intoArray(out, to + 4 * LENGTH);
    y5.intoArray(out, to + 5 * LENGTH);
    y6.intoArray(out, to + 6 * LENGTH);
    y7.intoArray(out, to + 7 * LENGTH);
  }

  /**
   * One frequency of four tiles, for two blocks of channels out: the sum over the channels in.
   *
   * @param at of the first tile
   * @param blockStep from a block of channels in to the next
   * @param filters for the first block out from {@code filter} on, for the other {@code
   *     otherFilter} behind
   * @param to where the first block's four vectors go; the other's {@code other} behind
   */
  static void multiplyTwo(
      float[] band,
      int at,
      int blockStep,
      int blocks,
      float[] filters,
      int filter,
      int otherFilter,
      float[] out,
      int to,
      int other) {
    FloatVector y0 = FloatVector.zero(SPECIES);
    FloatVector y1 = y0;
    FloatVector y2 = y0;
    FloatVector y3 = y0;
    FloatVector z0 = y0;
    FloatVector z1 = y0;
    FloatVector z2 = y0;
    FloatVector z3 = y0;
    int w = filter;
    for (int block = 0; block < blocks; block++) {
      int x = at + block * blockStep;
      for (int end = x + LENGTH; x < end; x++) {
        FloatVector first = load(filters, w);
        FloatVector second = load(filters, w + otherFilter);
        FloatVector tile = all(band, x);
        y0 = first.fma(tile, y0);
        z0 = second.fma(tile, z0);
        tile = all(band, x + LENGTH);
        y1 = first.fma(tile, y1);
        z1 = second.fma(tile, z1);
        tile = all(band, x + 2 * LENGTH);
        y2 = first.fma(tile, y2);
        z2 = second.fma(tile, z2);
        tile = all(band, x + 3 * LENGTH);
        y3 = first.fma(tile, y3);
        z3 = second.fma(tile, z3);
        w += LENGTH;
      }
    }
    y0.intoArray(out, to);
    y1.intoArray(out, to + LENGTH);
    y2.intoArray(out, to + 2 * LENGTH);
    y3.intoArray(out, to + 3 * LENGTH);
    z0.intoArray(out, to + other);
    z1.intoArray(out, to + other + LENGTH);
    z2.intoArray(out, to + other + 2 * LENGTH);
    z3.intoArray(out, to + other + 3 * LENGTH);
  }

  /**
   * Adds one frequency of the filters' gradients, for eight channels in: the sum over a band's
   * tiles.
   *
   * @param at of the first tile and the first channel
   * @param gradients of the output, transformed, from {@code gradient} on
   * @param onto eight vectors
   */
  static void sum(
      float[] band, int at, float[] gradients, int gradient, int tiles, float[] sums, int onto) {
    FloatVector s0 = load(sums, onto);
    FloatVector s1 = load(sums, onto + LENGTH);
    FloatVector s2 = load(sums, onto + 2 * LENGTH);
    FloatVector s3 = load(sums, onto + 3 * LENGTH);
    FloatVector s4 = load(sums, onto + 4 * LENGTH);
    FloatVector s5 = load(sums, onto + 5 * LENGTH);
    FloatVector s6 = load(sums, onto + 6 * LENGTH);
    FloatVector s7 = load(sums, onto + 7 * LENGTH);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector dy = load(gradients, gradient + tile * LENGTH);
      int x = at + tile * LENGTH;
      s0 = dy.fma(all(band, x), s0);
      s1 = dy.fma(all(band, x + 1), s1);
      s2 = dy.fma(all(band, x + 2), s2);
      s3 = dy.fma(all(band, x + 3), s3);
      s4 = dy.fma(all(band, x + 4), s4);
      s5 = dy.fma(all(band, x + 5), s5);
      s6 = dy.fma(all(band, x + 6), s6);
      s7 = dy.fma(all(band, x + 7), s7);
    }
    s0.intoArray(sums, onto);
    s1.intoArray(sums, onto + LENGTH);
    s2.intoArray(sums, onto + 2 * LENGTH);
    s3.intoArray(sums, onto + 3 * LENGTH);
    s4.intoArray(sums, onto + 4 * LENGTH);
    s5.intoArray(sums, onto + 5 * LENGTH);
    s6.intoArray(sums, onto + 6 * LENGTH);
    s7.intoArray(sums, onto + 7 * LENGTH);
  }

  /** Adds values onto others. */
  static void add(float[] values, float[] onto, int from, int to) {
    for (int i = from; i < to; i += LENGTH) {
      load(onto, i).add(load(values, i)).intoArray(onto, i);
    }
  }
}
