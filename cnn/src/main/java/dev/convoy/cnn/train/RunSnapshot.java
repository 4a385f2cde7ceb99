package dev.convoy.cnn.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.cnn.data.Pipeline;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.snapshot.Snapshot;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.snapshot.Tensor;
import dev.convoy.cnn.snapshot.TensorFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a run's snapshot holds: parameters under torchvision's names, what the optimizer keeps as
 * {@code optimizer.<kind>.<parameter>}, and in the JSON the spec, the preprocessing statistics and
 * the validation losses that schedules go by.
 */
final class RunSnapshot {

  private static final String OPTIMIZER = "optimizer.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunSnapshot() {}

  static Path save(
      Path folder,
      TrainingSpec spec,
      Pipeline pipeline,
      Trainer trainer,
      List<Double> validationLosses) {
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
    ObjectNode description = JSON.createObjectNode();
    description.set("spec", JSON.valueToTree(spec));
    description.set("statistics", JSON.valueToTree(pipeline.statistics()));
    description.set("validationLosses", JSON.valueToTree(validationLosses));
    return Snapshot.save(folder, validationLosses.size(), tensors, description).file();
  }

  /** Sets all that was saved and returns the validation losses of the epochs done. */
  static List<Double> restore(Path file, TrainingSpec spec, Trainer trainer) {
    Snapshot snapshot = Snapshot.of(file);
    JsonNode saved = snapshot.description().path("spec");
    if (!saved.equals(roundTrip(spec))) {
      throw new SnapshotException(
          file, "was taken of another spec, and can't be resumed by this one");
    }
    try (TensorFile tensors = snapshot.open()) {
      for (Parameter parameter : trainer.evaluator().parameters()) {
        trainer.evaluator().write(parameter, values(file, tensors, parameter.name(), parameter));
      }
      for (Kept kept : kept(trainer)) {
        MemorySegment values = values(file, tensors, kept.name(), kept.parameter());
        trainer.writeState(kept.kind(), kept.parameter(), values);
      }
    }
    List<Double> losses = new ArrayList<>();
    snapshot.description().path("validationLosses").forEach(loss -> losses.add(loss.asDouble()));
    return losses;
  }

  /** Something that the optimizer keeps for a parameter. */
  private record Kept(String kind, Parameter parameter) {
    String name() {
      return OPTIMIZER + kind + "." + parameter.name();
    }
  }

  private static List<Kept> kept(Trainer trainer) {
    return trainer.state().stream()
        .flatMap(
            kind ->
                trainer.evaluator().parameters().stream()
                    .filter(Parameter::learned)
                    .map(parameter -> new Kept(kind, parameter)))
        .toList();
  }

  private static Tensor tensor(String name, Parameter parameter, MemorySegment values) {
    List<Long> extents = Arrays.stream(parameter.extents()).boxed().toList();
    return new Tensor(name, dev.convoy.cnn.snapshot.ElementType.F32, extents, values);
  }

  /** A parameter's values out of a file, checked and copied to where kernels can see them. */
  static MemorySegment values(Path file, TensorFile tensors, String name, Parameter parameter) {
    Tensor tensor = tensors.get(name);
    List<Long> extents = Arrays.stream(parameter.extents()).boxed().toList();
    if (!tensor.shape().equals(extents)) {
      throw new SnapshotException(
          file,
          "tensor '%s' is %s where the network has %s".formatted(name, tensor.shape(), extents));
    }
    MemorySegment copy = Floats.room(parameter.elements());
    MemorySegment.copy(tensor.data(), 0, copy, 0, copy.byteSize());
    return copy;
  }

  private static JsonNode roundTrip(TrainingSpec spec) {
    try {
      return JSON.readTree(JSON.writeValueAsBytes(spec));
    } catch (java.io.IOException e) {
      throw new IllegalStateException("a spec can always be written as JSON", e);
    }
  }
}
