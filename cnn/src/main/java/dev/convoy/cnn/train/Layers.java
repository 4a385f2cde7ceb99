package dev.convoy.cnn.train;

import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Network;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which parameters of a network are frozen, and which are its head: those of the layers that make
 * logits, in auxiliary heads too.
 */
record Layers(Set<Parameter> frozen, Set<Parameter> head) {

  /**
   * Looks at parameters in torchvision's order, that of data flow.
   *
   * @throws dev.convoy.cnn.kernels.ShapeException if images are too small for the network
   * @throws UnknownLayerException if the layer to freeze up to is not there
   */
  static Layers of(Network network, Freezing freezing) {
    List<Parameter> parameters = network.parameters();
    Set<String> logits = network.headLayers();
    Set<Parameter> head = new HashSet<>(parameters);
    head.removeIf(parameter -> !logits.contains(layer(parameter)));
    Set<Parameter> frozen =
        switch (freezing) {
          case Freezing.None none -> new HashSet<>();
          case Freezing.AllButHead all -> new HashSet<>(parameters);
          case Freezing.UpTo upTo -> upTo(parameters, upTo.layer());
        };
    frozen.removeAll(head);
    return new Layers(Set.copyOf(frozen), Set.copyOf(head));
  }

  private static Set<Parameter> upTo(List<Parameter> parameters, String layer) {
    for (int end = parameters.size(); end > 0; end--) {
      if ((layer(parameters.get(end - 1)) + ".").startsWith(layer + ".")) {
        return new HashSet<>(parameters.subList(0, end));
      }
    }
    Set<String> names = new LinkedHashSet<>();
    parameters.forEach(parameter -> names.add(layer(parameter)));
    throw new UnknownLayerException(layer, names);
  }

  private static String layer(Parameter parameter) {
    return parameter.name().substring(0, Math.max(0, parameter.name().lastIndexOf('.')));
  }
}
