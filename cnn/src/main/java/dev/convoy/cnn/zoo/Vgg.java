package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.AdaptivePooling;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;

/** VGG (Simonyan and Zisserman 2015, table 1), with torchvision's names. */
final class Vgg extends Module {

  private static final int[] WIDTHS = {64, 128, 256, 512, 512};
  private static final int HIDDEN = 4096;

  private final Sequence features;
  private final AdaptivePooling avgpool = add("avgpool", new AdaptivePooling(7, 7));
  private final Sequence classifier;

  /** Convolutions in each of the five stages. */
  enum Depths {
    VGG11(1, 1, 2, 2, 2),
    VGG13(2, 2, 2, 2, 2),
    VGG16(2, 2, 3, 3, 3),
    VGG19(2, 2, 4, 4, 4);

    private final int[] stages;

    Depths(int... stages) {
      this.stages = stages;
    }
  }

  /** What follows a convolution before its ReLU. */
  @FunctionalInterface
  private interface Norm {
    void append(Sequence features, int channels);
  }

  private Vgg(NetworkSpec spec, Depths depths, Norm norm) {
    ActivationKind relu = spec.style().relu();
    features = add("features", new Sequence());
    int channels = spec.input().channels();
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      for (int i = 0; i < depths.stages[stage]; i++) {
        features.append(Convolution.biased(channels, WIDTHS[stage], Window.square(3, 1, 1)));
        channels = WIDTHS[stage];
        norm.append(features, channels);
        features.append(relu.layer());
      }
      features.append(Pooling.max(Window.square(2, 2, 0)));
    }
    classifier =
        add(
            "classifier",
            new Sequence(
                new Linear(channels * 7 * 7, HIDDEN),
                relu.layer(),
                new Dropout(spec.dropout()),
                new Linear(HIDDEN, HIDDEN),
                relu.layer(),
                new Dropout(spec.dropout()),
                new Linear(HIDDEN, spec.classes())));
  }

  /** As in the paper. */
  static Vgg plain(NetworkSpec spec, Depths depths) {
    return new Vgg(spec, depths, (features, channels) -> {});
  }

  /** With a norm after every convolution. */
  static Vgg normed(NetworkSpec spec, Depths depths) {
    return new Vgg(
        spec, depths, (features, channels) -> features.append(spec.style().norm(channels)));
  }

  @Override
  public Node forward(Node images) {
    return classifier.forward(avgpool.forward(features.forward(images)));
  }
}
