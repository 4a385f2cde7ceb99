package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Targets;
import dev.convoy.cnn.kernels.Window;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A layer, a block or a loss, and what is known of it beforehand. It stands behind a convolution,
 * whose gradient is right only if the layer's gradient of its input is.
 *
 * @param channels of the {@code 7 x 6} pixels it is given
 * @param output extent of what it makes of one image
 * @param learned values it has to learn
 * @param modes whether it does the same in training as in evaluation
 * @param end what follows it
 * @param softening of the targets
 * @param module makes it anew
 */
public record ContractCase(
    String name,
    int channels,
    Shape output,
    long learned,
    Modes modes,
    End end,
    Consumer<Targets> softening,
    Supplier<Module> module) {

  static final int CLASSES = 5;
  private static final Shape BATCH = new Shape(3, 2, 7, 6);

  /** Training beside evaluation, of the same weights and images. */
  enum Modes {
    /** The same loss. */
    ALIKE,
    /** Another loss: batch statistics, chance or heads that count in training alone. */
    APART
  }

  /** What follows. */
  private enum End {
    /** A linear layer to the classes. */
    CLASSIFIER,
    /** Nothing: it gives the logits itself. */
    LOGITS
  }

  /** The extent of what a layer makes of one image. */
  public static Shape extent(int channels, int height, int width) {
    return new Shape(1, channels, height, width);
  }

  /** One that does the same in training as in evaluation. */
  public static ContractCase of(
      String name, int channels, Shape output, long learned, Supplier<Module> module) {
    return new ContractCase(
        name, channels, output, learned, Modes.ALIKE, End.CLASSIFIER, targets -> {}, module);
  }

  /** The same, which does something else in training. */
  public ContractCase apart() {
    return new ContractCase(name, channels, output, learned, Modes.APART, end, softening, module);
  }

  /** The same, whose output is the logits. */
  ContractCase ending() {
    return new ContractCase(name, channels, output, learned, modes, End.LOGITS, softening, module);
  }

  /** The same, with targets that are changed first. */
  ContractCase softened(Consumer<Targets> change) {
    return new ContractCase(name, channels, output, learned, modes, end, change, module);
  }

  /** What it is given, of a batch. */
  Shape input() {
    return new Shape(BATCH.batch(), channels, BATCH.height(), BATCH.width());
  }

  /** What it makes of a batch. */
  Shape made() {
    return new Shape(BATCH.batch(), output.channels(), output.height(), output.width());
  }

  /** Behind a convolution, and with a classifier unless it is one. */
  Network network() {
    Sequence layers =
        new Sequence(
            Convolution.plain(BATCH.channels(), channels, Window.square(3, 1, 1)), module.get());
    if (end == End.CLASSIFIER) {
      layers.append(new Linear(output.features(), CLASSES));
    }
    return new Network(
        layers, new Shape(1, BATCH.channels(), BATCH.height(), BATCH.width()), classes());
  }

  /** Whether a parameter is of the classifier behind it. */
  boolean isClassifier(Parameter parameter) {
    return end == End.CLASSIFIER && parameter.name().startsWith("2.");
  }

  private int classes() {
    return end == End.LOGITS ? output.features() : CLASSES;
  }

  /** A network of it with images and targets. */
  Sample sample(Kernels kernels) {
    Sample sample = new Sample(network(), BATCH, kernels);
    softening.accept(sample.targets);
    return sample;
  }

  @Override
  public String toString() {
    return name;
  }
}
