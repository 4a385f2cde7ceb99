package dev.convoy.cnn.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ParameterCopiesTest {

  /** The compiler has to have found out who uses what last. */
  private static final int WARM_UP = 3000;

  private static final int COLLECTED = 30;

  /** Values are freed by the garbage collector, which sees nobody use what oneDNN reads. */
  @Test
  void valuesLastUntilTheyAreCopied() throws InterruptedException {
    NetworkSpec lenet = new NetworkSpec("lenet", new ImageShape(1, 28, 28), 10, 0);
    try (Evaluator network =
        Evaluator.compile(Architectures.named(lenet), new OneDnnKernels(1), 1)) {
      Parameter parameter = network.parameters().getFirst();
      for (int round = 0; round < WARM_UP; round++) {
        difference(network, parameter, round);
      }
      AtomicBoolean done = new AtomicBoolean();
      Thread collector = Thread.ofPlatform().start(() -> collectUntil(done));
      try {
        for (int round = 1; round <= COLLECTED; round++) {
          assertThat(difference(network, parameter, round)).as("round %d", round).containsOnly(0);
        }
      } finally {
        done.set(true);
        collector.join();
      }
    }
  }

  private static float[] difference(Evaluator network, Parameter parameter, int round) {
    float[] values = new float[parameter.elements()];
    Arrays.fill(values, round);
    network.write(parameter, Floats.copyOf(values));
    MemorySegment copy = Floats.room(values.length);
    network.read(parameter, copy);
    float[] difference = Floats.array(copy);
    for (int i = 0; i < values.length; i++) {
      difference[i] -= values[i];
    }
    return difference;
  }

  private static void collectUntil(AtomicBoolean done) {
    while (!done.get()) {
      System.gc();
    }
  }
}
