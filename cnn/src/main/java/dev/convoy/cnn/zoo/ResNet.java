package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * The residual nets of He et al. 2016, table 1, with torchvision's names, and the plain nets that
 * they are compared to. Extents below are for basic blocks; bottlenecks are four times as wide.
 */
final class ResNet extends Module {

  private final Convolution conv1;
  private final Module bn1;
  private final Module relu;
  private final Pooling maxpool = add("maxpool", Pooling.max(Window.square(3, 2, 1)));
  private final Sequence layer1;
  private final Sequence layer2;
  private final Sequence layer3;
  private final Sequence layer4;
  private final Pooling avgpool = add("avgpool", Pooling.globalAverage());
  private final Dropout dropout;
  private final Linear fc;

  private ResNet(NetworkSpec spec, Block block, int... depths) {
    Style style = spec.style();
    int[] planes = {style.wide(64), style.wide(128), style.wide(256), style.wide(512)};
    Window window = Window.square(7, 2, 3);
    conv1 = add("conv1", style.convolution(spec.input().channels(), planes[0], window));
    bn1 = add("bn1", style.norm(planes[0]));
    relu = add("relu", style.relu().layer());
    Iterator<Style> styles = style.byDepth(IntStream.of(depths).sum());
    layer1 = add("layer1", block.stage(styles, planes[0], planes[0], depths[0], 1));
    layer2 = add("layer2", block.stage(styles, block.width(planes[0]), planes[1], depths[1], 2));
    layer3 = add("layer3", block.stage(styles, block.width(planes[1]), planes[2], depths[2], 2));
    layer4 = add("layer4", block.stage(styles, block.width(planes[2]), planes[3], depths[3], 2));
    dropout = add("dropout", new Dropout(spec.dropout()));
    fc = add("fc", new Linear(block.width(planes[3]), spec.classes()));
  }

  static ResNet resnet18(NetworkSpec spec) {
    return new ResNet(spec, Block.BASIC, 2, 2, 2, 2);
  }

  static ResNet resnet34(NetworkSpec spec) {
    return new ResNet(spec, Block.BASIC, 3, 4, 6, 3);
  }

  static ResNet resnet50(NetworkSpec spec) {
    return new ResNet(spec, Block.BOTTLENECK, 3, 4, 6, 3);
  }

  static ResNet resnet101(NetworkSpec spec) {
    return new ResNet(spec, Block.BOTTLENECK, 3, 4, 23, 3);
  }

  static ResNet resnet152(NetworkSpec spec) {
    return new ResNet(spec, Block.BOTTLENECK, 3, 8, 36, 3);
  }

  static ResNet plain18(NetworkSpec spec) {
    return new ResNet(spec, Block.PLAIN, 2, 2, 2, 2);
  }

  static ResNet plain34(NetworkSpec spec) {
    return new ResNet(spec, Block.PLAIN, 3, 4, 6, 3);
  }

  @Override
  public Node forward(Node images) {
    Node x = relu.forward(bn1.forward(conv1.forward(images))); // 64 x h/2 x w/2
    x = maxpool.forward(x); // 64 x h/4 x w/4
    x = layer1.forward(x); // 64 x h/4 x w/4
    x = layer2.forward(x); // 128 x h/8 x w/8
    x = layer3.forward(x); // 256 x h/16 x w/16
    x = layer4.forward(x); // 512 x h/32 x w/32
    return fc.forward(dropout.forward(avgpool.forward(x)));
  }
}
