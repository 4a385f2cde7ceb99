package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Addition;
import dev.convoy.cnn.network.BatchNorm;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Nonlinear;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;

/** MobileNetV2 (Sandler et al. 2018, table 2), with torchvision's names. */
final class MobileNetV2 extends Module {

  private static final int[][] BLOCKS = {
    // t, c, n, s
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1},
  };
  private static final int LAST = 1280;

  private final Sequence features;
  private final Pooling avgpool = Pooling.globalAverage();
  private final Sequence classifier;

  MobileNetV2(NetworkSpec spec) {
    features = add("features", new Sequence());
    features.append(normalized(spec.input().channels(), 32, Window.square(3, 2, 1), 1));
    int channels = 32;
    for (int[] row : BLOCKS) {
      for (int i = 0; i < row[2]; i++) {
        features.append(new InvertedResidual(channels, row[1], i == 0 ? row[3] : 1, row[0]));
        channels = row[1];
      }
    }
    features.append(normalized(channels, LAST, Window.square(1, 1, 0), 1));
    classifier =
        add(
            "classifier",
            new Sequence(new Dropout(spec.dropout()), new Linear(LAST, spec.classes())));
  }

  @Override
  public Node forward(Node images) {
    return classifier.forward(avgpool.forward(features.forward(images)));
  }

  private static Sequence normalized(int from, int to, Window window, int groups) {
    return new Sequence(
        Convolution.grouped(from, to, window, groups), new BatchNorm(to), Nonlinear.relu6());
  }

  /** Widen by 1x1, filter by depth, narrow by 1x1 without a nonlinearity (figure 4d). */
  private static final class InvertedResidual extends Module {

    private final Sequence conv;
    private final boolean residual;

    InvertedResidual(int from, int to, int stride, int expansion) {
      residual = stride == 1 && from == to;
      int hidden = from * expansion;
      conv = add("conv", new Sequence());
      if (expansion != 1) {
        conv.append(normalized(from, hidden, Window.square(1, 1, 0), 1));
      }
      conv.append(normalized(hidden, hidden, Window.square(3, stride, 1), hidden));
      conv.append(Convolution.plain(hidden, to, Window.square(1, 1, 0)));
      conv.append(new BatchNorm(to));
    }

    @Override
    public Node forward(Node x) {
      Node out = conv.forward(x);
      return residual ? Addition.of(out, x) : out;
    }
  }
}
