package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Inner loops of batch norm, each down the rows of one block of channels: {@code n} rows, {@code
 * stride} bytes apart, channels from {@code k} on: four vectors of them forwards, two backwards.
 * One loop a method, or the compiler boxes vectors.
 */
final class NormLoops {

  private NormLoops() {}

  /** Adds x - shift to s and its square to q. */
  static void statistics(long x, long n, long stride, int k, float[] shift, float[] s, float[] q) {
    FloatVector h0 = at(shift, k);
    FloatVector h1 = at(shift, k + LENGTH);
    FloatVector h2 = at(shift, k + 2 * LENGTH);
    FloatVector h3 = at(shift, k + 3 * LENGTH);
    FloatVector s0 = at(s, k);
    FloatVector s1 = at(s, k + LENGTH);
    FloatVector s2 = at(s, k + 2 * LENGTH);
    FloatVector s3 = at(s, k + 3 * LENGTH);
    FloatVector q0 = at(q, k);
    FloatVector q1 = at(q, k + LENGTH);
    FloatVector q2 = at(q, k + 2 * LENGTH);
    FloatVector q3 = at(q, k + 3 * LENGTH);
    for (long row = 0; row < n; row++) {
      FloatVector a = load(x).sub(h0);
      FloatVector b = load(x + BYTES).sub(h1);
      FloatVector c = load(x + 2L * BYTES).sub(h2);
      FloatVector d = load(x + 3L * BYTES).sub(h3);
      s0 = s0.add(a);
      s1 = s1.add(b);
      s2 = s2.add(c);
      s3 = s3.add(d);
      q0 = a.fma(a, q0);
      q1 = b.fma(b, q1);
      q2 = c.fma(c, q2);
      q3 = d.fma(d, q3);
      x += stride;
    }
    s0.intoArray(s, k);
    s1.intoArray(s, k + LENGTH);
    s2.intoArray(s, k + 2 * LENGTH);
    s3.intoArray(s, k + 3 * LENGTH);
    q0.intoArray(q, k);
    q1.intoArray(q, k + LENGTH);
    q2.intoArray(q, k + 2 * LENGTH);
    q3.intoArray(q, k + 3 * LENGTH);
  }

  /** y = clamp(a x + b). */
  static void normalize(long x, long y, long n, long stride, int k, Affine to) {
    FloatVector a0 = at(to.scale, k);
    FloatVector a1 = at(to.scale, k + LENGTH);
    FloatVector a2 = at(to.scale, k + 2 * LENGTH);
    FloatVector a3 = at(to.scale, k + 3 * LENGTH);
    FloatVector b0 = at(to.shift, k);
    FloatVector b1 = at(to.shift, k + LENGTH);
    FloatVector b2 = at(to.shift, k + 2 * LENGTH);
    FloatVector b3 = at(to.shift, k + 3 * LENGTH);
    FloatVector low = FloatVector.broadcast(SPECIES, to.lower);
    FloatVector high = FloatVector.broadcast(SPECIES, to.upper);
    for (long row = 0; row < n; row++) {
      store(load(x).fma(a0, b0).max(low).min(high), y);
      store(load(x + BYTES).fma(a1, b1).max(low).min(high), y + BYTES);
      store(load(x + 2L * BYTES).fma(a2, b2).max(low).min(high), y + 2L * BYTES);
      store(load(x + 3L * BYTES).fma(a3, b3).max(low).min(high), y + 3L * BYTES);
      x += stride;
      y += stride;
    }
  }

  /** y = clamp(a x + b + residual). */
  static void normalizeAdd(long x, long residual, long y, long n, long stride, int k, Affine to) {
    FloatVector a0 = at(to.scale, k);
    FloatVector a1 = at(to.scale, k + LENGTH);
    FloatVector a2 = at(to.scale, k + 2 * LENGTH);
    FloatVector a3 = at(to.scale, k + 3 * LENGTH);
    FloatVector b0 = at(to.shift, k);
    FloatVector b1 = at(to.shift, k + LENGTH);
    FloatVector b2 = at(to.shift, k + 2 * LENGTH);
    FloatVector b3 = at(to.shift, k + 3 * LENGTH);
    FloatVector low = FloatVector.broadcast(SPECIES, to.lower);
    FloatVector high = FloatVector.broadcast(SPECIES, to.upper);
    for (long row = 0; row < n; row++) {
      store(load(x).fma(a0, b0.add(load(residual))).max(low).min(high), y);
      store(load(x + BYTES).fma(a1, b1.add(load(residual + BYTES))).max(low).min(high), y + BYTES);
      store(
          load(x + 2L * BYTES).fma(a2, b2.add(load(residual + 2L * BYTES))).max(low).min(high),
          y + 2L * BYTES);
      store(
          load(x + 3L * BYTES).fma(a3, b3.add(load(residual + 3L * BYTES))).max(low).min(high),
          y + 3L * BYTES);
      x += stride;
      residual += stride;
      y += stride;
    }
  }

  /** dz = dy where a x + b lies within the clamp; adds dz to s and dz (x - mean) to q. */
  static void gradientSums(
      long x, long dy, long n, long stride, int k, Affine to, float[] mean, float[] s, float[] q) {
    FloatVector a0 = at(to.scale, k);
    FloatVector a1 = at(to.scale, k + LENGTH);
    FloatVector b0 = at(to.shift, k);
    FloatVector b1 = at(to.shift, k + LENGTH);
    FloatVector m0 = at(mean, k);
    FloatVector m1 = at(mean, k + LENGTH);
    FloatVector s0 = at(s, k);
    FloatVector s1 = at(s, k + LENGTH);
    FloatVector q0 = at(q, k);
    FloatVector q1 = at(q, k + LENGTH);
    FloatVector low = FloatVector.broadcast(SPECIES, to.lower);
    FloatVector high = FloatVector.broadcast(SPECIES, to.upper);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (long row = 0; row < n; row++) {
      FloatVector x0 = load(x);
      FloatVector x1 = load(x + BYTES);
      FloatVector d0 = zero.blend(load(dy), within(x0.fma(a0, b0), low, high));
      FloatVector d1 = zero.blend(load(dy + BYTES), within(x1.fma(a1, b1), low, high));
      s0 = s0.add(d0);
      s1 = s1.add(d1);
      q0 = d0.fma(x0.sub(m0), q0);
      q1 = d1.fma(x1.sub(m1), q1);
      x += stride;
      dy += stride;
    }
    s0.intoArray(s, k);
    s1.intoArray(s, k + LENGTH);
    q0.intoArray(q, k);
    q1.intoArray(q, k + LENGTH);
  }

  /** Like {@link #gradientSums}, the mask taken from y, and dz stored. */
  static void gradientSumsStored(
      long x, Gradients g, long n, long stride, int k, float[] mean, float[] s, float[] q) {
    FloatVector m0 = at(mean, k);
    FloatVector m1 = at(mean, k + LENGTH);
    FloatVector s0 = at(s, k);
    FloatVector s1 = at(s, k + LENGTH);
    FloatVector q0 = at(q, k);
    FloatVector q1 = at(q, k + LENGTH);
    FloatVector low = FloatVector.broadcast(SPECIES, g.lower());
    FloatVector high = FloatVector.broadcast(SPECIES, g.upper());
    FloatVector zero = FloatVector.zero(SPECIES);
    long y = g.y();
    long dy = g.dy();
    long dz = g.dz();
    for (long row = 0; row < n; row++) {
      FloatVector d0 = zero.blend(load(x + dy), within(load(x + y), low, high));
      FloatVector d1 = zero.blend(load(x + dy + BYTES), within(load(x + y + BYTES), low, high));
      store(d0, x + dz);
      store(d1, x + dz + BYTES);
      s0 = s0.add(d0);
      s1 = s1.add(d1);
      q0 = d0.fma(load(x).sub(m0), q0);
      q1 = d1.fma(load(x + BYTES).sub(m1), q1);
      x += stride;
    }
    s0.intoArray(s, k);
    s1.intoArray(s, k + LENGTH);
    q0.intoArray(q, k);
    q1.intoArray(q, k + LENGTH);
  }

  /** Like {@link #gradientSumsStored}, of the sum of two gradients. */
  static void gradientSumsOfTwo(
      long x, Gradients g, long n, long stride, int k, float[] mean, float[] s, float[] q) {
    FloatVector m0 = at(mean, k);
    FloatVector m1 = at(mean, k + LENGTH);
    FloatVector s0 = at(s, k);
    FloatVector s1 = at(s, k + LENGTH);
    FloatVector q0 = at(q, k);
    FloatVector q1 = at(q, k + LENGTH);
    FloatVector low = FloatVector.broadcast(SPECIES, g.lower());
    FloatVector high = FloatVector.broadcast(SPECIES, g.upper());
    FloatVector zero = FloatVector.zero(SPECIES);
    long y = g.y();
    long dy = g.dy();
    long other = g.secondDy();
    long dz = g.dz();
    for (long row = 0; row < n; row++) {
      FloatVector d0 = load(x + dy).add(load(x + other));
      FloatVector d1 = load(x + dy + BYTES).add(load(x + other + BYTES));
      d0 = zero.blend(d0, within(load(x + y), low, high));
      d1 = zero.blend(d1, within(load(x + y + BYTES), low, high));
      store(d0, x + dz);
      store(d1, x + dz + BYTES);
      s0 = s0.add(d0);
      s1 = s1.add(d1);
      q0 = d0.fma(load(x).sub(m0), q0);
      q1 = d1.fma(load(x + BYTES).sub(m1), q1);
      x += stride;
    }
    s0.intoArray(s, k);
    s1.intoArray(s, k + LENGTH);
    q0.intoArray(q, k);
    q1.intoArray(q, k + LENGTH);
  }

  /** dx = a dz + p x + o, with dz = dy where a x + b lies within the clamp. */
  static void gradient(
      long x, long dy, long dx, long n, long stride, int k, Affine to, float[] p, float[] o) {
    FloatVector a0 = at(to.scale, k);
    FloatVector a1 = at(to.scale, k + LENGTH);
    FloatVector b0 = at(to.shift, k);
    FloatVector b1 = at(to.shift, k + LENGTH);
    FloatVector p0 = at(p, k);
    FloatVector p1 = at(p, k + LENGTH);
    FloatVector o0 = at(o, k);
    FloatVector o1 = at(o, k + LENGTH);
    FloatVector low = FloatVector.broadcast(SPECIES, to.lower);
    FloatVector high = FloatVector.broadcast(SPECIES, to.upper);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (long row = 0; row < n; row++) {
      FloatVector x0 = load(x);
      FloatVector x1 = load(x + BYTES);
      FloatVector d0 = zero.blend(load(dy), within(x0.fma(a0, b0), low, high));
      FloatVector d1 = zero.blend(load(dy + BYTES), within(x1.fma(a1, b1), low, high));
      store(d0.fma(a0, x0.fma(p0, o0)), dx);
      store(d1.fma(a1, x1.fma(p1, o1)), dx + BYTES);
      x += stride;
      dy += stride;
      dx += stride;
    }
  }

  /** dx = a dz + p x + o. */
  static void gradientUnmasked(
      long x, long dz, long dx, long n, long stride, int k, Affine to, float[] p, float[] o) {
    FloatVector a0 = at(to.scale, k);
    FloatVector a1 = at(to.scale, k + LENGTH);
    FloatVector p0 = at(p, k);
    FloatVector p1 = at(p, k + LENGTH);
    FloatVector o0 = at(o, k);
    FloatVector o1 = at(o, k + LENGTH);
    for (long row = 0; row < n; row++) {
      store(load(dz).fma(a0, load(x).fma(p0, o0)), dx);
      store(load(dz + BYTES).fma(a1, load(x + BYTES).fma(p1, o1)), dx + BYTES);
      x += stride;
      dz += stride;
      dx += stride;
    }
  }

  private static VectorMask<Float> within(FloatVector value, FloatVector low, FloatVector high) {
    return value.compare(VectorOperators.GT, low).and(value.compare(VectorOperators.LT, high));
  }

  private static FloatVector at(float[] values, int index) {
    return FloatVector.fromArray(SPECIES, values, index);
  }

  /** {@code clamp(scale x + shift)} per channel of a wide row. */
  static final class Affine {

    final float[] scale;
    final float[] shift;
    final float lower;
    final float upper;

    Affine(int width, float lower, float upper) {
      scale = new float[width];
      shift = new float[width];
      this.lower = lower;
      this.upper = upper;
    }
  }

  /** How many bytes after x the output, its gradients and their masked sum lie; and the clamp. */
  record Gradients(long y, long dy, long secondDy, long dz, float lower, float upper) {}
}
