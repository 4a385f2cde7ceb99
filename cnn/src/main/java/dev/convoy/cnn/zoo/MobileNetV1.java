package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;

/** MobileNet (Howard et al. 2017, table 1): convolutions separated into depthwise and 1x1. */
final class MobileNetV1 extends Module {

  private static final int FIRST = 32;
  private static final int[][] BLOCKS = {
    // width, stride
    {64, 1},
    {128, 2},
    {128, 1},
    {256, 2},
    {256, 1},
    {512, 2},
    {512, 1},
    {512, 1},
    {512, 1},
    {512, 1},
    {512, 1},
    {1024, 2},
    {1024, 1},
  };

  private final Sequence features;
  private final Pooling avgpool = add("avgpool", Pooling.globalAverage());
  private final Sequence classifier;

  MobileNetV1(NetworkSpec spec) {
    Style style = spec.style();
    features = add("features", new Sequence());
    features.append(normalized(style, spec.input().channels(), FIRST, Window.square(3, 2, 1), 1));
    int channels = FIRST;
    for (int[] block : BLOCKS) {
      features.append(
          normalized(style, channels, channels, Window.square(3, block[1], 1), channels));
      features.append(normalized(style, channels, block[0], Window.square(1, 1, 0), 1));
      channels = block[0];
    }
    classifier =
        add(
            "classifier",
            new Sequence(new Dropout(spec.dropout()), new Linear(channels, spec.classes())));
  }

  static Sequence normalized(Style style, int from, int to, Window window, int groups) {
    return new Sequence(
        style.norm().convolution(from, to, window, groups), style.norm(to), style.relu().layer());
  }

  @Override
  public Node forward(Node images) {
    return classifier.forward(avgpool.forward(features.forward(images)));
  }
}
