package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedLayerTest {

  private static final Shape IMAGE = new Shape(1, 2, 2, 2);

  /** One linear layer in two places. */
  private static final class Twice extends Module {

    private final Linear linear = add("linear", new Linear(8, 8));

    @Override
    public Node forward(Node x) {
      return linear.forward(linear.forward(x));
    }
  }

  @Test
  void refusesToTrainALayerInTwoPlaces() {
    Network network = new Network(new Twice(), IMAGE, 8);

    assertThatThrownBy(
            () -> Trainer.compile(network, Nd4jKernels.single(), 2, new PlainDescent(0, 0), 1))
        .isInstanceOf(SharedLayerException.class)
        .hasMessageContaining("linear is applied twice")
        .hasMessageContaining("linear.weight");
  }

  @Test
  void evaluatesALayerInTwoPlaces() {
    Network network = new Network(new Twice(), IMAGE, 8);
    Trace trace = network.trace(2);

    assertThat(Listing.evaluation(trace).operations()).hasSize(3); // both places and the loss
    assertThat(Listing.training(trace, Set.of()).operations()).hasSize(3);
  }
}
