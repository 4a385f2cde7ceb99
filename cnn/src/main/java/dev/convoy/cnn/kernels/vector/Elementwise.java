package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import dev.convoy.cnn.kernels.DropoutMask;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Step;
import java.util.function.DoubleSupplier;
import jdk.incubator.vector.FloatVector;

/** Operations value by value. */
public final class Elementwise {

  private Elementwise() {}

  /** A loop over the bytes from {@code begin} to {@code end}, whole vectors. */
  @FunctionalInterface
  interface Loop {
    void run(long begin, long end);
  }

  /** {@code y = a + b}, by addresses. */
  public static Op add(Team team, long a, long b, long y, long elements) {
    return split(team, elements, (begin, end) -> addLoop(a, b, y, begin, end));
  }

  /** Inverted dropout, by addresses. */
  public static Op dropout(
      Team team, Operation.Dropout dropout, Step step, long x, long y, long elements) {
    float scale = (float) (1 / (1 - dropout.rate()));
    Team.Task task =
        member -> {
          long stream = DropoutMask.stream(dropout.layer(), step);
          long end = team.begin(elements, member + 1);
          for (long i = team.begin(elements, member); i < end; i++) {
            boolean keeps = DropoutMask.keeps(stream, i, dropout.rate());
            Lanes.set(y + 4 * i, keeps ? Lanes.get(x + 4 * i) * scale : 0);
          }
        };
    return () -> team.run(task);
  }

  /** SGD over values, gradients and velocities by their addresses. */
  public static Op sgd(
      Team team, Operation.Sgd rule, Step step, long values, long gradients, long velocity) {
    float momentum = (float) rule.momentum();
    float decay = (float) rule.weightDecay();
    Loop loop =
        rule.nesterov()
            ? (begin, end) ->
                nesterovLoop(
                    values + begin,
                    gradients - values,
                    velocity - values,
                    end - begin,
                    momentum,
                    decay,
                    (float) step.learningRate())
            : (begin, end) ->
                sgdLoop(
                    values + begin,
                    gradients - values,
                    velocity - values,
                    end - begin,
                    momentum,
                    decay,
                    (float) step.learningRate());
    return split(team, rule.values().elements(), loop);
  }

  /** Adam over values, gradients and both moments by their addresses. */
  public static Op adam(
      Team team, Operation.Adam rule, Step step, long values, long gradients, long[] moments) {
    long mean = moments[0] - values;
    long square = moments[1] - values;
    DoubleSupplier rate =
        () -> step.learningRate() / (1 - Math.pow(rule.rates().beta1(), step.number() + 1.0));
    DoubleSupplier correction = () -> 1 / (1 - Math.pow(rule.rates().beta2(), step.number() + 1.0));
    return split(
        team,
        rule.values().elements(),
        (begin, end) ->
            adamLoop(
                values + begin,
                gradients - values,
                mean,
                square,
                end - begin,
                rule,
                (float) rate.getAsDouble(),
                (float) correction.getAsDouble()));
  }

  static Op split(Team team, long elements, Loop loop) {
    long vectors = (elements + Lanes.LENGTH - 1) / Lanes.LENGTH;
    Team.Task task =
        member ->
            loop.run(team.begin(vectors, member) * BYTES, team.begin(vectors, member + 1) * BYTES);
    return () -> team.run(task);
  }

  private static void addLoop(long a, long b, long y, long begin, long end) {
    for (long i = begin; i < end; i += BYTES) {
      store(load(a + i).add(load(b + i)), y + i);
    }
  }

  private static void sgdLoop(
      long w, long g, long v, long bytes, float momentum, float decay, float rate) {
    FloatVector m = FloatVector.broadcast(SPECIES, momentum);
    FloatVector d = FloatVector.broadcast(SPECIES, decay);
    FloatVector r = FloatVector.broadcast(SPECIES, -rate);
    for (long end = w + bytes; w < end; w += BYTES) {
      FloatVector weights = load(w);
      FloatVector speed = load(w + v).fma(m, weights.fma(d, load(w + g)));
      store(speed, w + v);
      store(speed.fma(r, weights), w);
    }
  }

  private static void nesterovLoop(
      long w, long g, long v, long bytes, float momentum, float decay, float rate) {
    FloatVector m = FloatVector.broadcast(SPECIES, momentum);
    FloatVector d = FloatVector.broadcast(SPECIES, decay);
    FloatVector r = FloatVector.broadcast(SPECIES, -rate);
    for (long end = w + bytes; w < end; w += BYTES) {
      FloatVector weights = load(w);
      FloatVector gradient = weights.fma(d, load(w + g));
      FloatVector speed = load(w + v).fma(m, gradient);
      store(speed, w + v);
      store(speed.fma(m, gradient).fma(r, weights), w);
    }
  }

  private static void adamLoop(
      long w,
      long g,
      long mean,
      long square,
      long bytes,
      Operation.Adam rule,
      float rate,
      float correction) {
    FloatVector b1 = FloatVector.broadcast(SPECIES, (float) rule.rates().beta1());
    FloatVector rest1 = FloatVector.broadcast(SPECIES, (float) (1 - rule.rates().beta1()));
    FloatVector b2 = FloatVector.broadcast(SPECIES, (float) rule.rates().beta2());
    FloatVector rest2 = FloatVector.broadcast(SPECIES, (float) (1 - rule.rates().beta2()));
    FloatVector e = FloatVector.broadcast(SPECIES, (float) rule.rates().epsilon());
    FloatVector d = FloatVector.broadcast(SPECIES, (float) rule.weightDecay());
    FloatVector r = FloatVector.broadcast(SPECIES, -rate);
    FloatVector c = FloatVector.broadcast(SPECIES, correction);
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
}
