package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import org.junit.jupiter.api.Test;

/**
 * F7: the loss for images that are two classes by shares; {@link LossContractTest} has the rest.
 */
class SoftTargetsTest {

  private static final Shape BATCH = new Shape(4, 2, 3, 3);
  private static final int CLASSES = 5;

  @Test
  void lossIsTheSharesMeanOfBothClassesLosses() {
    try (Sample sample = plain(Nd4jKernels.doubles())) {
      sample.targets.set(0, 1);
      double one = sample.loss();
      sample.targets.set(0, 3);
      double other = sample.loss();
      sample.targets.mix(0, 1, 0.75f);

      assertThat(sample.loss()).isCloseTo(0.75 * other + 0.25 * one, within(1e-9));
    }
  }

  private static Sample plain(Kernels kernels) {
    Shape image = new Shape(1, BATCH.channels(), BATCH.height(), BATCH.width());
    return new Sample(new Network(new Linear(18, CLASSES), image, CLASSES), BATCH, kernels);
  }
}
