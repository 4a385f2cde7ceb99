package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.network.Channels;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Branches that all get the same, their channels one behind another: an Inception module (Szegedy
 * et al. 2015), or with {@code identity} among them a layer of DenseNet (Huang et al. 2017).
 */
final class OwnConcatenation extends Module {

  private final List<Module> branches = new ArrayList<>();

  OwnConcatenation(List<Module> branches) {
    for (Module branch : branches) {
      this.branches.add(add(Integer.toString(this.branches.size()), branch));
    }
  }

  /** What branches of these extents make together. */
  static Shape extent(List<Shape> branches, LayerArguments at) {
    if (branches.isEmpty()) {
      throw at.wrong("is empty: list at least one branch");
    }
    Shape first = branches.getFirst();
    int channels = 0;
    for (int i = 0; i < branches.size(); i++) {
      Shape branch = branches.get(i);
      if (branch.height() != first.height() || branch.width() != first.width()) {
        throw at.wrong(
            "can't join %dx%d of branch 0 and %dx%d of branch %d: give them the same strides and padding"
                .formatted(first.height(), first.width(), branch.height(), branch.width(), i));
      }
      channels += branch.channels();
    }
    return new Shape(1, channels, first.height(), first.width());
  }

  @Override
  public Node forward(Node x) {
    return Channels.concatenation(
        path(), branches.stream().map(branch -> branch.forward(x)).toArray(Node[]::new));
  }
}
