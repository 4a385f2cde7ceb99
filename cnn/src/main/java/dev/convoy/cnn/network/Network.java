package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Head;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.ShapeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A whole model: a tree of modules, and the images and classes it is for. */
public final class Network {

  private final Module root;
  private final Shape image;
  private final int classes;

  /**
   * Names all parameters of the tree.
   *
   * @param image extent of one image, a batch of 1
   */
  public Network(Module root, Shape image, int classes) {
    this.root = root;
    this.image = image;
    this.classes = classes;
    root.name("");
  }

  /** Number of classes, the length of its output. */
  public int classes() {
    return classes;
  }

  /** Its parameters, those learned and those kept, in torchvision's order. */
  public List<Parameter> parameters() {
    return weights().stream().map(Weight::parameter).toList();
  }

  /**
   * Names of the layers that make its logits, those of auxiliary heads too.
   *
   * @throws ShapeException if images are too small for it, naming the layer
   */
  public Set<String> headLayers() {
    return heads(input(1)).keySet().stream().map(Node::name).collect(Collectors.toSet());
  }

  /** Number of learned values. */
  public long learnedValues() {
    return parameters().stream().filter(Parameter::learned).mapToLong(Parameter::elements).sum();
  }

  /** Lets all kernels and matrices start otherwise than its layers say, and all biases at zero. */
  public Network startedBy(Initialization start) {
    weights().forEach(weight -> weight.startBy(start));
    return this;
  }

  /**
   * Lets nothing of it be dropped at random in training: no dropout, wherever it stands, auxiliary
   * heads and layers of one's own included, and no stochastic depth.
   */
  public Network withoutDropping() {
    root.stopDropping();
    return this;
  }

  List<Weight> weights() {
    return root.weights();
  }

  /**
   * Traces it for a batch size.
   *
   * @throws ShapeException if images are too small for it, naming the layer
   */
  Trace trace(int batch) {
    Input input = input(batch);
    return Trace.of(input, heads(input));
  }

  private Input input(int batch) {
    return new Input(new Shape(batch, image.channels(), image.height(), image.width()));
  }

  private Map<Node, Head> heads(Input input) {
    Map<Node, Head> heads = Heads.at(root.forward(input));
    Shape wanted = Shape.features(input.shape().batch(), classes);
    for (Node logits : heads.keySet()) {
      if (!logits.shape().equals(wanted)) {
        throw new ShapeException(
            "the network ends in %s instead of %s: its last layer must have %d outputs"
                .formatted(logits.shape(), wanted, classes));
      }
    }
    return heads;
  }
}
