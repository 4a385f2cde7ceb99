package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.kernels.DropoutMask;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import org.junit.jupiter.api.Test;

/** F8: stochastic depth; that gradients are right is in {@link LayerContractTest}. */
class StochasticDepthTest {

  private static final Shape IMAGE = new Shape(1, 4, 5, 5);

  @Test
  void dropsWholeImagesAtItsRateAndFromStepToStepOthers() {
    Step step = new Step(1, 7);
    int dropped = 0;
    boolean differs = false;
    for (int number = 0; number < 2000; number++) {
      step.at(number, 0);
      boolean keeps = DropoutMask.keeps(DropoutMask.stream(3, step), 0, 0.3);
      differs |= keeps != DropoutMask.keeps(DropoutMask.stream(3, step), 1, 0.3);
      dropped += keeps ? 0 : 1;
    }

    assertThat(dropped / 2000.0).isCloseTo(0.3, within(0.03));
    assertThat(differs).isTrue();
  }

  @Test
  void skipsNothingInEvaluationAndSomethingInTraining() {
    Shape batch = new Shape(16, 4, 5, 5);
    try (Sample with = sample(0.6, batch);
        Sample without = sample(0, batch)) {
      assertThat(with.probabilities()).containsExactly(without.probabilities());
      assertThat(with.loss()).isNotCloseTo(without.loss(), within(1e-6));
    }
  }

  private static Sample sample(double rate, Shape batch) {
    Module root = new Sequence(new StochasticDepth(rate), new Linear(IMAGE.features(), 3));
    return new Sample(new Network(root, IMAGE, 3), batch, new OneDnnKernels(2));
  }

  @Test
  void refusesARateThatSkipsEverything() {
    assertThatThrownBy(() -> new StochasticDepth(1)).hasMessageContaining("[0, 1), not 1");
  }
}
