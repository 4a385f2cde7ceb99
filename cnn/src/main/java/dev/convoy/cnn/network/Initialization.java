package dev.convoy.cnn.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.convoy.cnn.kernels.Parameter;
import java.util.List;
import java.util.Locale;

/**
 * How kernels and matrices start, written as {@link #NAMES} shows. Fan-in is the number of values
 * that an output is summed of, {@code in / groups x height x width}; fan-out is {@code out x height
 * x width}, both as PyTorch counts them.
 */
public sealed interface Initialization {

  /** How each is written. */
  List<String> NAMES =
      List.of(
          "xavier-normal",
          "xavier-uniform",
          "kaiming-normal(fan-in)",
          "kaiming-normal(fan-out)",
          "kaiming-uniform(fan-in)",
          "kaiming-uniform(fan-out)",
          "small(0.01)",
          "zeros");

  /** Of which numbers. */
  enum Form {
    /** Gaussian. */
    NORMAL,
    /** Uniform around zero, of the same standard deviation. */
    UNIFORM
  }

  /** Which way a signal keeps its size. */
  enum Fan {
    /** Forwards. */
    IN,
    /** Backwards. */
    OUT
  }

  /**
   * Reads an initialization; the fan left out is fan-in, the small deviation 0.01.
   *
   * @throws IllegalArgumentException naming what is unknown or out of range
   */
  @JsonCreator
  static Initialization parse(String text) {
    Word word = Word.parse("initializer", text);
    return switch (word.name()) {
      case "xavier-normal" -> word.plain(new Xavier(Form.NORMAL));
      case "xavier-uniform" -> word.plain(new Xavier(Form.UNIFORM));
      case "kaiming-normal" -> new Kaiming(Form.NORMAL, fan(word));
      case "kaiming-uniform" -> new Kaiming(Form.UNIFORM, fan(word));
      case "small" -> new Small(word.number(0.01));
      case "zeros" -> word.plain(new Zeros());
      default -> throw word.unknown(NAMES);
    };
  }

  private static Fan fan(Word word) {
    return switch (word.argument().orElse("fan-in")) {
      case "fan-in" -> Fan.IN;
      case "fan-out" -> Fan.OUT;
      default ->
          throw new IllegalArgumentException(
              "the initializer %s counts fan-in or fan-out, not '%s'"
                  .formatted(word.name(), word.argument().orElseThrow()));
    };
  }

  /** What fills in the values. */
  Initializer initializer();

  private static double fanIn(Parameter parameter) {
    return (double) parameter.elements() / parameter.extent(0);
  }

  private static double fanOut(Parameter parameter) {
    return (double) parameter.elements() / parameter.extent(1);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /** Variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010), for what is linear around 0. */
  record Xavier(Form form) implements Initialization {
    @Override
    public Initializer initializer() {
      return (values, parameter, random) -> {
        double deviation = Math.sqrt(2 / (fanIn(parameter) + fanOut(parameter)));
        Initializer.fill(values, form, deviation, random);
      };
    }

    @Override
    @JsonValue
    public String toString() {
      return "xavier-" + lower(form);
    }
  }

  /** Variance 2 / fan (He et al. 2015), for ReLU, which halves it. */
  record Kaiming(Form form, Fan fan) implements Initialization {
    @Override
    public Initializer initializer() {
      return (values, parameter, random) -> {
        double count = fan == Fan.IN ? fanIn(parameter) : fanOut(parameter);
        Initializer.fill(values, form, Math.sqrt(2 / count), random);
      };
    }

    @Override
    @JsonValue
    public String toString() {
      return "kaiming-" + lower(form) + "(fan-" + lower(fan) + ")";
    }
  }

  /** Small Gaussian numbers whatever the layer: fine in a shallow net, dead in a deep one. */
  record Small(double deviation) implements Initialization {
    /** Refuses what is no deviation. */
    public Small {
      if (!(deviation > 0 && deviation <= 10)) {
        throw new IllegalArgumentException(
            "the deviation of small random weights must be in (0, 10], not " + deviation);
      }
    }

    @Override
    public Initializer initializer() {
      return (values, parameter, random) ->
          Initializer.fill(values, Form.NORMAL, deviation, random);
    }

    @Override
    @JsonValue
    public String toString() {
      return "small(" + Word.written(deviation) + ")";
    }
  }

  /** All zeros, with which all units of a layer stay alike: for comparison. */
  record Zeros() implements Initialization {
    @Override
    public Initializer initializer() {
      return Initializer.constant(0);
    }

    @Override
    @JsonValue
    public String toString() {
      return "zeros";
    }
  }
}
