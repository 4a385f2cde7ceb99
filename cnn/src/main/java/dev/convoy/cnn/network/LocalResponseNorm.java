package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.LocalResponse;
import dev.convoy.cnn.kernels.LocalResponse.Constants;
import dev.convoy.cnn.kernels.Tensor;
import java.util.List;

/** Local response norm across channels (Krizhevsky et al. 2012, section 3.3). */
public final class LocalResponseNorm extends Module {

  private final Constants constants;

  /** By the paper's constants or others. */
  public LocalResponseNorm(Constants constants) {
    this.constants = constants;
  }

  @Override
  public Node forward(Node x) {
    return new Normed(path(), constants, x);
  }

  private static final class Normed extends Node {

    private final Constants constants;

    Normed(String name, Constants constants, Node x) {
      super(name, x.shape(), List.of(x));
      this.constants = constants;
    }

    @Override
    Node of(List<Node> others) {
      return new Normed(name(), constants, others.getFirst());
    }

    @Override
    void forward(Forward pass) {
      Tensor x = pass.of(input());
      pass.add(this, new LocalResponse.Forward(constants, x, pass.output(this)));
    }

    @Override
    void backward(Backward pass) {
      LocalResponse.Forward forward = (LocalResponse.Forward) pass.operation(this);
      pass.wanted(input())
          .ifPresent(dx -> pass.add(new LocalResponse.Backward(forward, pass.gradient(this), dx)));
    }
  }
}
