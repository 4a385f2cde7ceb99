package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.AdaptivePooling;
import dev.convoy.cnn.network.BatchNorm;
import dev.convoy.cnn.network.Channels;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Heads;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Norm;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;

/**
 * GoogLeNet (Szegedy et al. 2015, table 1) as torchvision has it: batch norm for local response
 * norm, and 3x3 where the paper has 5x5. Images are taken as they come: torchvision's own weights
 * want them scaled to [-1, 1] (its {@code transform_input}).
 */
final class GoogLeNet extends Module {

  private static final double AUXILIARY_WEIGHT = 0.3;

  private final ConvNorm conv1;
  private final Pooling maxpool1 = Pooling.maxToTheEdge(Window.square(3, 2, 0));
  private final ConvNorm conv2;
  private final ConvNorm conv3;
  private final Pooling maxpool2 = Pooling.maxToTheEdge(Window.square(3, 2, 0));
  private final Inception inception3a;
  private final Inception inception3b;
  private final Pooling maxpool3 = Pooling.maxToTheEdge(Window.square(3, 2, 0));
  private final Inception inception4a;
  private final Inception inception4b;
  private final Inception inception4c;
  private final Inception inception4d;
  private final Inception inception4e;
  private final Pooling maxpool4 = Pooling.maxToTheEdge(Window.square(2, 2, 0));
  private final Inception inception5a;
  private final Inception inception5b;
  private final AuxiliaryHead aux1;
  private final AuxiliaryHead aux2;
  private final Pooling avgpool = Pooling.globalAverage();
  private final Dropout dropout;
  private final Linear fc;

  GoogLeNet(NetworkSpec spec) {
    Style style = spec.style();
    conv1 = add("conv1", new ConvNorm(style, spec.input().channels(), 64, Window.square(7, 2, 3)));
    add("maxpool1", maxpool1);
    conv2 = add("conv2", new ConvNorm(style, 64, 64, Window.square(1, 1, 0)));
    conv3 = add("conv3", new ConvNorm(style, 64, 192, Window.square(3, 1, 1)));
    add("maxpool2", maxpool2);
    inception3a = add("inception3a", new Inception(style, 192, 64, 96, 128, 16, 32, 32));
    inception3b = add("inception3b", new Inception(style, 256, 128, 128, 192, 32, 96, 64));
    add("maxpool3", maxpool3);
    inception4a = add("inception4a", new Inception(style, 480, 192, 96, 208, 16, 48, 64));
    inception4b = add("inception4b", new Inception(style, 512, 160, 112, 224, 24, 64, 64));
    inception4c = add("inception4c", new Inception(style, 512, 128, 128, 256, 24, 64, 64));
    inception4d = add("inception4d", new Inception(style, 512, 112, 144, 288, 32, 64, 64));
    inception4e = add("inception4e", new Inception(style, 528, 256, 160, 320, 32, 128, 128));
    add("maxpool4", maxpool4);
    inception5a = add("inception5a", new Inception(style, 832, 256, 160, 320, 32, 128, 128));
    inception5b = add("inception5b", new Inception(style, 832, 384, 192, 384, 48, 128, 128));
    aux1 = add("aux1", new AuxiliaryHead(style, 512, spec.classes()));
    aux2 = add("aux2", new AuxiliaryHead(style, 528, spec.classes()));
    add("avgpool", avgpool);
    dropout = add("dropout", new Dropout(spec.dropout()));
    fc = add("fc", new Linear(1024, spec.classes()));
  }

  @Override
  public Node forward(Node images) {
    Node x = maxpool1.forward(conv1.forward(images)); // 64 x h/4 x w/4
    x = maxpool2.forward(conv3.forward(conv2.forward(x))); // 192 x h/8 x w/8
    x = maxpool3.forward(inception3b.forward(inception3a.forward(x))); // 480 x h/16 x w/16
    x = inception4a.forward(x); // 512 x h/16 x w/16
    Node first = aux1.forward(x);
    x = inception4d.forward(inception4c.forward(inception4b.forward(x))); // 528 x h/16 x w/16
    Node second = aux2.forward(x);
    x = maxpool4.forward(inception4e.forward(x)); // 832 x h/32 x w/32
    x = inception5b.forward(inception5a.forward(x)); // 1024 x h/32 x w/32
    Node logits = fc.forward(dropout.forward(avgpool.forward(x)));
    return Heads.of(logits, AUXILIARY_WEIGHT, first, second);
  }

  /** Convolution, norm, ReLU. */
  private static final class ConvNorm extends Module {

    private static final double EPSILON = 1e-3;

    private final Convolution conv;
    private final Module bn;
    private final Module relu;

    ConvNorm(Style style, int from, int to, Window window) {
      conv = add("conv", style.convolution(from, to, window));
      bn = add("bn", norm(style, to));
      relu = add("relu", style.relu().layer());
    }

    private static Module norm(Style style, int channels) {
      return style.norm() instanceof Norm.Batch
          ? new BatchNorm(channels, EPSILON)
          : style.norm(channels);
    }

    @Override
    public Node forward(Node x) {
      return relu.forward(bn.forward(conv.forward(x)));
    }
  }

  /** Four branches side by side, the wide windows behind narrow 1x1 ones (figure 2b). */
  static final class Inception extends Module {

    private final ConvNorm branch1;
    private final Sequence branch2;
    private final Sequence branch3;
    private final Sequence branch4;

    /** Widths in the order of table 1: 1x1, then 3x3 and 5x5 with their reduction, then pool. */
    Inception(Style style, int from, int... widths) {
      branch1 = add("branch1", new ConvNorm(style, from, widths[0], Window.square(1, 1, 0)));
      branch2 = add("branch2", reduced(style, from, widths[1], widths[2]));
      branch3 = add("branch3", reduced(style, from, widths[3], widths[4]));
      branch4 =
          add(
              "branch4",
              new Sequence(
                  Pooling.maxToTheEdge(Window.square(3, 1, 1)),
                  new ConvNorm(style, from, widths[5], Window.square(1, 1, 0))));
    }

    private static Sequence reduced(Style style, int from, int narrow, int to) {
      return new Sequence(
          new ConvNorm(style, from, narrow, Window.square(1, 1, 0)),
          new ConvNorm(style, narrow, to, Window.square(3, 1, 1)));
    }

    @Override
    public Node forward(Node x) {
      return Channels.concatenation(
          path(), branch1.forward(x), branch2.forward(x), branch3.forward(x), branch4.forward(x));
    }
  }

  /** A classifier half-way, which keeps the gradient alive in training. */
  private static final class AuxiliaryHead extends Module {

    private static final double DROPPED = 0.7;

    private final AdaptivePooling pool = add("pool", new AdaptivePooling(4, 4));
    private final ConvNorm conv;
    private final Linear fc1;
    private final Module relu;
    private final Linear fc2;
    private final Dropout dropout;

    AuxiliaryHead(Style style, int from, int classes) {
      conv = add("conv", new ConvNorm(style, from, 128, Window.square(1, 1, 0)));
      fc1 = add("fc1", new Linear(128 * 4 * 4, 1024));
      relu = add("relu", style.relu().layer());
      fc2 = add("fc2", new Linear(1024, classes));
      dropout = add("dropout", new Dropout(DROPPED));
    }

    @Override
    public Node forward(Node x) {
      Node features = relu.forward(fc1.forward(conv.forward(pool.forward(x))));
      return fc2.forward(dropout.forward(features));
    }
  }
}
