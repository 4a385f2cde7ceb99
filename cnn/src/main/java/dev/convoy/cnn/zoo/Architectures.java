package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The models by name. */
public final class Architectures {

  private static final Map<String, Function<NetworkSpec, Module>> BY_NAME = byName();

  private Architectures() {}

  private static Map<String, Function<NetworkSpec, Module>> byName() {
    Map<String, Function<NetworkSpec, Module>> models = new LinkedHashMap<>();
    models.put("lenet", LeNet::new);
    models.put("alexnet", AlexNet::new);
    models.put("alexnet-paper", AlexNetPaper::new);
    models.put("vgg-tiny", VggSmall::tiny);
    models.put("vgg-small", VggSmall::small);
    models.put("vgg11", spec -> Vgg.plain(spec, Vgg.Depths.VGG11));
    models.put("vgg13", spec -> Vgg.plain(spec, Vgg.Depths.VGG13));
    models.put("vgg16", spec -> Vgg.plain(spec, Vgg.Depths.VGG16));
    models.put("vgg19", spec -> Vgg.plain(spec, Vgg.Depths.VGG19));
    models.put("vgg11_bn", spec -> Vgg.normed(spec, Vgg.Depths.VGG11));
    models.put("vgg13_bn", spec -> Vgg.normed(spec, Vgg.Depths.VGG13));
    models.put("vgg16_bn", spec -> Vgg.normed(spec, Vgg.Depths.VGG16));
    models.put("vgg19_bn", spec -> Vgg.normed(spec, Vgg.Depths.VGG19));
    models.put("resnet20", spec -> new CifarResNet(spec, Block.BASIC, 3));
    models.put("resnet32", spec -> new CifarResNet(spec, Block.BASIC, 5));
    models.put("resnet44", spec -> new CifarResNet(spec, Block.BASIC, 7));
    models.put("resnet56", spec -> new CifarResNet(spec, Block.BASIC, 9));
    models.put("resnet110", spec -> new CifarResNet(spec, Block.BASIC, 18));
    models.put("resnet18", ResNet::resnet18);
    models.put("resnet34", ResNet::resnet34);
    models.put("resnet50", ResNet::resnet50);
    models.put("resnet101", ResNet::resnet101);
    models.put("resnet152", ResNet::resnet152);
    models.put("plain20", spec -> new CifarResNet(spec, Block.PLAIN, 3));
    models.put("plain32", spec -> new CifarResNet(spec, Block.PLAIN, 5));
    models.put("plain44", spec -> new CifarResNet(spec, Block.PLAIN, 7));
    models.put("plain56", spec -> new CifarResNet(spec, Block.PLAIN, 9));
    models.put("plain110", spec -> new CifarResNet(spec, Block.PLAIN, 18));
    models.put("plain18", ResNet::plain18);
    models.put("plain34", ResNet::plain34);
    models.put("googlenet", GoogLeNet::new);
    models.put("mobilenet_v1", MobileNetV1::new);
    models.put("mobilenet_v2", MobileNetV2::new);
    models.put("shufflenet_v1", ShuffleNetV1::new);
    models.put("shufflenet_v2_x0_5", ShuffleNetV2::half);
    models.put("shufflenet_v2_x1_0", ShuffleNetV2::whole);
    return models;
  }

  /** All names. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * Builds a network.
   *
   * @throws LayerException naming the layer of an own network that can't be as it is written
   * @throws UnfitStyleException if the style has what the architecture doesn't leave open
   * @throws UnknownArchitectureException if there is none of that name, listing those there are
   */
  public static Network named(NetworkSpec spec) {
    Function<NetworkSpec, Module> model =
        spec.architecture().equals(NetworkSpec.OWN)
            ? OwnNetwork::new
            : BY_NAME.get(spec.architecture());
    if (model == null) {
      throw new UnknownArchitectureException(spec.architecture(), names());
    }
    Freedom.check(spec);
    Shape image =
        new Shape(1, spec.input().channels(), spec.input().height(), spec.input().width());
    Network network = new Network(model.apply(spec), image, spec.classes());
    return spec.style().initializer().map(network::startedBy).orElse(network);
  }
}
