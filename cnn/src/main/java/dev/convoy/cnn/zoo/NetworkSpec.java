package dev.convoy.cnn.zoo;

import dev.convoy.cnn.data.ImageShape;

/**
 * Which network to build.
 *
 * @param architecture a name that {@link Architectures#names()} lists
 * @param input extent of an image
 * @param classes number of classes
 * @param dropout probability that a unit before the classifier is dropped, in [0, 1)
 * @param style what the architecture leaves open
 */
public record NetworkSpec(
    String architecture, ImageShape input, int classes, double dropout, Style style) {

  /** Refuses what no network can have. */
  public NetworkSpec {
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

  /** The same with another dropout. */
  public NetworkSpec withDropout(double probability) {
    return new NetworkSpec(architecture, input, classes, probability, style);
  }
}
