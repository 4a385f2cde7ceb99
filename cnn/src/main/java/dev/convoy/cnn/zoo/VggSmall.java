package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;

/**
 * Two stages in the manner of VGG (Simonyan and Zisserman 2015), small enough to train on a CPU in
 * minutes: two 3x3 convolutions, each with batch norm and ReLU, then a pool; then two linear
 * layers.
 */
final class VggSmall extends Module {

  private static final int HIDDEN = 128;

  private final Style style;
  private final Sequence features;
  private final Sequence classifier;

  private VggSmall(NetworkSpec spec, int... widths) {
    style = spec.style();
    features = add("features", new Sequence());
    int channels = spec.input().channels();
    for (int width : widths) {
      stage(channels, style.wide(width));
      channels = style.wide(width);
    }
    int scale = 1 << widths.length;
    int flat = channels * (spec.input().height() / scale) * (spec.input().width() / scale);
    int hidden = style.wide(HIDDEN);
    classifier =
        add(
            "classifier",
            new Sequence(
                new Linear(Math.max(flat, 1), style.relu().pieces() * hidden),
                style.relu().layer(),
                new Dropout(spec.dropout()),
                new Linear(hidden, spec.classes())));
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
    normalized(from, width);
    normalized(width, width);
    features.append(Pooling.max(Window.square(2, 2, 0)));
  }

  private void normalized(int from, int to) {
    int pieces = style.relu().pieces() * to;
    features.append(style.convolution(from, pieces, Window.square(3, 1, 1)));
    features.append(style.norm(pieces)).append(style.relu().layer());
  }

  @Override
  public Node forward(Node images) {
    return classifier.forward(features.forward(images));
  }
}
