package dev.convoy.cnn.exchange;

import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.snapshot.ElementType;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.snapshot.Tensor;
import dev.convoy.cnn.snapshot.TensorFile;
import dev.convoy.cnn.snapshot.TensorWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network's parameters and statistics under torchvision's names, in a safetensors file. */
public final class StateDict {

  /** PyTorch counts batches, which nothing needs where the momentum is fixed. */
  private static final String BATCH_COUNT = "num_batches_tracked";

  private StateDict() {}

  /**
   * Sets all parameters of a network. Those of auxiliary heads may be missing, which evaluation
   * doesn't need.
   *
   * @throws SnapshotException naming all tensors that are missing, of another shape or too many
   */
  public static void load(Path file, Evaluator network) {
    try (TensorFile tensors = TensorFile.open(file)) {
      List<String> faults = faults(tensors, network);
      if (!faults.isEmpty()) {
        throw new SnapshotException(
            file, "doesn't fit the network: " + String.join("; ", faults) + remedy(faults));
      }
      for (Parameter parameter : network.parameters()) {
        tensors.find(parameter.name()).ifPresent(tensor -> write(network, parameter, tensor));
      }
    }
  }

  private static String remedy(List<String> faults) {
    return faults.size() > 1 ? ". Is it of another model or number of classes?" : "";
  }

  private static List<String> faults(TensorFile tensors, Evaluator network) {
    List<String> faults = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Parameter parameter : network.parameters()) {
      known.add(parameter.name());
      tensors
          .find(parameter.name())
          .ifPresentOrElse(
              tensor -> checkExtents(parameter, tensor, faults),
              () -> checkUnneeded(parameter, network, faults));
    }
    tensors.names().stream()
        .filter(name -> !known.contains(name) && !name.endsWith(BATCH_COUNT))
        .forEach(name -> faults.add("'" + name + "' is not of this network"));
    return faults;
  }

  private static void checkExtents(Parameter parameter, Tensor tensor, List<String> faults) {
    if (!tensor.shape().equals(extents(parameter)) || tensor.type() != ElementType.F32) {
      faults.add(
          "'%s' is %s %s instead of F32 %s"
              .formatted(tensor.name(), tensor.type(), tensor.shape(), extents(parameter)));
    }
  }

  private static void checkUnneeded(Parameter parameter, Evaluator network, List<String> faults) {
    if (network.needs(parameter)) {
      faults.add("'%s' %s is missing".formatted(parameter.name(), extents(parameter)));
    }
  }

  private static void write(Evaluator network, Parameter parameter, Tensor tensor) {
    MemorySegment copy = Floats.room(parameter.elements());
    MemorySegment.copy(tensor.data(), 0, copy, 0, copy.byteSize());
    network.write(parameter, copy);
  }

  /**
   * Writes all parameters of a network; torchvision's model of the same name takes them.
   *
   * @throws SnapshotException if the file can't be written
   */
  public static void save(Path file, Evaluator network) {
    List<Tensor> tensors = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      MemorySegment values = Floats.room(parameter.elements());
      network.read(parameter, values);
      tensors.add(new Tensor(parameter.name(), ElementType.F32, extents(parameter), values));
    }
    TensorWriter.write(file, tensors, Map.of("format", "pt"));
  }

  private static List<Long> extents(Parameter parameter) {
    return Arrays.stream(parameter.extents()).boxed().toList();
  }
}
