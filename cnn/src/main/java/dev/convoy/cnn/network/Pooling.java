package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation.Pool;
import dev.convoy.cnn.kernels.Operation.PoolBackward;
import dev.convoy.cnn.kernels.Operation.PoolForward;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Tensor;
import dev.convoy.cnn.kernels.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Max and average pools. */
public final class Pooling extends Module {

  private final Pool pool;
  private final Function<Shape, Window> window;
  private final Edge edge;

  /** What becomes of a window that hangs over the end. */
  private enum Edge {
    DROPPED,
    KEPT
  }

  private Pooling(Pool pool, Edge edge, Function<Shape, Window> window) {
    this.pool = pool;
    this.edge = edge;
    this.window = window;
  }

  /** The largest value of each window. */
  public static Pooling max(Window window) {
    return new Pooling(Pool.MAX, Edge.DROPPED, shape -> window);
  }

  /** As {@link #max}, also of windows that hang over the end: PyTorch's {@code ceil_mode}. */
  public static Pooling maxToTheEdge(Window window) {
    return new Pooling(Pool.MAX, Edge.KEPT, shape -> window);
  }

  /** The mean of each window. */
  public static Pooling average(Window window) {
    return new Pooling(Pool.AVERAGE, Edge.DROPPED, shape -> window);
  }

  /** The mean of each channel, whatever the image's size. */
  public static Pooling globalAverage() {
    return new Pooling(
        Pool.AVERAGE, Edge.DROPPED, shape -> new Window(shape.height(), shape.width(), 1, 0));
  }

  @Override
  public Node forward(Node x) {
    Window sized = window.apply(x.shape());
    return new Pooled(path(), pool, sized, extent(sized, x), x);
  }

  private Shape extent(Window sized, Node x) {
    return switch (edge) {
      case DROPPED -> sized.over(x.shape(), x.shape().channels(), path());
      case KEPT -> sized.overEdge(x.shape(), path());
    };
  }

  private static final class Pooled extends Node {

    private final Pool pool;
    private final Window window;

    Pooled(String name, Pool pool, Window window, Shape extent, Node x) {
      super(name, extent, List.of(x));
      this.pool = pool;
      this.window = window;
    }

    @Override
    Node of(List<Node> others) {
      return new Pooled(name(), pool, window, shape(), others.getFirst());
    }

    @Override
    void forward(Forward pass) {
      Optional<Tensor> winners =
          pool == Pool.MAX && pass.training()
              ? Optional.of(new Tensor(name() + " winners", shape()))
              : Optional.empty();
      pass.add(this, new PoolForward(pool, window, pass.of(input()), pass.output(this), winners));
    }

    @Override
    void backward(Backward pass) {
      PoolForward forward = (PoolForward) pass.operation(this);
      pass.wanted(input())
          .ifPresent(dx -> pass.add(new PoolBackward(forward, pass.gradient(this), dx)));
    }
  }
}
