package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer, a block or a whole network. The constructor lists what it consists of in the order of
 * data flow, {@link #forward} says how data flows. Names of children and parameters are
 * torchvision's and joined by dots.
 */
public abstract class Module {

  private final Map<String, Module> children = new LinkedHashMap<>();
  private final List<Weight> weights = new ArrayList<>();
  private String path = "";

  /** What it makes of x. */
  public abstract Node forward(Node x);

  /** Takes a part in, under torchvision's name. */
  protected final <M extends Module> M add(String name, M child) {
    children.put(name, child);
    return child;
  }

  /** Declares a parameter, under torchvision's name. */
  protected final Weight declare(
      String name, Parameter.Role role, Initializer initializer, int... extents) {
    Weight weight = new Weight(name, role, initializer, extents);
    weights.add(weight);
    return weight;
  }

  /** Its dotted name, for errors and tensors. */
  protected final String path() {
    return path;
  }

  /** Names it and all beneath it, once the tree is whole. */
  final void name(String fullPath) {
    path = fullPath;
    String prefix = fullPath.isEmpty() ? "" : fullPath + ".";
    weights.forEach(weight -> weight.bind(prefix));
    children.forEach((name, child) -> child.name(prefix + name));
  }

  /** Takes all random dropping out of it and of what is beneath it. */
  void stopDropping() {
    children.values().forEach(Module::stopDropping);
  }

  /** All parameters of it and beneath it, in torchvision's order. */
  final List<Weight> weights() {
    List<Weight> all = new ArrayList<>(weights);
    children.values().forEach(child -> all.addAll(child.weights()));
    return all;
  }
}
