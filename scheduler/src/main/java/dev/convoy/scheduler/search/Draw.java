package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Draws from spaces; on any machine the same seed gives the same values. Every distribution of a
 * space has a dimension of its own, in the order of the document, those within a choice's options
 * included, whether they are drawn or not.
 */
public final class Draw {
  private final IntToDoubleFunction point;
  private final Map<String, ParameterValue> values = new LinkedHashMap<>();

  private Draw(IntToDoubleFunction point) {
    this.point = point;
  }

  static Hyperparameters from(SearchSpace space, SplittableRandom random) {
    return at(space, dimension -> random.nextDouble());
  }

  /** The middle of every range, and of every choice the middle option. */
  public static Hyperparameters middle(SearchSpace space) {
    return at(space, dimension -> 0.5);
  }

  /**
   * What lies at a point.
   *
   * @param point for each dimension a number of [0, 1), see {@link Scale}
   */
  static Hyperparameters at(SearchSpace space, IntToDoubleFunction point) {
    Draw draw = new Draw(point);
    draw.take(space, 0);
    return new Hyperparameters(draw.values);
  }

  private void take(SearchSpace space, int from) {
    int dimension = from;
    for (Map.Entry<String, Distribution> parameter : space.parameters().entrySet()) {
      Distribution distribution = parameter.getValue();
      ParameterValue value = Scale.value(distribution, point.applyAsDouble(dimension));
      values.put(parameter.getKey(), value);
      dimension++;
      if (distribution instanceof Distribution.Choice choice) {
        int drawn = choice.options().indexOf(value);
        for (int option = 0; option < choice.within().size(); option++) {
          if (option == drawn) {
            take(choice.within().get(option), dimension);
          }
          dimension += dimensions(choice.within().get(option));
        }
      }
    }
  }

  /** How many distributions there are in a space. */
  static int dimensions(SearchSpace space) {
    return space.parameters().values().stream()
        .mapToInt(
            distribution ->
                distribution instanceof Distribution.Choice choice
                    ? 1 + choice.within().stream().mapToInt(Draw::dimensions).sum()
                    : 1)
        .sum();
  }
}
