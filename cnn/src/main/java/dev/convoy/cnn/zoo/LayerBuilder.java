package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.LocalResponse.Constants;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Identity;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.LocalResponseNorm;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Norm;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Makes layers one after another, and knows what extent each of them gets. */
final class LayerBuilder {

  private final Style style;
  private final int residuals;
  private Shape extent;
  private int residual;

  /**
   * Begins at the images.
   *
   * @param all of the network, by whose residuals the rates of stochastic depth go
   */
  LayerBuilder(Style style, Shape image, List<LayerSpec> all) {
    this.style = style;
    extent = image;
    residuals = residuals(all);
  }

  private static int residuals(List<LayerSpec> layers) {
    int count = 0;
    for (LayerSpec layer : layers) {
      int within = residuals(layer.layers());
      int times = (int) (double) layer.arguments().getOrDefault("times", 1.0);
      count += layer.name().equals("residual") ? 1 + within : times * within;
    }
    return count;
  }

  /** What the layers so far make of one image. */
  Shape extent() {
    return extent;
  }

  /** Layers one after another. */
  Sequence sequence(String path, List<LayerSpec> layers) {
    Sequence sequence = new Sequence();
    for (int i = 0; i < layers.size(); i++) {
      boolean normed = i + 1 < layers.size() && layers.get(i + 1).name().equals("norm");
      Norm norm = normed ? style.norm() : new Norm.None();
      sequence.append(layer(new LayerArguments(path + "." + i, layers.get(i)), norm));
    }
    return sequence;
  }

  /**
   * One layer.
   *
   * @param next the norm that follows it
   */
  private Module layer(LayerArguments at, Norm next) {
    return switch (at.layer().name()) {
      case "conv" -> convolution(at.only("out", "kernel", "stride", "padding", "groups"), next);
      case "depthwise" -> depthwise(at.only("kernel", "stride", "padding"), next);
      case "norm" -> plain(at, style.norm(extent.channels()));
      case "lrn" -> responseNorm(at.only("size", "alpha", "beta", "k"));
      case "flatten", "identity" -> plain(at, new Identity());
      case "maxpool" -> {
        Window window = pool(at.only("size", "stride", "padding"));
        yield Pooling.max(window);
      }
      case "avgpool" -> {
        Window window = pool(at.only("size", "stride", "padding"));
        yield Pooling.average(window);
      }
      case "globalpool" -> {
        extent = Shape.features(1, extent.channels());
        yield plain(at, Pooling.globalAverage());
      }
      case "dropout" -> new Dropout(at.only("rate").number("rate", 0.5));
      case "linear" -> linear(at.only("out"));
      case "residual" -> residual(at.only());
      case "repeat" -> repeat(at.only("times"));
      case "concat" -> concatenation(at.only());
      case "sequence" -> sequence(at.only().path() + ".sequence", at.layer().layers());
      default -> activation(at);
    };
  }

  private static Module plain(LayerArguments at, Module layer) {
    at.only();
    return layer;
  }

  private Module convolution(LayerArguments at, Norm next) {
    int in = extent.channels();
    int out = style.wide(at.whole("out", 1));
    int groups = at.whole("groups", 1, 1);
    if (in % groups != 0 || out % groups != 0) {
      throw at.wrong(
          "can't cut %d and %d channels into %d groups: use a divisor of both"
              .formatted(in, out, groups));
    }
    Window window = at.kernel(Double.NaN);
    slide(at, window, out);
    return next.convolution(in, out, window, groups);
  }

  private Module depthwise(LayerArguments at, Norm next) {
    int channels = extent.channels();
    Window window = at.kernel(3);
    slide(at, window, channels);
    return next.convolution(channels, channels, window, channels);
  }

  private Window pool(LayerArguments at) {
    Window window = at.pool();
    slide(at, window, extent.channels());
    return window;
  }

  private void slide(LayerArguments at, Window window, int channels) {
    extent = window.over(extent, channels, at.path());
  }

  private Module linear(LayerArguments at) {
    int in = extent.features();
    int out = style.wide(at.whole("out", 1));
    extent = Shape.features(1, out);
    return new Linear(in, out);
  }

  private Module residual(LayerArguments at) {
    Shape before = extent;
    residual++;
    double rate = style.stochasticDepth() * residual / Math.max(residuals, 1);
    Sequence body = sequence(at.path() + ".residual", at.layer().layers());
    return new OwnResidual(style.withStochasticDepth(rate), before, extent, body, at);
  }

  private Module repeat(LayerArguments at) {
    Sequence copies = new Sequence();
    int times = at.whole("times", 1);
    for (int i = 0; i < times; i++) {
      copies.append(sequence(at.path() + ".repeat", at.layer().layers()));
    }
    return copies;
  }

  private Module concatenation(LayerArguments at) {
    Shape from = extent;
    List<LayerSpec> branches = at.layer().layers();
    List<Module> modules = new ArrayList<>();
    List<Shape> made = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      extent = from;
      modules.add(
          layer(new LayerArguments(at.path() + ".concat." + i, branches.get(i)), new Norm.None()));
      made.add(extent);
    }
    extent = OwnConcatenation.extent(made, at);
    return new OwnConcatenation(modules);
  }

  private static Module responseNorm(LayerArguments at) {
    Constants usual = Constants.ALEXNET;
    int size = at.whole("size", 1, usual.size());
    if (size % 2 == 0) {
      throw at.wrong("needs an odd size, not " + size);
    }
    return new LocalResponseNorm(
        new Constants(
            size,
            at.number("alpha", usual.alpha()),
            at.number("beta", usual.beta()),
            at.number("k", usual.k())));
  }

  private Module activation(LayerArguments at) {
    ActivationKind kind = kind(at);
    if (extent.channels() % kind.pieces() != 0) {
      throw at.wrong(
          "can't cut %d channels into %d pieces: make them a multiple"
              .formatted(extent.channels(), kind.pieces()));
    }
    extent = new Shape(1, extent.channels() / kind.pieces(), extent.height(), extent.width());
    return kind.layer();
  }

  private ActivationKind kind(LayerArguments at) {
    return switch (at.layer().name()) {
      case "activation" -> {
        at.only();
        yield style.relu();
      }
      case "leaky-relu" ->
          new ActivationKind.Pointwise(
              new Activation.LeakyRelu(at.only("slope").number("slope", 0.01)));
      case "elu" ->
          new ActivationKind.Pointwise(new Activation.Elu(at.only("alpha").number("alpha", 1)));
      case "maxout" -> new ActivationKind.Largest(at.only("pieces").whole("pieces", 2, 2));
      case "relu", "relu6", "prelu", "sigmoid", "tanh" -> {
        at.only();
        yield ActivationKind.parse(at.layer().name());
      }
      default -> throw at.wrong("is no layer: use one of " + String.join(", ", LayerSpec.NAMES));
    };
  }
}
