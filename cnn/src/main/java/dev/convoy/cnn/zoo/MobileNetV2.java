package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Addition;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
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
  private final Pooling avgpool = add("avgpool", Pooling.globalAverage());
  private final Sequence classifier;

  MobileNetV2(NetworkSpec spec) {
    Style style = spec.style();
    int channels = style.wide(32);
    int last = style.width() > 1 ? style.wide(LAST) : LAST;
    features = add("features", new Sequence());
    features.append(
        normalized(style, spec.input().channels(), channels, Window.square(3, 2, 1), 1));
    for (int[] row : BLOCKS) {
      int wide = style.wide(row[1]);
      for (int i = 0; i < row[2]; i++) {
        features.append(new InvertedResidual(style, channels, wide, i == 0 ? row[3] : 1, row[0]));
        channels = wide;
      }
    }
    features.append(normalized(style, channels, last, Window.square(1, 1, 0), 1));
    classifier =
        add(
            "classifier",
            new Sequence(new Dropout(spec.dropout()), new Linear(last, spec.classes())));
  }

  @Override
  public Node forward(Node images) {
    return classifier.forward(avgpool.forward(features.forward(images)));
  }

  private static Sequence normalized(Style style, int from, int to, Window window, int groups) {
    return new Sequence(
        style.norm().convolution(from, to, window, groups),
        style.norm(to),
        style.activation().orElseGet(ActivationKind::relu6).layer());
  }

  /** Widen by 1x1, filter by depth, narrow by 1x1 without a nonlinearity (figure 4d). */
  static final class InvertedResidual extends Module {

    private final Sequence conv;
    private final boolean residual;

    InvertedResidual(Style style, int from, int to, int stride, int expansion) {
      residual = stride == 1 && from == to;
      int hidden = from * expansion;
      conv = add("conv", new Sequence());
      if (expansion != 1) {
        conv.append(normalized(style, from, hidden, Window.square(1, 1, 0), 1));
      }
      conv.append(normalized(style, hidden, hidden, Window.square(3, stride, 1), hidden));
      conv.append(style.convolution(hidden, to, Window.square(1, 1, 0)));
      conv.append(style.norm(to));
    }

    @Override
    public Node forward(Node x) {
      Node out = conv.forward(x);
      return residual ? Addition.of(out, x) : out;
    }
  }
}
