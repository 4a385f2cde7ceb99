package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Filtering.P;
import static dev.convoy.cnn.kernels.vector.Filtering.P2;
import static dev.convoy.cnn.kernels.vector.Filtering.P3;
import static dev.convoy.cnn.kernels.vector.Filtering.P_SCALE;
import static dev.convoy.cnn.kernels.vector.Filtering.Q;
import static dev.convoy.cnn.kernels.vector.Filtering.Q2;
import static dev.convoy.cnn.kernels.vector.Filtering.Q3;
import static dev.convoy.cnn.kernels.vector.Filtering.Q_SCALE;
import static dev.convoy.cnn.kernels.vector.Filtering.all;
import static dev.convoy.cnn.kernels.vector.Filtering.load;
import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/**
 * {@link Filtering} along columns of what was transformed along rows, from one array into another:
 * a count of vectors that lie one after another, in each row and in each frequency. One loop a
 * method, or vectors box.
 *
 * @param count of vectors
 * @param rowStep from one row to the next
 * @param step from one frequency to the next
 */
record ColumnTransforms(int count, int rowStep, int step) {

  /** B' d, of six rows. */
  void input(float[] rows, int first, float[] out, int to) {
    for (int i = 0; i < count * LENGTH; i += LENGTH) {
      int at = first + i;
      FloatVector d1 = load(rows, at + rowStep);
      FloatVector d2 = load(rows, at + 2 * rowStep);
      FloatVector d3 = load(rows, at + 3 * rowStep);
      FloatVector d4 = load(rows, at + 4 * rowStep);
      int into = to + i;
      FloatVector even = d2.fma(all(-Q2), d4);
      FloatVector odd = d1.fma(all(-Q2), d3).mul(P);
      even.add(odd).intoArray(out, into + step);
      even.sub(odd).intoArray(out, into + 2 * step);
      even = d2.fma(all(-P2), d4);
      odd = d1.fma(all(-P2), d3).mul(Q);
      even.add(odd).intoArray(out, into + 3 * step);
      even.sub(odd).intoArray(out, into + 4 * step);
      d2.fma(all(-P2 - Q2), load(rows, at).add(d4)).intoArray(out, into);
      d3.fma(all(-P2 - Q2), d1.add(load(rows, at + 5 * rowStep))).intoArray(out, into + 5 * step);
    }
  }

  /** A' m, into four rows. */
  void output(float[] in, int first, float[] rows, int to) {
    for (int i = 0; i < count * LENGTH; i += LENGTH) {
      int at = first + i;
      FloatVector m1 = load(in, at + step);
      FloatVector m2 = load(in, at + 2 * step);
      FloatVector m3 = load(in, at + 3 * step);
      FloatVector m4 = load(in, at + 4 * step);
      FloatVector p = m1.add(m2);
      FloatVector q = m3.add(m4);
      int into = to + i;
      load(in, at).add(p).add(q).intoArray(rows, into);
      p.fma(all(P2), q.mul(Q2)).intoArray(rows, into + 2 * rowStep);
      p = m1.sub(m2);
      q = m3.sub(m4);
      p.fma(all(P), q.mul(Q)).intoArray(rows, into + rowStep);
      p.fma(all(P3), q.fma(all(Q3), load(in, at + 5 * step))).intoArray(rows, into + 3 * rowStep);
    }
  }

  /** A y, of four rows. */
  void outputGradient(float[] rows, int first, float[] out, int to) {
    for (int i = 0; i < count * LENGTH; i += LENGTH) {
      int at = first + i;
      FloatVector y0 = load(rows, at);
      FloatVector y1 = load(rows, at + rowStep);
      FloatVector y2 = load(rows, at + 2 * rowStep);
      FloatVector y3 = load(rows, at + 3 * rowStep);
      int into = to + i;
      y0.intoArray(out, into);
      FloatVector even = y2.fma(all(P2), y0);
      FloatVector odd = y3.fma(all(P3), y1.mul(P));
      even.add(odd).intoArray(out, into + step);
      even.sub(odd).intoArray(out, into + 2 * step);
      even = y2.fma(all(Q2), y0);
      odd = y3.fma(all(Q3), y1.mul(Q));
      even.add(odd).intoArray(out, into + 3 * step);
      even.sub(odd).intoArray(out, into + 4 * step);
      y3.intoArray(out, into + 5 * step);
    }
  }

  /** G g, of three rows. */
  void filter(float[] rows, int first, float[] out, int to) {
    for (int i = 0; i < count * LENGTH; i += LENGTH) {
      int at = first + i;
      FloatVector g0 = load(rows, at);
      FloatVector g1 = load(rows, at + rowStep);
      FloatVector g2 = load(rows, at + 2 * rowStep);
      int into = to + i;
      g0.intoArray(out, into);
      FloatVector even = g2.fma(all(P2), g0).mul(P_SCALE);
      FloatVector odd = g1.mul(P * P_SCALE);
      even.add(odd).intoArray(out, into + step);
      even.sub(odd).intoArray(out, into + 2 * step);
      even = g2.fma(all(Q2), g0).mul(Q_SCALE);
      odd = g1.mul(Q * Q_SCALE);
      even.add(odd).intoArray(out, into + 3 * step);
      even.sub(odd).intoArray(out, into + 4 * step);
      g2.intoArray(out, into + 5 * step);
    }
  }

  /** G' u, into three rows. */
  void filterGradient(float[] in, int first, float[] rows, int to) {
    for (int i = 0; i < count * LENGTH; i += LENGTH) {
      int at = first + i;
      FloatVector u1 = load(in, at + step);
      FloatVector u2 = load(in, at + 2 * step);
      FloatVector u3 = load(in, at + 3 * step);
      FloatVector u4 = load(in, at + 4 * step);
      FloatVector p = u1.add(u2).mul(P_SCALE);
      FloatVector q = u3.add(u4).mul(Q_SCALE);
      int into = to + i;
      load(in, at).add(p).add(q).intoArray(rows, into);
      p.fma(all(P2), q.fma(all(Q2), load(in, at + 5 * step))).intoArray(rows, into + 2 * rowStep);
      p = u1.sub(u2).mul(P * P_SCALE);
      q = u3.sub(u4).mul(Q * Q_SCALE);
      p.add(q).intoArray(rows, into + rowStep);
    }
  }
}
