package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.LocalResponse;
import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.AdaptivePooling;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.LocalResponseNorm;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;

/**
 * AlexNet as published (Krizhevsky et al. 2012, figure 2), for images of 227x227. The two GPUs are
 * modelled as two groups of channels in the second, fourth and fifth convolution; whatever other
 * size an image has is averaged to 6x6 before the classifier.
 */
final class AlexNetPaper extends Module {

  private static final int HIDDEN = 4096;
  private static final int GPUS = 2;

  private final Sequence features;
  private final AdaptivePooling toSix = add("toSix", new AdaptivePooling(6, 6));
  private final Sequence classifier;

  AlexNetPaper(NetworkSpec spec) {
    ActivationKind relu = spec.style().relu();
    features =
        add(
            "features",
            new Sequence(
                Convolution.biased(spec.input().channels(), 96, Window.square(11, 4, 0)),
                relu.layer(), // 96 x 55 x 55
                norm(),
                pool(), // 96 x 27 x 27
                Convolution.biased(96, 256, Window.square(5, 1, 2), GPUS),
                relu.layer(),
                norm(),
                pool(), // 256 x 13 x 13
                Convolution.biased(256, 384, Window.square(3, 1, 1)),
                relu.layer(),
                Convolution.biased(384, 384, Window.square(3, 1, 1), GPUS),
                relu.layer(),
                Convolution.biased(384, 256, Window.square(3, 1, 1), GPUS),
                relu.layer(),
                pool())); // 256 x 6 x 6
    classifier =
        add(
            "classifier",
            new Sequence(
                new Linear(256 * 6 * 6, HIDDEN),
                relu.layer(),
                new Dropout(spec.dropout()),
                new Linear(HIDDEN, HIDDEN),
                relu.layer(),
                new Dropout(spec.dropout()),
                new Linear(HIDDEN, spec.classes())));
  }

  private static LocalResponseNorm norm() {
    return new LocalResponseNorm(LocalResponse.Constants.ALEXNET);
  }

  private static Pooling pool() {
    return Pooling.max(Window.square(3, 2, 0));
  }

  @Override
  public Node forward(Node images) {
    return classifier.forward(toSix.forward(features.forward(images)));
  }
}
