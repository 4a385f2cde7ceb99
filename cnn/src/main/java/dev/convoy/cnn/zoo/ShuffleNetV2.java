package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Channels;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;

/** ShuffleNetV2 (Ma et al. 2018, table 5), with torchvision's names. */
final class ShuffleNetV2 extends Module {

  private static final int FIRST = 24;
  private static final int LAST = 1024;

  private final Sequence conv1;
  private final Pooling maxpool = Pooling.max(Window.square(3, 2, 1));
  private final Sequence stage2;
  private final Sequence stage3;
  private final Sequence stage4;
  private final Sequence conv5;
  private final Pooling avgpool = add("avgpool", Pooling.globalAverage());
  private final Dropout dropout;
  private final Linear fc;

  private ShuffleNetV2(NetworkSpec spec, int... widths) {
    Style style = spec.style();
    conv1 = add("conv1", normalized(style, spec.input().channels(), FIRST, Window.square(3, 2, 1)));
    add("maxpool", maxpool);
    stage2 = add("stage2", stage(style, FIRST, widths[0], 4));
    stage3 = add("stage3", stage(style, widths[0], widths[1], 8));
    stage4 = add("stage4", stage(style, widths[1], widths[2], 4));
    conv5 = add("conv5", normalized(style, widths[2], LAST, Window.square(1, 1, 0)));
    dropout = add("dropout", new Dropout(spec.dropout()));
    fc = add("fc", new Linear(LAST, spec.classes()));
  }

  static ShuffleNetV2 half(NetworkSpec spec) {
    return new ShuffleNetV2(spec, 48, 96, 192);
  }

  static ShuffleNetV2 whole(NetworkSpec spec) {
    return new ShuffleNetV2(spec, 116, 232, 464);
  }

  private static Sequence stage(Style style, int from, int to, int units) {
    Sequence stage = new Sequence(new Narrowing(style, from, to));
    for (int i = 1; i < units; i++) {
      stage.append(new Keeping(style, to));
    }
    return stage;
  }

  private static Sequence normalized(Style style, int from, int to, Window window) {
    return new Sequence(style.convolution(from, to, window), style.norm(to), style.relu().layer());
  }

  /** 1x1, depthwise 3x3, 1x1. */
  private static Sequence branch(Style style, int from, int to, int stride) {
    return normalized(style, from, to, Window.square(1, 1, 0))
        .append(style.norm().convolution(to, to, Window.square(3, stride, 1), to))
        .append(style.norm(to))
        .append(style.convolution(to, to, Window.square(1, 1, 0)))
        .append(style.norm(to))
        .append(style.relu().layer());
  }

  @Override
  public Node forward(Node images) {
    Node x = maxpool.forward(conv1.forward(images)); // 24 x h/4 x w/4
    x = stage2.forward(x); // h/8 x w/8
    x = stage3.forward(x); // h/16 x w/16
    x = stage4.forward(x); // h/32 x w/32
    x = conv5.forward(x); // 1024 x h/32 x w/32
    return fc.forward(dropout.forward(avgpool.forward(x)));
  }

  /** Half of the channels go by, the other half through the branch (figure 3c). */
  static final class Keeping extends Module {

    private final Sequence branch2;
    private final int half;

    Keeping(Style style, int width) {
      half = width / 2;
      branch2 = add("branch2", branch(style, half, half, 1));
    }

    @Override
    public Node forward(Node x) {
      Node past = Channels.slice(path(), x, 0, half);
      Node through = branch2.forward(Channels.slice(path(), x, half, half));
      return Channels.shuffle(path(), Channels.concatenation(path(), past, through), 2);
    }
  }

  /** Both branches halve the extents (figure 3d). */
  static final class Narrowing extends Module {

    private final Sequence branch1;
    private final Sequence branch2;

    Narrowing(Style style, int from, int to) {
      branch1 =
          add(
              "branch1",
              new Sequence(
                  style.norm().convolution(from, from, Window.square(3, 2, 1), from),
                  style.norm(from),
                  style.convolution(from, to / 2, Window.square(1, 1, 0)),
                  style.norm(to / 2),
                  style.relu().layer()));
      branch2 = add("branch2", branch(style, from, to / 2, 2));
    }

    @Override
    public Node forward(Node x) {
      return Channels.shuffle(
          path(), Channels.concatenation(path(), branch1.forward(x), branch2.forward(x)), 2);
    }
  }
}
