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

/** AlexNet on one device (Krizhevsky 2014), with torchvision's names: no norm, fewer filters. */
final class AlexNet extends Module {

  private static final int HIDDEN = 4096;

  private final Sequence features;
  private final AdaptivePooling avgpool = add("avgpool", new AdaptivePooling(6, 6));
  private final Sequence classifier;

  AlexNet(NetworkSpec spec) {
    ActivationKind relu = spec.style().relu();
    features =
        add(
            "features",
            new Sequence(
                Convolution.biased(spec.input().channels(), 64, Window.square(11, 4, 2)),
                relu.layer(),
                pool(),
                Convolution.biased(64, 192, Window.square(5, 1, 2)),
                relu.layer(),
                pool(),
                Convolution.biased(192, 384, Window.square(3, 1, 1)),
                relu.layer(),
                Convolution.biased(384, 256, Window.square(3, 1, 1)),
                relu.layer(),
                Convolution.biased(256, 256, Window.square(3, 1, 1)),
                relu.layer(),
                pool()));
    classifier =
        add(
            "classifier",
            new Sequence(
                new Dropout(spec.dropout()),
                new Linear(256 * 6 * 6, HIDDEN),
                relu.layer(),
                new Dropout(spec.dropout()),
                new Linear(HIDDEN, HIDDEN),
                relu.layer(),
                new Linear(HIDDEN, spec.classes())));
  }

  private static Pooling pool() {
    return Pooling.max(Window.square(3, 2, 0));
  }

  @Override
  public Node forward(Node images) {
    return classifier.forward(avgpool.forward(features.forward(images)));
  }
}
