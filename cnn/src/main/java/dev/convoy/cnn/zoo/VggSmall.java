package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.BatchNorm;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Nonlinear;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;

/**
 * Two stages in the manner of VGG (Simonyan and Zisserman 2015), small enough to train on a CPU in
 * minutes: two 3x3 convolutions, each with batch norm and ReLU, then a pool; then two linear
 * layers.
 */
final class VggSmall extends Module {

  private static final int HIDDEN = 128;

  private final Sequence features;
  private final Sequence classifier;

  private VggSmall(NetworkSpec spec, int... widths) {
    features = add("features", new Sequence());
    int channels = spec.input().channels();
    for (int width : widths) {
      stage(channels, width);
      channels = width;
    }
    int scale = 1 << widths.length;
    int flat = channels * (spec.input().height() / scale) * (spec.input().width() / scale);
    classifier =
        add(
            "classifier",
            new Sequence(
                new Linear(Math.max(flat, 1), HIDDEN),
                Nonlinear.relu(),
                new Dropout(spec.dropout()),
                new Linear(HIDDEN, spec.classes())));
  }

  /** 32 and 64 channels. */
  static VggSmall small(NetworkSpec spec) {
    return new VggSmall(spec, 32, 64);
  }

  /** 16 and 32 channels. */
  static VggSmall tiny(NetworkSpec spec) {
    return new VggSmall(spec, 16, 32);
  }

  private void stage(int from, int width) {
    features.append(Convolution.plain(from, width, Window.square(3, 1, 1)));
    features.append(new BatchNorm(width)).append(Nonlinear.relu());
    features.append(Convolution.plain(width, width, Window.square(3, 1, 1)));
    features.append(new BatchNorm(width)).append(Nonlinear.relu());
    features.append(Pooling.max(Window.square(2, 2, 0)));
  }

  @Override
  public Node forward(Node images) {
    return classifier.forward(features.forward(images));
  }
}
