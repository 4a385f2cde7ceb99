package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import dev.convoy.cnn.kernels.Update;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The loops of {@link Updates}, each over one run of whole vectors from {@code w} on. What goes
 * with the values is given by its distance from them, so that one counter serves all.
 */
final class UpdateLoops {

  private UpdateLoops() {}

  static void sgd(long w, long g, long v, long bytes, float momentum, float decay, float rate) {
    FloatVector m = all(momentum);
    FloatVector d = all(decay);
    FloatVector r = all(-rate);
    for (long end = w + bytes; w < end; w += BYTES) {
      FloatVector weights = load(w);
      FloatVector speed = load(w + v).fma(m, weights.fma(d, load(w + g)));
      store(speed, w + v);
      store(speed.fma(r, weights), w);
    }
  }

  static void nesterov(
      long w, long g, long v, long bytes, float momentum, float decay, float rate) {
    FloatVector m = all(momentum);
    FloatVector d = all(decay);
    FloatVector r = all(-rate);
    for (long end = w + bytes; w < end; w += BYTES) {
      FloatVector weights = load(w);
      FloatVector gradient = weights.fma(d, load(w + g));
      FloatVector speed = load(w + v).fma(m, gradient);
      store(speed, w + v);
      store(speed.fma(m, gradient).fma(r, weights), w);
    }
  }

  static void adam(
      long w,
      long g,
      long mean,
      long square,
      long bytes,
      Update.Adam rule,
      float rate,
      float correction) {
    FloatVector b1 = all((float) rule.rates().beta1());
    FloatVector rest1 = all((float) (1 - rule.rates().beta1()));
    FloatVector b2 = all((float) rule.rates().beta2());
    FloatVector rest2 = all((float) (1 - rule.rates().beta2()));
    FloatVector e = all((float) rule.rates().epsilon());
    FloatVector d = all((float) rule.at().group().weightDecay());
    FloatVector r = all(-rate);
    FloatVector c = all(correction);
    for (long end = w + bytes; w < end; w += BYTES) {
      FloatVector weights = load(w);
      FloatVector gradient = weights.fma(d, load(w + g));
      FloatVector m = load(w + mean).mul(b1).add(gradient.mul(rest1));
      FloatVector s = load(w + square).mul(b2).add(gradient.mul(gradient).mul(rest2));
      store(m, w + mean);
      store(s, w + square);
      store(m.div(s.mul(c).sqrt().add(e)).fma(r, weights), w);
    }
  }

  static void rmsProp(
      long w, long g, long square, long v, long bytes, Update.RmsProp rule, float rate) {
    FloatVector a = all((float) rule.rates().alpha());
    FloatVector rest = all((float) (1 - rule.rates().alpha()));
    FloatVector e = all((float) rule.rates().epsilon());
    FloatVector m = all((float) rule.rates().momentum());
    FloatVector d = all((float) rule.at().group().weightDecay());
    FloatVector r = all(-rate);
    for (long end = w + bytes; w < end; w += BYTES) {
      FloatVector weights = load(w);
      FloatVector gradient = weights.fma(d, load(w + g));
      FloatVector s = load(w + square).mul(a).add(gradient.mul(gradient).mul(rest));
      FloatVector speed = load(w + v).fma(m, gradient.div(s.sqrt().add(e)));
      store(s, w + square);
      store(speed, w + v);
      store(speed.fma(r, weights), w);
    }
  }

  static void scale(long begin, long end, float by) {
    FloatVector factor = all(by);
    for (long x = begin; x < end; x += BYTES) {
      store(load(x).mul(factor), x);
    }
  }

  static void addSigns(long w, long g, long bytes, float by) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector above = all(by);
    FloatVector below = all(-by);
    for (long end = w + bytes; w < end; w += BYTES) {
      FloatVector weights = load(w);
      FloatVector signs =
          zero.blend(above, weights.compare(VectorOperators.GT, zero))
              .blend(below, weights.compare(VectorOperators.LT, zero));
      store(load(w + g).add(signs), w + g);
    }
  }

  static void clamp(long begin, long end, float limit) {
    FloatVector low = all(-limit);
    FloatVector high = all(limit);
    for (long x = begin; x < end; x += BYTES) {
      store(load(x).max(low).min(high), x);
    }
  }

  static void average(long w, long average, long bytes, float share) {
    FloatVector s = all(share);
    for (long end = w + bytes; w < end; w += BYTES) {
      FloatVector old = load(w + average);
      store(load(w).sub(old).fma(s, old), w + average);
    }
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
