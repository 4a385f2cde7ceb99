package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws from distributions; on any machine the same seed gives the same values. */
final class Draw {

  private Draw() {}

  static Hyperparameters from(SearchSpace space, SplittableRandom random) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    space.parameters().forEach((path, choices) -> values.put(path, from(choices, random)));
    return new Hyperparameters(values);
  }

  private static ParameterValue from(Distribution distribution, SplittableRandom random) {
    return switch (distribution) {
      case Distribution.Uniform(double low, double high) ->
          ParameterValue.of(low == high ? low : random.nextDouble(low, high));
      case Distribution.LogUniform(double low, double high) ->
          ParameterValue.of(low == high ? low : logUniform(low, high, random));
      case Distribution.IntegerRange(long low, long high) ->
          ParameterValue.of(low + random.nextLong(high - low + 1));
      case Distribution.Choice choice ->
          choice.options().get(random.nextInt(choice.options().size()));
    };
  }

  /** Rounding of the exponential must not leave the range. */
  private static double logUniform(double low, double high, SplittableRandom random) {
    double drawn = StrictMath.exp(random.nextDouble(StrictMath.log(low), StrictMath.log(high)));
    return Math.clamp(drawn, low, Math.nextDown(high));
  }
}
