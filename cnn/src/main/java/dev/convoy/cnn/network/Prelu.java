package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.ActivationOperation.PreluBackward;
import dev.convoy.cnn.kernels.ActivationOperation.PreluForward;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Parameter.Role;
import dev.convoy.cnn.kernels.Tensor;
import java.util.List;
import java.util.Optional;

/** A ReLU with one learned slope for what is negative (He et al. 2015), PyTorch's {@code PReLU}. */
public final class Prelu extends Module {

  private static final float START = 0.25f;

  private final Weight slope = declare("weight", Role.NORM, Initializer.constant(START), 1);

  @Override
  public Node forward(Node x) {
    return new Bent(path(), slope.parameter(), x);
  }

  private static final class Bent extends Node {

    private final Parameter slope;

    Bent(String name, Parameter slope, Node x) {
      super(name, x.shape(), List.of(x));
      this.slope = slope;
    }

    @Override
    Optional<ActivationLayer> activation(Forward pass) {
      return Optional.of(new ActivationLayer(name(), Optional.empty(), pass.of(this)));
    }

    @Override
    Node of(List<Node> others) {
      return new Bent(name(), slope, others.getFirst());
    }

    @Override
    void forward(Forward pass) {
      pass.add(this, new PreluForward(slope, pass.of(input()), pass.output(this)));
    }

    @Override
    void backward(Backward pass) {
      Tensor dx = new Tensor(input().name() + " gradient", shape());
      pass.give(input(), dx);
      pass.add(new PreluBackward(slope, pass.of(input()), pass.gradient(this), dx));
    }
  }
}
