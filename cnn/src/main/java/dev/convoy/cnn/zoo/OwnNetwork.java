package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Sequence;
import java.util.List;

/**
 * A network as its spec lists it, layer by layer. Its classifier, a linear layer with an output for
 * each class, may be left out.
 */
final class OwnNetwork extends Module {

  private final Sequence layers;
  private final Dropout dropout;
  private final Linear classifier;

  OwnNetwork(NetworkSpec spec) {
    List<LayerSpec> hidden = withoutClassifier(spec);
    Shape image =
        new Shape(1, spec.input().channels(), spec.input().height(), spec.input().width());
    LayerBuilder builder = new LayerBuilder(spec.style(), image, hidden);
    layers = add("layers", builder.sequence("layers", hidden));
    dropout = add("dropout", new Dropout(spec.dropout()));
    classifier = add("classifier", new Linear(builder.extent().features(), spec.classes()));
  }

  private static List<LayerSpec> withoutClassifier(NetworkSpec spec) {
    List<LayerSpec> layers = spec.layers();
    if (layers.isEmpty()) {
      throw new LayerException("layers", "is empty: list at least one layer");
    }
    int end = layers.size() - 1;
    LayerSpec last = layers.get(end);
    if (!last.name().equals("linear")) {
      return layers;
    }
    LayerArguments arguments = new LayerArguments("layers." + end, last).only("out");
    if (arguments.whole("out", 1) != spec.classes()) {
      throw arguments.wrong(
          "is the last and has %d outputs, but there are %d classes: make it linear(%d) or leave it out"
              .formatted(arguments.whole("out", 1), spec.classes(), spec.classes()));
    }
    return layers.subList(0, end);
  }

  @Override
  public Node forward(Node images) {
    return classifier.forward(dropout.forward(layers.forward(images)));
  }
}
