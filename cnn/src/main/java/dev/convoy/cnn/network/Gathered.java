package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.ChannelGather;
import dev.convoy.cnn.kernels.ChannelMap;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.ShapeException;
import dev.convoy.cnn.kernels.Tensor;
import java.util.List;

/** Channels of other values in another order. One of another is made one. */
final class Gathered extends Node {

  private final ChannelMap map;

  private Gathered(String name, List<Node> parts, ChannelMap map) {
    super(name, extent(parts, map.channels()), parts);
    this.map = map;
  }

  private static Shape extent(List<Node> parts, int channels) {
    Shape first = parts.getFirst().shape();
    return new Shape(first.batch(), channels, first.height(), first.width());
  }

  /** All channels of the parts. */
  static Node concatenation(String name, List<Node> parts) {
    Node first = parts.getFirst();
    for (Node part : parts) {
      if (!extent(List.of(part), 1).equals(extent(List.of(first), 1))) {
        throw new ShapeException(
            "%s: %s of %s can't be joined to %s of %s"
                .formatted(name, part.name(), part.shape(), first.name(), first.shape()));
      }
    }
    int channels = parts.stream().mapToInt(part -> part.shape().channels()).sum();
    return new Gathered(name, parts, ChannelMap.all(channels));
  }

  /** Channels of one value. */
  static Node of(String name, Node x, ChannelMap map) {
    return x instanceof Gathered earlier
        ? new Gathered(name, earlier.inputs(), map.after(earlier.map))
        : new Gathered(name, List.of(x), map);
  }

  @Override
  Node of(List<Node> others) {
    return new Gathered(name(), others, map);
  }

  @Override
  void forward(Forward pass) {
    List<Tensor> parts = inputs().stream().map(pass::of).toList();
    pass.add(this, new ChannelGather(parts, map, pass.output(this)));
  }

  @Override
  void backward(Backward pass) {
    Tensor gradient = pass.gradient(this);
    int first = 0;
    for (Node part : inputs()) {
      int count = part.shape().channels();
      ChannelMap back = map.inverse(first, count);
      pass.wanted(part).ifPresent(dx -> pass.add(new ChannelGather(List.of(gradient), back, dx)));
      first += count;
    }
  }
}
