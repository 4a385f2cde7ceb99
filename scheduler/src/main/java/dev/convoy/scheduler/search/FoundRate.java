package dev.convoy.scheduler.search;

import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.message.NarrowedRange.Best;
import dev.convoy.protocol.spec.Bounds;
import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sets the range of the learning rate by a rate that was found: a decade to either side of it, as
 * far as the document's range goes. A rate outside the document's range moves the range there.
 */
public final class FoundRate {
  /** Where the learning rate stands. */
  static final String PATH = "training.optimizer.learningRate";

  private static final double DECADE = 10;

  private FoundRate() {}

  /**
   * The range to search.
   *
   * @throws IllegalArgumentException if the learning rate of the space is no range of numbers
   */
  public static NarrowedRange around(SearchSpace space, double rate) {
    Ends range = ends(space);
    double low = rate / DECADE;
    double high = Math.min(rate * DECADE, Bounds.of(PATH).high());
    if (rate < range.low) {
      return range(low, high, Best.AT_THE_LOW_END);
    }
    return rate > range.high
        ? range(low, high, Best.AT_THE_HIGH_END)
        : range(Math.max(low, range.low), Math.min(high, range.high), Best.INSIDE);
  }

  private record Ends(double low, double high) {}

  private static Ends ends(SearchSpace space) {
    return Optional.ofNullable(space.parameters().get(PATH))
        .flatMap(FoundRate::ends)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    PATH + ": must be a range such as {logUniform: [1e-4, 0.1]} for a recipe"));
  }

  private static Optional<Ends> ends(Distribution distribution) {
    return switch (distribution) {
      case Distribution.Uniform(double low, double high) -> Optional.of(new Ends(low, high));
      case Distribution.LogUniform(double low, double high) -> Optional.of(new Ends(low, high));
      case Distribution.Quantized(Distribution of, double step, double low, double high) ->
          Optional.of(new Ends(low, high));
      case Distribution.ReverseLogUniform reverse -> Optional.empty();
      case Distribution.Normal normal -> Optional.empty();
      case Distribution.LogNormal normal -> Optional.empty();
      case Distribution.IntegerRange whole -> Optional.empty();
      case Distribution.LogInteger whole -> Optional.empty();
      case Distribution.Ordinal ordinal -> Optional.empty();
      case Distribution.Choice choice -> Optional.empty();
      case Distribution.Fixed fixed -> Optional.empty();
    };
  }

  private static NarrowedRange range(double low, double high, Best best) {
    return new NarrowedRange(PATH, ParameterValue.of(low), ParameterValue.of(high), best);
  }

  /** The space with the range in the place of the former one. */
  static SearchSpace narrowed(SearchSpace space, NarrowedRange range) {
    Map<String, Distribution> parameters = new LinkedHashMap<>(space.parameters());
    parameters.computeIfPresent(
        range.path(), (path, former) -> Narrower.narrowed(former, range, Map.of()));
    return new SearchSpace(parameters);
  }
}
