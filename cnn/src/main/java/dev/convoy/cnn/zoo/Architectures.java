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
    models.put("vgg-tiny", VggSmall::tiny);
    models.put("vgg-small", VggSmall::small);
    models.put("resnet20", spec -> new CifarResNet(spec, 3));
    models.put("resnet32", spec -> new CifarResNet(spec, 5));
    models.put("resnet44", spec -> new CifarResNet(spec, 7));
    models.put("resnet56", spec -> new CifarResNet(spec, 9));
    models.put("resnet110", spec -> new CifarResNet(spec, 18));
    models.put("resnet18", ResNet::resnet18);
    models.put("resnet34", ResNet::resnet34);
    models.put("mobilenet_v2", MobileNetV2::new);
    return models;
  }

  /** All names. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * Builds a network.
   *
   * @throws UnfitStyleException if the style has what the architecture doesn't leave open
   * @throws UnknownArchitectureException if there is none of that name, listing those there are
   */
  public static Network named(NetworkSpec spec) {
    Function<NetworkSpec, Module> model = BY_NAME.get(spec.architecture());
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
