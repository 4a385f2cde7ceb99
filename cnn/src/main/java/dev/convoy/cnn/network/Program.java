package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A listing made ready to run on a device. */
final class Program {

  private final Machine machine;
  private final Placement placement;
  private final List<Operation> operations;
  private final Op[] ops;
  private final Region input;
  private final Region logits;
  private final Region probabilities;

  /**
   * Makes it ready.
   *
   * @param gradients absent if the listing makes none
   */
  Program(
      Listing listing,
      ArenaPlan plan,
      Memory arena,
      Parameters parameters,
      Optional<Memory> gradients,
      Machine machine) {
    this.machine = machine;
    placement = new Placed(plan, arena, parameters, gradients);
    operations = listing.operations();
    ops = operations.stream().map(this::prepare).toArray(Op[]::new);
    input = placement.of(listing.input());
    logits = placement.of(listing.answer().logits());
    probabilities = placement.of(listing.answer().probabilities());
  }

  /** What operations are made ready by and for. */
  record Machine(Kernels kernels, Step step) {}

  private Op prepare(Operation operation) {
    return machine.kernels().prepare(operation, placement, machine.step());
  }

  void run() {
    for (Op op : ops) {
      op.run();
    }
  }

  /**
   * Runs, and shows what each operation has made before the next may overwrite it.
   *
   * @param made hears of the tensors that hold it
   */
  void run(Consumer<Tensor> made) {
    for (int i = 0; i < ops.length; i++) {
      ops[i].run();
      operations.get(i).writes().forEach(made);
    }
  }

  /** Runs again, looking at what each operation makes, and names the first that isn't finite. */
  Optional<String> firstNotFinite() {
    for (int i = 0; i < ops.length; i++) {
      ops[i].run();
      Optional<Tensor> output = operations.get(i).writes().stream().findFirst();
      if (output.isPresent() && !isFinite(placement.of(output.get()))) {
        return output.map(Tensor::name);
      }
    }
    return Optional.empty();
  }

  private static boolean isFinite(Region region) {
    MemorySegment values = Floats.room(region.elements());
    region.memory().read(region.offset(), values, region.elements());
    for (long i = 0; i < region.elements(); i++) {
      if (!Float.isFinite(values.getAtIndex(ValueLayout.JAVA_FLOAT, i))) {
        return false;
      }
    }
    return true;
  }

  /** Where a tensor lies. */
  Region of(Tensor tensor) {
    return placement.of(tensor);
  }

  /** Whose values it reads. */
  Set<Parameter> parameters() {
    return operations.stream()
        .flatMap(operation -> operation.parameters().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  Region input() {
    return input;
  }

  Region logits() {
    return logits;
  }

  Region probabilities() {
    return probabilities;
  }

  /** Addresses by the plan. */
  private record Placed(
      ArenaPlan plan, Memory arena, Parameters parameters, Optional<Memory> gradients)
      implements Placement {

    @Override
    public Region of(Tensor tensor) {
      return new Region(arena, plan.offset(tensor), tensor.shape().elements());
    }

    @Override
    public Region values(Parameter parameter) {
      return parameters.values(parameter);
    }

    @Override
    public Region gradient(Parameter parameter) {
      return parameters.in(gradients.orElseThrow(), parameter);
    }
  }
}
