package dev.convoy.cnn.exchange;

import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.snapshot.Tensor;
import dev.convoy.cnn.snapshot.TensorFile;
import dev.convoy.cnn.snapshot.TensorWriter;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model of the zoo run over a batch in evaluation mode, from files to a file.
 *
 * @param architecture a name of the zoo
 * @param classes as many as the weights have if absent
 * @param weights a state dict under torchvision's names
 */
public record ForwardPass(String architecture, OptionalInt classes, Path weights) {

  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final int MOST_AT_ONCE = 32;

  /**
   * Runs it.
   *
   * @param input tensor {@code input}, N x C x H x W
   * @param output is written with tensor {@code output}, the logits, N x classes
   * @param state is written with the state dict that the network then has, if there is one
   * @throws dev.convoy.cnn.CnnException if the files don't fit the model or each other
   */
  public void run(Path input, Path output, Optional<Path> state, Device device) {
    NchwImages images = images(input);
    NetworkSpec spec = new NetworkSpec(architecture, images.shape(), countClasses(images), 0);
    float[] logits = logits(images, spec, state, device);
    List<Long> extents = List.of((long) images.count(), (long) spec.classes());
    TensorWriter.write(output, List.of(Tensor.of(OUTPUT, extents, logits)), Map.of());
  }

  private static NchwImages images(Path input) {
    try (TensorFile file = TensorFile.open(input)) {
      return NchwImages.of(input, file.get(INPUT));
    }
  }

  /** By the last layer's bias. */
  private int countClasses(NchwImages images) {
    if (classes.isPresent()) {
      return classes.getAsInt();
    }
    Network any = Architectures.named(new NetworkSpec(architecture, images.shape(), 1, 0));
    Parameter last = any.parameters().getLast();
    try (TensorFile file = TensorFile.open(weights)) {
      List<Long> extents = file.get(last.name()).shape();
      if (extents.size() != 1) {
        throw new SnapshotException(weights, "'%s' is %s".formatted(last.name(), extents));
      }
      return Math.toIntExact(extents.getFirst());
    }
  }

  private float[] logits(NchwImages images, NetworkSpec spec, Optional<Path> state, Device device) {
    int batch = Math.min(images.count(), MOST_AT_ONCE);
    float[] all = new float[Math.multiplyExact(images.count(), spec.classes())];
    MemorySegment answers = Floats.room((long) batch * spec.classes());
    int[] unknown = new int[batch];
    try (Evaluator network =
        Evaluator.compile(Architectures.named(spec), device.kernels().get(), batch)) {
      StateDict.load(weights, network);
      state.ifPresent(file -> StateDict.save(file, network));
      for (int first = 0; first < images.count(); first += batch) {
        int count = Math.min(batch, images.count() - first);
        network.evaluate(images.channelsLast(first, count), unknown, count);
        network.logits(answers, count);
        int length = count * spec.classes();
        MemorySegment.copy(answers, ValueLayout.JAVA_FLOAT, 0, all, first * spec.classes(), length);
      }
    }
    return all;
  }
}
