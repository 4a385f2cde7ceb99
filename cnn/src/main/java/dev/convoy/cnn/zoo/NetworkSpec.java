package dev.convoy.cnn.zoo;

import dev.convoy.cnn.data.ImageShape;
import java.util.List;

/**
 * Which network to build.
 *
 * @param architecture a name that {@link Architectures#names()} lists
 * @param input extent of an image
 * @param classes number of classes
 * @param dropout probability that a unit before the classifier is dropped, in [0, 1)
 * @param style what the architecture leaves open
 * @param layers of the architecture {@link #OWN}, in order; no other looks at them
 */
public record NetworkSpec(
    String architecture,
    ImageShape input,
    int classes,
    double dropout,
    Style style,
    List<LayerSpec> layers) {

  /** The architecture that {@link #layers()} make. */
  public static final String OWN = "own";

  /** Refuses what no network can have. */
  public NetworkSpec {
    layers = List.copyOf(layers);
    if (classes < 1) {
      throw new IllegalArgumentException("a network needs at least one class, not " + classes);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), not " + dropout);
    }
  }

  /** In the usual style. */
  public NetworkSpec(String architecture, ImageShape input, int classes, double dropout) {
    this(architecture, input, classes, dropout, Style.USUAL);
  }

  /** Of the zoo. */
  public NetworkSpec(
      String architecture, ImageShape input, int classes, double dropout, Style style) {
    this(architecture, input, classes, dropout, style, List.of());
  }

  /** The same with another dropout. */
  public NetworkSpec withDropout(double probability) {
    return new NetworkSpec(architecture, input, classes, probability, style, layers);
  }
}
