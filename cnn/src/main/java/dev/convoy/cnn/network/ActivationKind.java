package dev.convoy.cnn.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Clamp;
import java.util.List;
import java.util.Locale;

/** Which nonlinearity a network has, written as {@link #NAMES} shows. */
public sealed interface ActivationKind {

  /** How each is written. */
  List<String> NAMES =
      List.of(
          "relu", "relu6", "leaky-relu(0.01)", "prelu", "elu(1)", "sigmoid", "tanh", "maxout(2)");

  /** {@code max(x, 0)}. */
  static ActivationKind relu() {
    return new Pointwise(Clamp.RELU);
  }

  /** {@code min(max(x, 0), 6)}. */
  static ActivationKind relu6() {
    return new Pointwise(Clamp.RELU6);
  }

  /**
   * Reads an activation; a slope left out is 0.01, an alpha 1, as in PyTorch.
   *
   * @throws IllegalArgumentException naming what is unknown or out of range
   */
  @JsonCreator
  static ActivationKind parse(String text) {
    Word word = Word.parse("activation", text);
    return switch (word.name()) {
      case "relu" -> word.plain(relu());
      case "relu6" -> word.plain(relu6());
      case "leaky-relu" -> new Pointwise(new Activation.LeakyRelu(word.number(0.01)));
      case "prelu" -> word.plain(new Learned());
      case "elu" -> new Pointwise(new Activation.Elu(word.number(1)));
      case "sigmoid" -> word.plain(new Pointwise(new Activation.Sigmoid()));
      case "tanh" -> word.plain(new Pointwise(new Activation.Tanh()));
      case "maxout" -> new Largest(word.whole());
      default -> throw word.unknown(NAMES);
    };
  }

  /** A layer of it. */
  Module layer();

  /** How many times the channels that it leaves it needs. */
  default int pieces() {
    return 1;
  }

  /** Without parameters, value by value. */
  record Pointwise(Activation activation) implements ActivationKind {
    @Override
    public Module layer() {
      return new Nonlinear(activation);
    }

    @Override
    @JsonValue
    public String toString() {
      return switch (activation) {
        case Clamp clamp -> clamp.name().toLowerCase(Locale.ROOT);
        case Activation.Sigmoid sigmoid -> "sigmoid";
        case Activation.Tanh tanh -> "tanh";
        case Activation.LeakyRelu leaky -> "leaky-relu(" + Word.written(leaky.slope()) + ")";
        case Activation.Elu elu -> "elu(" + Word.written(elu.alpha()) + ")";
      };
    }
  }

  /** {@link Prelu}. */
  record Learned() implements ActivationKind {
    @Override
    public Module layer() {
      return new Prelu();
    }

    @Override
    @JsonValue
    public String toString() {
      return "prelu";
    }
  }

  /** {@link Maxout}. */
  record Largest(int pieces) implements ActivationKind {
    /** Refuses what has nothing to choose from. */
    public Largest {
      if (pieces < 2) {
        throw new IllegalArgumentException("maxout needs at least 2 pieces, not " + pieces);
      }
    }

    @Override
    public Module layer() {
      return new Maxout(pieces);
    }

    @Override
    @JsonValue
    public String toString() {
      return "maxout(" + pieces + ")";
    }
  }
}
