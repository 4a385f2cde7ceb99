package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Explores around a draw, as population based training does: each parameter is drawn anew with some
 * probability, else multiplied by 0.8 or 1.2, either as likely, and kept within its range. Of a
 * reverse log-uniform one the distance to one is multiplied. Whole numbers and steps move by one at
 * least, options with an order to a neighbour; a choice stays as it is. What lies within an option
 * of a choice is explored if the option stays, else drawn anew.
 */
final class Perturbation {
  private static final double LESS = 0.8;
  private static final double MORE = 1.2;

  private final double resample;
  private final SplittableRandom random;
  private final Map<String, ParameterValue> values = new LinkedHashMap<>();

  private Perturbation(double resample, SplittableRandom random) {
    this.resample = resample;
    this.random = random;
  }

  /** A draw near another of the same space. */
  static Hyperparameters of(
      SearchSpace space, Hyperparameters source, double resample, SplittableRandom random) {
    Perturbation perturbation = new Perturbation(resample, random);
    perturbation.explore(space, source.values());
    return new Hyperparameters(perturbation.values);
  }

  private void explore(SearchSpace part, Map<String, ParameterValue> source) {
    part.parameters()
        .forEach(
            (path, distribution) -> {
              ParameterValue former = source.get(path);
              ParameterValue value =
                  former == null || random.nextDouble() < resample
                      ? Scale.value(distribution, random.nextDouble())
                      : near(distribution, former);
              values.put(path, value);
              if (distribution instanceof Distribution.Choice choice) {
                boolean kept = value.equals(former);
                explore(
                    choice.within().get(choice.options().indexOf(value)), kept ? source : Map.of());
              }
            });
  }

  private ParameterValue near(Distribution distribution, ParameterValue value) {
    boolean more = random.nextBoolean();
    double factor = more ? MORE : LESS;
    double number = value.number().orElse(Double.NaN);
    return switch (distribution) {
      case Distribution.Uniform(double low, double high) -> real(number * factor, low, high);
      case Distribution.LogUniform(double low, double high) -> real(number * factor, low, high);
      case Distribution.ReverseLogUniform(double low, double high) ->
          real(1 - (1 - number) * factor, low, high);
      case Distribution.Normal(double mean, double deviation, double low, double high) ->
          real(number * factor, low, high);
      case Distribution.LogNormal(double median, double deviation, double low, double high) ->
          real(number * factor, low, high);
      case Distribution.IntegerRange(long low, long high) -> whole(number, more, low, high);
      case Distribution.LogInteger(long low, long high) -> whole(number, more, low, high);
      case Distribution.Quantized quantized -> step(quantized, number, more);
      case Distribution.Ordinal(List<ParameterValue> options) ->
          options.get(
              Math.clamp(options.indexOf(value) + (more ? 1L : -1L), 0, options.size() - 1));
      case Distribution.Choice choice -> value;
      case Distribution.Fixed fixed -> value;
    };
  }

  private static ParameterValue real(double number, double low, double high) {
    return ParameterValue.of(Math.clamp(number, low, high));
  }

  private static ParameterValue whole(double number, boolean more, long low, long high) {
    long moved =
        more
            ? Math.max(Math.round(number * MORE), Math.round(number) + 1)
            : Math.min(Math.round(number * LESS), Math.round(number) - 1);
    return ParameterValue.of(Math.clamp(moved, low, high));
  }

  private static ParameterValue step(Distribution.Quantized range, double number, boolean more) {
    long index = range.index(number);
    long moved =
        more
            ? Math.max(range.index(number * MORE), index + 1)
            : Math.min(range.index(number * LESS), index - 1);
    double value = range.at(Math.clamp(moved, 0, range.values().orElseThrow() - 1));
    return range.isWhole() ? ParameterValue.of(Math.round(value)) : ParameterValue.of(value);
  }
}
