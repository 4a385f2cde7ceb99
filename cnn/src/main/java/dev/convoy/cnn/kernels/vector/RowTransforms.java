package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Filtering.P;
import static dev.convoy.cnn.kernels.vector.Filtering.P2;
import static dev.convoy.cnn.kernels.vector.Filtering.P3;
import static dev.convoy.cnn.kernels.vector.Filtering.P_SCALE;
import static dev.convoy.cnn.kernels.vector.Filtering.Q;
import static dev.convoy.cnn.kernels.vector.Filtering.Q2;
import static dev.convoy.cnn.kernels.vector.Filtering.Q3;
import static dev.convoy.cnn.kernels.vector.Filtering.Q_SCALE;
import static dev.convoy.cnn.kernels.vector.Filtering.SIDE;
import static dev.convoy.cnn.kernels.vector.Filtering.all;
import static dev.convoy.cnn.kernels.vector.Filtering.load;
import static dev.convoy.cnn.kernels.vector.Lanes.EVERYTHING;
import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;
import static dev.convoy.cnn.kernels.vector.Lanes.ORDER;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * {@link Filtering} of rows of tensors, into arrays and back. One loop a method, or vectors box.
 * What comes last in its operation, and so last into the compiled method, calls the Vector API
 * itself: past a number of nodes only the API's own methods are inlined, and helpers box.
 */
final class RowTransforms {

  private RowTransforms() {}

  /**
   * B' d of the tiles of a row, of one block of channels.
   *
   * @param row address of its first pixel
   * @param pixel bytes from one to the next
   * @param zeros address of what stands beside the row
   * @param step from one frequency to the next
   */
  static void input(long row, long pixel, long zeros, int tiles, float[] out, int at, int step) {
    FloatVector p2 = all(-P2);
    FloatVector q2 = all(-Q2);
    FloatVector both = all(-P2 - Q2);
    FloatVector p = all(P);
    FloatVector q = all(Q);
    for (int tile = 0; tile < tiles; tile++) {
      long x = row + (long) SIDE * tile * pixel;
      FloatVector d0 = load(tile == 0 ? zeros : x - pixel);
      FloatVector d1 = load(x);
      FloatVector d2 = load(x + pixel);
      FloatVector d3 = load(x + 2 * pixel);
      FloatVector d4 = load(x + 3 * pixel);
      FloatVector d5 = load(tile == tiles - 1 ? zeros : x + 4 * pixel);
      int to = at + tile * LENGTH;
      FloatVector even = d2.fma(q2, d4);
      FloatVector odd = d1.fma(q2, d3).mul(p);
      d2.fma(both, d0.add(d4)).intoArray(out, to);
      even.add(odd).intoArray(out, to + step);
      even.sub(odd).intoArray(out, to + 2 * step);
      even = d2.fma(p2, d4);
      odd = d1.fma(p2, d3).mul(q);
      even.add(odd).intoArray(out, to + 3 * step);
      even.sub(odd).intoArray(out, to + 4 * step);
      d3.fma(both, d1.add(d5)).intoArray(out, to + 5 * step);
    }
  }

  /**
   * A' m of the tiles of a row, of one block of channels.
   *
   * @param step from one frequency to the next
   * @param y address of the first tile's first pixel
   * @param pixel bytes from one to the next
   */
  static void output(float[] in, int first, int step, int tiles, long y, long pixel) {
    for (int tile = 0; tile < tiles; tile++) {
      int at = first + tile * LENGTH;
      FloatVector m0 = fromArray(SPECIES, in, at);
      FloatVector m1 = fromArray(SPECIES, in, at + step);
      FloatVector m2 = fromArray(SPECIES, in, at + 2 * step);
      FloatVector m3 = fromArray(SPECIES, in, at + 3 * step);
      FloatVector m4 = fromArray(SPECIES, in, at + 4 * step);
      FloatVector m5 = fromArray(SPECIES, in, at + 5 * step);
      FloatVector p = m1.add(m2);
      FloatVector q = m3.add(m4);
      long to = y + (long) SIDE * tile * pixel;
      m0.add(p).add(q).intoMemorySegment(EVERYTHING, to, ORDER);
      p.mul(P2).add(q.mul(Q2)).intoMemorySegment(EVERYTHING, to + 2 * pixel, ORDER);
      p = m1.sub(m2);
      q = m3.sub(m4);
      p.mul(P).add(q.mul(Q)).intoMemorySegment(EVERYTHING, to + pixel, ORDER);
      m5.add(p.mul(P3)).add(q.mul(Q3)).intoMemorySegment(EVERYTHING, to + 3 * pixel, ORDER);
    }
  }

  /**
   * A y, of some tiles of one block of channels.
   *
   * @param y address of the first tile's first pixel
   * @param pixel bytes from one to the next
   * @param step from one frequency to the next
   */
  static void outputGradient(long y, long pixel, int tiles, float[] out, int at, int step) {
    for (int tile = 0; tile < tiles; tile++) {
      long from = y + (long) SIDE * tile * pixel;
      FloatVector y0 = load(from);
      FloatVector y1 = load(from + pixel);
      FloatVector y2 = load(from + 2 * pixel);
      FloatVector y3 = load(from + 3 * pixel);
      int to = at + tile * LENGTH;
      y0.intoArray(out, to);
      FloatVector even = y2.fma(all(P2), y0);
      FloatVector odd = y3.fma(all(P3), y1.mul(P));
      even.add(odd).intoArray(out, to + step);
      even.sub(odd).intoArray(out, to + 2 * step);
      even = y2.fma(all(Q2), y0);
      odd = y3.fma(all(Q3), y1.mul(Q));
      even.add(odd).intoArray(out, to + 3 * step);
      even.sub(odd).intoArray(out, to + 4 * step);
      y3.intoArray(out, to + 5 * step);
    }
  }

  /**
   * G g of one row of taps, of some channels in and one block of channels out.
   *
   * @param taps address of the first tap
   * @param tap bytes from one to the next
   * @param line bytes from one channel in to the next
   * @param step from one frequency to the next
   */
  static void filter(long taps, long tap, long line, int channels, float[] out, int at, int step) {
    for (int channel = 0; channel < channels; channel++) {
      long g = taps + channel * line;
      FloatVector g0 = load(g);
      FloatVector g1 = load(g + tap);
      FloatVector g2 = load(g + 2 * tap);
      int to = at + channel * LENGTH;
      g0.intoArray(out, to);
      FloatVector even = g2.fma(all(P2), g0).mul(P_SCALE);
      FloatVector odd = g1.mul(P * P_SCALE);
      even.add(odd).intoArray(out, to + step);
      even.sub(odd).intoArray(out, to + 2 * step);
      even = g2.fma(all(Q2), g0).mul(Q_SCALE);
      odd = g1.mul(Q * Q_SCALE);
      even.add(odd).intoArray(out, to + 3 * step);
      even.sub(odd).intoArray(out, to + 4 * step);
      g2.intoArray(out, to + 5 * step);
    }
  }

  /**
   * G' u: the gradient of one row of taps, of some channels in and one block of channels out.
   *
   * @param step from one frequency to the next
   * @param taps address of the first tap
   * @param tap bytes from one to the next
   * @param line bytes from one channel in to the next
   */
  static void filterGradient(
      float[] in, int at, int step, int channels, long taps, long tap, long line) {
    for (int channel = 0; channel < channels; channel++) {
      int from = at + channel * LENGTH;
      FloatVector u0 = fromArray(SPECIES, in, from);
      FloatVector u1 = fromArray(SPECIES, in, from + step);
      FloatVector u2 = fromArray(SPECIES, in, from + 2 * step);
      FloatVector u3 = fromArray(SPECIES, in, from + 3 * step);
      FloatVector u4 = fromArray(SPECIES, in, from + 4 * step);
      FloatVector u5 = fromArray(SPECIES, in, from + 5 * step);
      FloatVector p = u1.add(u2).mul(P_SCALE);
      FloatVector q = u3.add(u4).mul(Q_SCALE);
      long to = taps + channel * line;
      u0.add(p).add(q).intoMemorySegment(EVERYTHING, to, ORDER);
      u5.add(p.mul(P2)).add(q.mul(Q2)).intoMemorySegment(EVERYTHING, to + 2 * tap, ORDER);
      p = u1.sub(u2).mul(P * P_SCALE);
      q = u3.sub(u4).mul(Q * Q_SCALE);
      p.add(q).intoMemorySegment(EVERYTHING, to + tap, ORDER);
    }
  }
}
