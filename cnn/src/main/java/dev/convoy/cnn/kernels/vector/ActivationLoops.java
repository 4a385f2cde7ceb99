package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Op;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Nonlinearities value by value, by addresses. */
public final class ActivationLoops {

  private ActivationLoops() {}

  /** {@code y = activation(x)}. */
  public static Op forward(Team team, Activation activation, long x, long y, long elements) {
    Elementwise.Loop loop =
        switch (activation) {
          case Clamp clamp -> (begin, end) -> clamp(x, y, clamp, begin, end);
          case Activation.Sigmoid sigmoid -> (begin, end) -> sigmoid(x, y, begin, end);
          case Activation.Tanh tanh -> (begin, end) -> tanh(x, y, begin, end);
          case Activation.LeakyRelu leaky -> {
            float slope = (float) leaky.slope();
            yield (begin, end) -> leaky(x, y, slope, begin, end);
          }
          case Activation.Elu elu -> {
            float alpha = (float) elu.alpha();
            yield (begin, end) -> elu(x, y, alpha, begin, end);
          }
        };
    return Elementwise.split(team, elements, loop);
  }

  /** {@code dx = dy} times the derivative where the activation is y. */
  public static Op backward(
      Team team, Activation activation, long y, long dy, long dx, long elements) {
    Elementwise.Loop loop =
        switch (activation) {
          case Clamp clamp -> (begin, end) -> clampGradient(y, dy, dx, clamp, begin, end);
          case Activation.Sigmoid sigmoid -> (begin, end) -> sigmoidGradient(y, dy, dx, begin, end);
          case Activation.Tanh tanh -> (begin, end) -> tanhGradient(y, dy, dx, begin, end);
          case Activation.LeakyRelu leaky -> {
            float slope = (float) leaky.slope();
            yield (begin, end) -> negativeGradient(y, dy, dx, 0, slope, begin, end);
          }
          case Activation.Elu elu -> {
            float alpha = (float) elu.alpha();
            yield (begin, end) -> negativeGradient(y, dy, dx, 1, alpha, begin, end);
          }
        };
    return Elementwise.split(team, elements, loop);
  }

  /** {@code y = x > 0 ? x : slope x} with the slope that lies there at the time. */
  public static Op prelu(Team team, long slope, long x, long y, long elements) {
    return Elementwise.split(
        team, elements, (begin, end) -> leaky(x, y, Lanes.get(slope), begin, end));
  }

  private static void clamp(long x, long y, Clamp to, long begin, long end) {
    FloatVector low = FloatVector.broadcast(SPECIES, to.lower());
    FloatVector high = FloatVector.broadcast(SPECIES, to.upper());
    for (long i = begin; i < end; i += BYTES) {
      store(load(x + i).max(low).min(high), y + i);
    }
  }

  private static void clampGradient(long y, long dy, long dx, Clamp to, long begin, long end) {
    FloatVector low = FloatVector.broadcast(SPECIES, to.lower());
    FloatVector high = FloatVector.broadcast(SPECIES, to.upper());
    FloatVector zero = FloatVector.zero(SPECIES);
    for (long i = begin; i < end; i += BYTES) {
      FloatVector out = load(y + i);
      var within = out.compare(VectorOperators.GT, low).and(out.compare(VectorOperators.LT, high));
      store(zero.blend(load(dy + i), within), dx + i);
    }
  }

  private static void sigmoid(long x, long y, long begin, long end) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector two = FloatVector.broadcast(SPECIES, 2);
    for (long i = begin; i < end; i += BYTES) {
      store(one.div(Exponential.minusOne(load(x + i).neg()).add(two)), y + i);
    }
  }

  private static void sigmoidGradient(long y, long dy, long dx, long begin, long end) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (long i = begin; i < end; i += BYTES) {
      FloatVector out = load(y + i);
      store(load(dy + i).mul(out.mul(one.sub(out))), dx + i);
    }
  }

  /** As {@code e / (e + 2)} with {@code e = exp(2 x) - 1}, which is exact near 0. */
  private static void tanh(long x, long y, long begin, long end) {
    FloatVector two = FloatVector.broadcast(SPECIES, 2);
    for (long i = begin; i < end; i += BYTES) {
      FloatVector e = Exponential.minusOne(load(x + i).mul(two));
      store(e.div(e.add(two)), y + i);
    }
  }

  private static void tanhGradient(long y, long dy, long dx, long begin, long end) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (long i = begin; i < end; i += BYTES) {
      FloatVector out = load(y + i);
      store(load(dy + i).mul(one.sub(out.mul(out))), dx + i);
    }
  }

  private static void leaky(long x, long y, float slope, long begin, long end) {
    FloatVector factor = FloatVector.broadcast(SPECIES, slope);
    for (long i = begin; i < end; i += BYTES) {
      FloatVector in = load(x + i);
      store(in.mul(factor).blend(in, in.compare(VectorOperators.GT, 0)), y + i);
    }
  }

  private static void elu(long x, long y, float alpha, long begin, long end) {
    FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
    for (long i = begin; i < end; i += BYTES) {
      FloatVector in = load(x + i);
      FloatVector below = Exponential.minusOne(in).mul(factor);
      store(below.blend(in, in.compare(VectorOperators.GT, 0)), y + i);
    }
  }

  /** {@code dx = dy} where y is above 0, else {@code dy (a y + b)}. */
  private static void negativeGradient(
      long y, long dy, long dx, float a, float b, long begin, long end) {
    FloatVector factor = FloatVector.broadcast(SPECIES, a);
    FloatVector offset = FloatVector.broadcast(SPECIES, b);
    for (long i = begin; i < end; i += BYTES) {
      FloatVector out = load(y + i);
      FloatVector gradient = load(dy + i);
      FloatVector below = gradient.mul(out.fma(factor, offset));
      store(below.blend(gradient, out.compare(VectorOperators.GT, 0)), dx + i);
    }
  }
}
