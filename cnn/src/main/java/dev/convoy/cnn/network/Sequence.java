package dev.convoy.cnn.network;

import java.util.ArrayList;
import java.util.List;

/** Modules one after another, named by their position, as torchvision's Sequential. */
public final class Sequence extends Module {

  private final List<Module> parts = new ArrayList<>();

  /** In order. */
  public Sequence(Module... inOrder) {
    for (Module part : inOrder) {
      append(part);
    }
  }

  /** Puts one more at the end. */
  public Sequence append(Module part) {
    parts.add(add(Integer.toString(parts.size()), part));
    return this;
  }

  @Override
  public Node forward(Node x) {
    Node value = x;
    for (Module part : parts) {
      value = part.forward(value);
    }
    return value;
  }
}
