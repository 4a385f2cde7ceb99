package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Addition;
import dev.convoy.cnn.network.Channels;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;

/** ShuffleNet with three groups (Zhang et al. 2018, table 1). */
final class ShuffleNetV1 extends Module {

  private static final int GROUPS = 3;
  private static final int FIRST = 24;
  private static final int[][] STAGES = {
    // width, units
    {240, 4},
    {480, 8},
    {960, 4},
  };

  private final Sequence conv1;
  private final Pooling maxpool = add("maxpool", Pooling.max(Window.square(3, 2, 1)));
  private final Sequence stages;
  private final Pooling avgpool = add("avgpool", Pooling.globalAverage());
  private final Dropout dropout;
  private final Linear fc;

  ShuffleNetV1(NetworkSpec spec) {
    Style style = spec.style();
    conv1 =
        add("conv1", normalized(style, spec.input().channels(), FIRST, Window.square(3, 2, 1), 1));
    conv1.append(style.relu().layer());
    stages = add("stages", new Sequence());
    int channels = FIRST;
    for (int[] stage : STAGES) {
      Sequence units = new Sequence(Unit.narrowing(style, channels, stage[0]));
      for (int i = 1; i < stage[1]; i++) {
        units.append(Unit.keeping(style, stage[0]));
      }
      stages.append(units);
      channels = stage[0];
    }
    dropout = add("dropout", new Dropout(spec.dropout()));
    fc = add("fc", new Linear(channels, spec.classes()));
  }

  private static Sequence normalized(Style style, int from, int to, Window window, int groups) {
    return new Sequence(style.norm().convolution(from, to, window, groups), style.norm(to));
  }

  @Override
  public Node forward(Node images) {
    Node x = maxpool.forward(conv1.forward(images)); // 24 x h/4 x w/4
    x = stages.forward(x); // 960 x h/32 x w/32
    return fc.forward(dropout.forward(avgpool.forward(x)));
  }

  /**
   * Narrow by grouped 1x1, shuffle, filter by depth, widen by grouped 1x1; then added to what came
   * in, or behind it where the extents halve (figure 2b and c).
   */
  static final class Unit extends Module {

    private final Sequence compress;
    private final Sequence filter;
    private final Sequence expand;
    private final Pooling shrink = add("shrink", Pooling.average(Window.square(3, 2, 1)));
    private final Module relu;
    private final int stride;

    private Unit(Style style, int from, int to, int width, int stride) {
      this.stride = stride;
      relu = add("relu", style.relu().layer());
      int narrow = width / 4;
      // the very first has too few channels to be cut into groups
      int groups = from == FIRST ? 1 : GROUPS;
      compress = add("compress", normalized(style, from, narrow, Window.square(1, 1, 0), groups));
      compress.append(style.relu().layer());
      filter =
          add("filter", normalized(style, narrow, narrow, Window.square(3, stride, 1), narrow));
      expand = add("expand", normalized(style, narrow, to, Window.square(1, 1, 0), GROUPS));
    }

    static Unit narrowing(Style style, int from, int width) {
      return new Unit(style, from, width - from, width, 2);
    }

    static Unit keeping(Style style, int width) {
      return new Unit(style, width, width, width, 1);
    }

    @Override
    public Node forward(Node x) {
      Node out = Channels.shuffle(path(), compress.forward(x), GROUPS);
      out = expand.forward(filter.forward(out));
      return relu.forward(
          stride == 1
              ? Addition.of(out, x)
              : Channels.concatenation(path(), shrink.forward(x), out));
    }
  }
}
