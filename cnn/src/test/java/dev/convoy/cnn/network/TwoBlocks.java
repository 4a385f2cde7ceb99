package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Window;

/** A residual net of two blocks, with the names of CifarResNet in src/test/python/models.py. */
final class TwoBlocks extends Module {

  private final Convolution conv1 = add("conv1", convolution(3, 8, 1));
  private final BatchNorm bn1 = add("bn1", new BatchNorm(8));
  private final Nonlinear relu = add("relu", Nonlinear.relu());
  private final Sequence layer1 = add("layer1", new Sequence(new Block(8, 8, 1)));
  private final Sequence layer2 = add("layer2", new Sequence(new Block(8, 16, 2)));
  private final Pooling avgpool = add("avgpool", Pooling.globalAverage());
  private final Linear fc;

  TwoBlocks(int classes) {
    fc = add("fc", new Linear(16, classes));
  }

  @Override
  public Node forward(Node images) {
    Node x = relu.forward(bn1.forward(conv1.forward(images)));
    x = layer2.forward(layer1.forward(x));
    return fc.forward(avgpool.forward(x));
  }

  private static Convolution convolution(int from, int to, int stride) {
    return Convolution.plain(from, to, Window.square(3, stride, 1));
  }

  private static final class Block extends Module {

    private final Convolution conv1;
    private final BatchNorm bn1;
    private final Nonlinear relu = add("relu", Nonlinear.relu());
    private final Convolution conv2;
    private final BatchNorm bn2;
    private final Sequence downsample = add("downsample", new Sequence());

    Block(int from, int to, int stride) {
      conv1 = add("conv1", convolution(from, to, stride));
      bn1 = add("bn1", new BatchNorm(to));
      conv2 = add("conv2", convolution(to, to, 1));
      bn2 = add("bn2", new BatchNorm(to));
      if (stride > 1) {
        downsample.append(Convolution.plain(from, to, Window.square(1, stride, 0)));
        downsample.append(new BatchNorm(to));
      }
    }

    @Override
    public Node forward(Node x) {
      Node out = relu.forward(bn1.forward(conv1.forward(x)));
      out = bn2.forward(conv2.forward(out));
      return relu.forward(Addition.of(out, downsample.forward(x)));
    }
  }
}
