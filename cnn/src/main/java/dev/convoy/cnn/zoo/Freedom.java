package dev.convoy.cnn.zoo;

import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Norm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which parts of a {@link Style} an architecture lets be chosen; the others are refused. */
enum Freedom {
  /** {@link Style#norm()}; batch, which is only where there are norms, and none fit everywhere. */
  NORM("norm"),
  /** {@link Style#activation()}. */
  ACTIVATION("activation"),
  /** {@link Style#activation()} also of several pieces, which takes as many times the channels. */
  MAXOUT("activation maxout"),
  /** {@link Style#width()}. */
  WIDTH("width"),
  /** {@link Style#stochasticDepth()}. */
  STOCHASTIC_DEPTH("stochasticDepth");

  private final String field;

  Freedom(String field) {
    this.field = field;
  }

  /** What an architecture allows. */
  private static Set<Freedom> of(String architecture) {
    return switch (architecture) {
      case NetworkSpec.OWN -> EnumSet.allOf(Freedom.class);
      case "lenet" -> EnumSet.of(ACTIVATION, MAXOUT, WIDTH);
      case "vgg-tiny", "vgg-small" -> EnumSet.of(NORM, ACTIVATION, MAXOUT, WIDTH);
      case "resnet20",
          "resnet32",
          "resnet44",
          "resnet56",
          "resnet110",
          "resnet18",
          "resnet34",
          "resnet50",
          "resnet101",
          "resnet152" ->
          EnumSet.of(NORM, ACTIVATION, WIDTH, STOCHASTIC_DEPTH);
      case "mobilenet_v2",
          "plain20",
          "plain32",
          "plain44",
          "plain56",
          "plain110",
          "plain18",
          "plain34" ->
          EnumSet.of(NORM, ACTIVATION, WIDTH);
      case "alexnet", "alexnet-paper", "vgg11", "vgg13", "vgg16", "vgg19" -> EnumSet.of(ACTIVATION);
      case "vgg11_bn",
          "vgg13_bn",
          "vgg16_bn",
          "vgg19_bn",
          "googlenet",
          "mobilenet_v1",
          "shufflenet_v1",
          "shufflenet_v2_x0_5",
          "shufflenet_v2_x1_0" ->
          EnumSet.of(NORM, ACTIVATION);
      default -> EnumSet.noneOf(Freedom.class);
    };
  }

  /**
   * Checks a spec.
   *
   * @throws UnfitStyleException naming the field and the architectures that have it
   */
  static void check(NetworkSpec spec) {
    Set<Freedom> allowed = of(spec.architecture());
    for (Freedom wanted : wanted(spec.style())) {
      if (!allowed.contains(wanted)) {
        List<String> others =
            Architectures.names().stream().filter(name -> of(name).contains(wanted)).toList();
        throw new UnfitStyleException(spec.architecture(), wanted.field, others);
      }
    }
  }

  private static List<Freedom> wanted(Style style) {
    List<Freedom> wanted = new ArrayList<>();
    if (!(style.norm() instanceof Norm.Batch || style.norm() instanceof Norm.None)) {
      wanted.add(NORM);
    }
    if (style.activation().isPresent()) {
      wanted.add(ACTIVATION);
    }
    if (style.activation().map(ActivationKind::pieces).orElse(1) > 1) {
      wanted.add(MAXOUT);
    }
    if (style.width() != 1) {
      wanted.add(WIDTH);
    }
    if (style.stochasticDepth() > 0) {
      wanted.add(STOCHASTIC_DEPTH);
    }
    return wanted;
  }
}
