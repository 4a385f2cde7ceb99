package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Targets;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.observe.StepWatch;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Once its loops are compiled, a training step allocates nothing on the heap. */
class StepAllocationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ImageShape IMAGE = new ImageShape(3, 16, 16);
  private static final int BATCH = 8;
  private static final int CLASSES = 10;
  private static final int STEPS = 20;
  private static final double RATE = 1e-4;

  /** Less than a batch of labels: what the measurement itself and an odd compilation cost. */
  private static final long NEXT_TO_NOTHING = 512;

  private static final Penalty BOTH = new Penalty(1e-4, 1e-5, Set.of());

  static Stream<Arguments> cases() {
    OptimizerSpec momentum = new OptimizerSpec.Sgd(RATE, 0.9, false, BOTH);
    return Stream.of(
        Arguments.of("vgg-small", momentum, Refinements.NONE),
        Arguments.of("resnet20", momentum, Refinements.NONE),
        Arguments.of("mobilenet_v2", momentum, Refinements.NONE),
        Arguments.of("googlenet", momentum, Refinements.NONE),
        Arguments.of("lenet", new OptimizerSpec.Sgd(RATE, 0.9, true, BOTH), Refinements.NONE),
        Arguments.of("lenet", OptimizerSpec.Adam.of(RATE, BOTH), Refinements.NONE),
        Arguments.of(
            "lenet", new OptimizerSpec.AdamW(RATE, 0.9, 0.999, 1e-8, BOTH), Refinements.NONE),
        Arguments.of(
            "lenet", new OptimizerSpec.RmsProp(RATE, 0.99, 1e-8, 0.9, BOTH), Refinements.NONE),
        Arguments.of(
            "lenet", momentum, new Refinements(new Clipping.Norm(1), 0.99, Softening.NONE)),
        Arguments.of("lenet", momentum, new Refinements(new Clipping.Value(1), 0, Softening.NONE)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allocatesNothingOnceItsLoopsAreCompiled(
      String model, OptimizerSpec optimizer, Refinements refinements) {
    Network network = Architectures.named(new NetworkSpec(model, IMAGE, CLASSES, 0.5));
    Layers layers = Layers.of(network, new Freezing.None());
    TrainingRule rule = new TrainingRule(optimizer, refinements, layers, 1);
    try (Trainer trainer = Trainer.compile(network, new OneDnnKernels(2), BATCH, rule, 1)) {
      requireNoAllocation(trainer, images());
    }
  }

  @Test
  void allocatesNothingAfterAStepThatWasWatched() {
    Network network = Architectures.named(new NetworkSpec("vgg-small", IMAGE, CLASSES, 0.5));
    Layers layers = Layers.of(network, new Freezing.None());
    OptimizerSpec momentum = new OptimizerSpec.Sgd(RATE, 0.9, false, BOTH);
    TrainingRule rule = new TrainingRule(momentum, Refinements.NONE, layers, 1);
    try (Trainer trainer = Trainer.compile(network, new OneDnnKernels(2), BATCH, rule, 1)) {
      MemorySegment images = images();
      try (StepWatch watch = new StepWatch(trainer)) {
        trainer.step(images, new Targets(BATCH), 0, RATE, watch);
        assertThat(watch.movements()).isNotEmpty();
      }

      requireNoAllocation(trainer, images);
    }
  }

  private static void requireNoAllocation(Trainer trainer, MemorySegment images) {
    int[] labels = new SeededRandom(2).ints(BATCH, 0, CLASSES).toArray();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long bytes = bytesAStep(trainer, images, labels);
    while (bytes >= NEXT_TO_NOTHING && System.nanoTime() < deadline) {
      bytes = bytesAStep(trainer, images, labels);
    }

    assertThat(bytes).as("bytes a step").isLessThan(NEXT_TO_NOTHING);
  }

  private static long bytesAStep(Trainer trainer, MemorySegment images, int[] labels) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int step = 0; step < STEPS; step++) {
      trainer.step(images, labels, step, RATE);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
  }

  private static MemorySegment images() {
    SeededRandom random = new SeededRandom(3);
    float[] pixels = new float[BATCH * IMAGE.values()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return Floats.copyOf(pixels);
  }
}
