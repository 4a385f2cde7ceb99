package dev.convoy.cnn.zoo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Initialization;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Norm;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What an architecture leaves open: {@link #USUAL} is as its paper has it.
 *
 * @param norm after convolutions, where the architecture has norms
 * @param activation the architecture's own if absent
 * @param initializer of kernels and matrices; each layer's own if absent
 * @param width factor of the channels of every hidden layer
 * @param stochasticDepth probability that the last residual block is skipped in training, in [0, 1)
 */
public record Style(
    Norm norm,
    Optional<ActivationKind> activation,
    Optional<Initialization> initializer,
    double width,
    double stochasticDepth) {

  /** Batch norm where the paper has it, and all else as there. */
  public static final Style USUAL =
      new Style(new Norm.Batch(), Optional.empty(), Optional.empty(), 1, 0);

  private static final int UNIT = 8;

  /** Refuses what no network can have. */
  public Style {
    if (!(width > 0 && width <= 16)) {
      throw new IllegalArgumentException("width must be in (0, 16], not " + width);
    }
    if (!(stochasticDepth >= 0 && stochasticDepth < 1)) {
      throw new IllegalArgumentException(
          "stochasticDepth must be in [0, 1), not " + stochasticDepth);
    }
  }

  /** Reads what {@link #words} gives; what is absent is as usual. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Style of(Map<String, String> words) {
    return new Style(
        Norm.parse(words.getOrDefault("norm", "batch")),
        Optional.ofNullable(words.get("activation")).map(ActivationKind::parse),
        Optional.ofNullable(words.get("initializer")).map(Initialization::parse),
        Double.parseDouble(words.getOrDefault("width", "1")),
        Double.parseDouble(words.getOrDefault("stochasticDepth", "0")));
  }

  /** What is chosen, by its name in an experiment. */
  @JsonValue
  Map<String, String> words() {
    Map<String, String> words = new TreeMap<>();
    words.put("norm", norm.toString());
    activation.ifPresent(chosen -> words.put("activation", chosen.toString()));
    initializer.ifPresent(chosen -> words.put("initializer", chosen.toString()));
    words.put("width", Double.toString(width));
    words.put("stochasticDepth", Double.toString(stochasticDepth));
    return words;
  }

  /** With another norm. */
  public Style with(Norm other) {
    return new Style(other, activation, initializer, width, stochasticDepth);
  }

  /** With another activation. */
  public Style with(ActivationKind other) {
    return new Style(norm, Optional.of(other), initializer, width, stochasticDepth);
  }

  /** With another start. */
  public Style with(Initialization other) {
    return new Style(norm, activation, Optional.of(other), width, stochasticDepth);
  }

  /** With another width. */
  public Style withWidth(double other) {
    return new Style(norm, activation, initializer, other, stochasticDepth);
  }

  /** With another stochastic depth. */
  public Style withStochasticDepth(double other) {
    return new Style(norm, activation, initializer, width, other);
  }

  /**
   * For each of so many residual blocks in order: stochastic depth grows linearly from block to
   * block, to its full rate at the last (Huang et al. 2016, section 3).
   */
  Iterator<Style> byDepth(int blocks) {
    return IntStream.rangeClosed(1, blocks)
        .mapToObj(block -> withStochasticDepth(stochasticDepth * block / blocks))
        .iterator();
  }

  /** The norm's layer. */
  Module norm(int channels) {
    return norm.over(channels);
  }

  /** A convolution that the norm follows. */
  Convolution convolution(int inputs, int outputs, Window window) {
    return norm.convolution(inputs, outputs, window, 1);
  }

  /** The activation, ReLU unless it is said otherwise. */
  ActivationKind relu() {
    return activation.orElseGet(ActivationKind::relu);
  }

  /**
   * Channels of a hidden layer that has so many by the paper: times the width, if that isn't 1
   * rounded to a multiple of 8 that is no more than a tenth less, as MobileNet's authors do.
   */
  int wide(int channels) {
    if (width == 1) {
      return channels;
    }
    double wanted = channels * width;
    int rounded = Math.max(UNIT, (int) (wanted + UNIT / 2) / UNIT * UNIT);
    return rounded < 0.9 * wanted ? rounded + UNIT : rounded;
  }
}
