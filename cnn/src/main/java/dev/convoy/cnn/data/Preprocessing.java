package dev.convoy.cnn.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How pixels are centred before the network sees them. Every kind first scales 0..255 to 0..1, so
 * that one range of learning rates serves all of them; the papers' own nets differ by that factor.
 */
public enum Preprocessing {
  /** Scale to 0..1 only. */
  NONE("none"),
  /** Subtract the training split's mean image (AlexNet, Krizhevsky et al. 2012). */
  MEAN_IMAGE("mean-image"),
  /** Subtract the training split's mean of each channel (VGG, Simonyan and Zisserman 2014). */
  CHANNEL_MEAN("channel-mean"),
  /** Subtract each channel's mean and divide by its standard deviation (ResNet, He et al. 2015). */
  CHANNEL_MEAN_STD("channel-mean-std");

  private final String text;

  Preprocessing(String text) {
    this.text = text;
  }

  /**
   * Finds a kind by the name it has in an experiment, such as {@code channel-mean-std}.
   *
   * @throws IllegalArgumentException listing all names
   */
  @JsonCreator
  public static Preprocessing named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.text.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    String known =
        Arrays.stream(values()).map(Preprocessing::toString).collect(Collectors.joining(", "));
    return "'" + name + "' is no preprocessing: choose one of " + known;
  }

  /** The name it has in an experiment. */
  @Override
  @JsonValue
  public String toString() {
    return text;
  }
}
