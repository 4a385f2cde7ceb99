package dev.convoy.protocol.spec;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What stands in the document where a value could stand: how to draw that value. Written as an
 * object with one field, such as {@code {logUniform: [1e-4, 0.1]}}; {@link Distributions} reads it.
 */
public sealed interface Distribution {

  /** How many different values it has; empty if there is no end to them. */
  default OptionalLong values() {
    return switch (this) {
      case Uniform(double low, double high) -> unlessOne(low, high);
      case LogUniform(double low, double high) -> unlessOne(low, high);
      case ReverseLogUniform(double low, double high) -> unlessOne(low, high);
      case Normal(double mean, double deviation, double low, double high) -> unlessOne(low, high);
      case LogNormal(double median, double deviation, double low, double high) ->
          unlessOne(low, high);
      case IntegerRange(long low, long high) -> OptionalLong.of(high - low + 1);
      case LogInteger(long low, long high) -> OptionalLong.of(high - low + 1);
      case Quantized quantized -> OptionalLong.of(quantized.count());
      case Ordinal(List<ParameterValue> options) -> OptionalLong.of(options.size());
      case Fixed fixed -> OptionalLong.of(1);
      case Choice choice -> SearchSpace.sum(choice.within());
    };
  }

  /** Whether it is of the same kind as another and has all values of that, perhaps more. */
  default boolean contains(Distribution narrow) {
    return switch (narrow) {
      case Uniform(double low, double high) ->
          this instanceof Uniform wide && wide.low() <= low && wide.high() >= high;
      case LogUniform(double low, double high) ->
          this instanceof LogUniform wide && wide.low() <= low && wide.high() >= high;
      case ReverseLogUniform(double low, double high) ->
          this instanceof ReverseLogUniform wide && wide.low() <= low && wide.high() >= high;
      case Normal(double mean, double deviation, double low, double high) ->
          this instanceof Normal wide
              && (wide.mean() == mean && wide.deviation() == deviation)
              && (wide.low() <= low && wide.high() >= high);
      case LogNormal(double median, double deviation, double low, double high) ->
          this instanceof LogNormal wide
              && (wide.median() == median && wide.deviation() == deviation)
              && (wide.low() <= low && wide.high() >= high);
      case IntegerRange(long low, long high) ->
          this instanceof IntegerRange wide && wide.low() <= low && wide.high() >= high;
      case LogInteger(long low, long high) ->
          this instanceof LogInteger wide && wide.low() <= low && wide.high() >= high;
      case Quantized(Distribution of, double step, double low, double high) ->
          this instanceof Quantized wide && wide.step() == step && wide.of().contains(of);
      case Ordinal(List<ParameterValue> options) ->
          this instanceof Ordinal wide && wide.options().containsAll(options);
      case Fixed fixed -> equals(fixed);
      case Choice choice ->
          this instanceof Choice wide
              && IntStream.range(0, choice.options().size())
                  .allMatch(
                      option ->
                          wide.offers(choice.options().get(option), choice.within().get(option)));
    };
  }

  private static OptionalLong unlessOne(double low, double high) {
    return low == high ? OptionalLong.of(1) : OptionalLong.empty();
  }

  /** Every real number of [low, high) is as likely as any other. */
  record Uniform(double low, double high) implements Distribution {}

  /** The logarithm is uniform over [log low, log high): each decade is as likely as any other. */
  record LogUniform(double low, double high) implements Distribution {}

  /**
   * One minus the value is log-uniform over (1 - high, 1 - low]: for what is close to one, such as
   * a momentum.
   */
  record ReverseLogUniform(double low, double high) implements Distribution {}

  /** A normal distribution cut off at both ends, [low, high). */
  record Normal(double mean, double deviation, double low, double high) implements Distribution {}

  /**
   * The natural logarithm is normal about the logarithm of the median; cut off at both ends, [low,
   * high).
   *
   * @param deviation of the natural logarithm
   */
  record LogNormal(double median, double deviation, double low, double high)
      implements Distribution {}

  /** Every whole number of [low, high], both ends included. */
  record IntegerRange(long low, long high) implements Distribution {}

  /** Whole numbers of [low, high], both ends included, as if rounded from a log-uniform one. */
  record LogInteger(long low, long high) implements Distribution {}

  /**
   * Another distribution in steps: {@code clip(round(v / step) * step)}.
   *
   * @param of one with a low and a high end, reals or whole numbers
   * @param low the lower end of {@code of}
   * @param high the upper end of {@code of}
   */
  record Quantized(Distribution of, double step, double low, double high) implements Distribution {

    /** How many steps there are between the ends. */
    long count() {
      return Math.round(high / step) - Math.round(low / step) + 1;
    }

    /**
     * One of the values, ascending.
     *
     * @param index from 0
     */
    public double at(long index) {
      long steps = Math.round(low / step) + index;
      return Math.clamp(
          BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(steps)).doubleValue(), low, high);
    }

    /** The index of the value that a number is rounded to. */
    public long index(double value) {
      return Math.clamp(Math.round(value / step) - Math.round(low / step), 0L, count() - 1);
    }

    /** Whether the values are whole numbers. */
    public boolean isWhole() {
      return of instanceof IntegerRange || of instanceof LogInteger;
    }
  }

  /** Each option is as likely as any other, and they are in an order: neighbours are alike. */
  record Ordinal(List<ParameterValue> options) implements Distribution {
    public Ordinal {
      options = List.copyOf(options);
    }
  }

  /** One value, which counts as a hyperparameter all the same. */
  record Fixed(ParameterValue value) implements Distribution {}

  /**
   * Each option is as likely as any other; an option may be any JSON value.
   *
   * @param options in those that hold distributions, null stands for each of these
   * @param within for each option the distributions in it, which exist only if it is drawn; their
   *     paths are those at which their values will stand
   */
  record Choice(List<ParameterValue> options, List<SearchSpace> within) implements Distribution {
    public Choice {
      options = List.copyOf(options);
      within = List.copyOf(within);
    }

    private boolean offers(ParameterValue option, SearchSpace narrow) {
      int place = options.indexOf(option);
      return place >= 0 && within.get(place).contains(narrow);
    }

    /** A choice between plain values. */
    public Choice(List<ParameterValue> options) {
      this(options, Collections.nCopies(options.size(), SearchSpace.EMPTY));
    }
  }
}
