package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Head;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The logits of a network with auxiliary classifiers: in training each one's loss counts too,
 * weighted; in evaluation they aren't computed. Only a network's very end can be one.
 */
public final class Heads extends Node {

  private final Map<Node, Head> heads;

  private Heads(Node logits, Map<Node, Head> heads) {
    super(logits.name(), logits.shape(), List.copyOf(heads.keySet()));
    this.heads = heads;
  }

  /** Logits, and those of auxiliary classifiers that count {@code weight} each. */
  public static Node of(Node logits, double weight, Node... auxiliaries) {
    Map<Node, Head> heads = new LinkedHashMap<>();
    heads.put(logits, new Head.Main());
    for (Node auxiliary : auxiliaries) {
      heads.put(auxiliary, new Head.Auxiliary(weight));
    }
    return new Heads(logits, heads);
  }

  /** The heads of a network that ends in this value: the main one, then any others. */
  static Map<Node, Head> at(Node end) {
    return end instanceof Heads several ? several.heads : Map.of(end, new Head.Main());
  }

  @Override
  Node of(List<Node> others) {
    throw notALayer();
  }

  @Override
  void forward(Forward pass) {
    throw notALayer();
  }

  @Override
  void backward(Backward pass) {
    throw notALayer();
  }

  private IllegalStateException notALayer() {
    return new IllegalStateException(name() + " has auxiliary heads, so nothing can follow it");
  }
}
