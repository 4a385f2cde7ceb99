package dev.convoy.cnn.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.cnn.data.Pipeline;
import dev.convoy.cnn.data.PreprocessingStatistics;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.snapshot.ElementType;
import dev.convoy.cnn.snapshot.Snapshot;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.snapshot.Tensor;
import dev.convoy.cnn.snapshot.TensorFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a run's snapshot holds: the parameters that are evaluated under torchvision's names, what
 * the optimizer keeps as {@code optimizer.<kind>.<parameter>}, where a moving average is evaluated
 * the parameters that are trained as {@code trained.<parameter>}, and in the JSON the spec, the
 * preprocessing statistics and the results of all epochs.
 */
final class RunSnapshot {

  private static final String OPTIMIZER = "optimizer.";
  private static final String TRAINED = "trained.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunSnapshot() {}

  static Path save(
      Path folder,
      TrainingSpec spec,
      Pipeline pipeline,
      Trainer trainer,
      List<EpochResult> history) {
    List<Tensor> tensors = new ArrayList<>();
    for (Parameter parameter : trainer.evaluator().parameters()) {
      MemorySegment values = Floats.room(parameter.elements());
      trainer.evaluator().read(parameter, values);
      tensors.add(tensor(parameter.name(), parameter, values));
    }
    for (Kept kept : kept(trainer)) {
      MemorySegment values = Floats.room(kept.parameter().elements());
      trainer.readState(kept.kind(), kept.parameter(), values);
      tensors.add(tensor(kept.name(), kept.parameter(), values));
    }
    for (Parameter parameter : trained(trainer)) {
      MemorySegment values = Floats.room(parameter.elements());
      trainer.readTrained(parameter, values);
      tensors.add(tensor(TRAINED + parameter.name(), parameter, values));
    }
    Saved saved = new Saved(spec, pipeline.statistics(), history, trainer.plan());
    return Snapshot.save(folder, history.size(), tensors, JSON.valueToTree(saved)).file();
  }

  /**
   * What the JSON says.
   *
   * @param kernelPlan by which the run goes on, or its bits would differ
   */
  record Saved(
      TrainingSpec spec,
      PreprocessingStatistics statistics,
      List<EpochResult> history,
      KernelPlan kernelPlan) {}

  /** Reads the JSON. */
  static Saved read(Path file) {
    try {
      return JSON.treeToValue(Snapshot.of(file).description(), Saved.class);
    } catch (JsonProcessingException e) {
      throw new SnapshotException(file, "isn't described as a training run: " + e.getMessage(), e);
    }
  }

  /** Sets all that was saved and returns the results of the epochs done. */
  static List<EpochResult> restore(
      Path file, Saved saved, TrainingSpec spec, Trainer trainer, Continuation continuation) {
    if (!continuation.allows(saved.spec(), spec)) {
      throw new SnapshotException(
          file,
          "was taken of another spec, and can't be resumed %s by this one"
              .formatted(continuation.name().toLowerCase(Locale.ROOT)));
    }
    try (TensorFile tensors = TensorFile.open(file)) {
      for (Parameter parameter : trainer.evaluator().parameters()) {
        MemorySegment evaluated = values(file, tensors, parameter.name(), parameter);
        String trained = TRAINED + parameter.name();
        trainer.set(parameter, evaluated);
        if (tensors.find(trained).isPresent()) {
          trainer.writeTrained(parameter, values(file, tensors, trained, parameter));
        }
      }
      for (Kept kept : kept(trainer)) {
        if (continuation != Continuation.CHANGED || tensors.find(kept.name()).isPresent()) {
          MemorySegment values = values(file, tensors, kept.name(), kept.parameter());
          trainer.writeState(kept.kind(), kept.parameter(), values);
        }
      }
    }
    return saved.history();
  }

  /**
   * Sets the parameters of all layers but the head, from any file under torchvision's names. Those
   * of auxiliary heads may be missing, as they are where only answers were wanted, and stay random.
   */
  static void restoreAllBut(Set<Parameter> head, Path file, Trainer trainer) {
    try (TensorFile tensors = TensorFile.open(file)) {
      for (Parameter parameter : trainer.evaluator().parameters()) {
        boolean needed = trainer.evaluator().needs(parameter);
        boolean there = needed || tensors.find(parameter.name()).isPresent();
        if (there && !head.contains(parameter)) {
          trainer.set(parameter, values(file, tensors, parameter.name(), parameter));
        }
      }
    }
  }

  /** Sets the parameters. */
  static void restore(Path file, Evaluator network) {
    try (TensorFile tensors = TensorFile.open(file)) {
      for (Parameter parameter : network.parameters()) {
        network.write(parameter, values(file, tensors, parameter.name(), parameter));
      }
    }
  }

  /** Something that the optimizer keeps for a parameter. */
  private record Kept(String kind, Parameter parameter) {
    String name() {
      return OPTIMIZER + kind + "." + parameter.name();
    }
  }

  private static List<Kept> kept(Trainer trainer) {
    return trainer.state().stream()
        .flatMap(kind -> trainer.learned().stream().map(parameter -> new Kept(kind, parameter)))
        .toList();
  }

  /** Parameters whose trained values differ from those evaluated. */
  private static List<Parameter> trained(Trainer trainer) {
    return trainer.averages() ? trainer.evaluator().parameters() : List.of();
  }

  private static Tensor tensor(String name, Parameter parameter, MemorySegment values) {
    List<Long> extents = Arrays.stream(parameter.extents()).boxed().toList();
    return new Tensor(name, ElementType.F32, extents, values);
  }

  /** A parameter's values out of a file, checked and copied to where kernels can see them. */
  private static MemorySegment values(
      Path file, TensorFile tensors, String name, Parameter parameter) {
    Tensor tensor = tensors.get(name);
    List<Long> extents = Arrays.stream(parameter.extents()).boxed().toList();
    if (!tensor.shape().equals(extents) || tensor.type() != ElementType.F32) {
      throw new SnapshotException(
          file,
          "tensor '%s' is %s %s where the network has F32 %s"
              .formatted(name, tensor.type(), tensor.shape(), extents));
    }
    MemorySegment copy = Floats.room(parameter.elements());
    MemorySegment.copy(tensor.data(), 0, copy, 0, copy.byteSize());
    return copy;
  }
}
