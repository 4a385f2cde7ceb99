package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Step;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network compiled for a batch size, to be run in evaluation mode: norms by their running
 * statistics, no dropout. For one thread at a time.
 */
public final class Evaluator implements AutoCloseable {

  private final Kernels kernels;
  private final Parameters parameters;
  private final List<Parameter> named;
  private final Set<Parameter> needed;
  private final Step step;
  private final Program program;

  /** Shares a trainer's parameters. */
  Evaluator(Network network, Parameters parameters, Program program, Program.Machine machine) {
    kernels = machine.kernels();
    step = machine.step();
    named = network.parameters();
    needed = program.parameters();
    this.parameters = parameters;
    this.program = program;
  }

  /**
   * Compiles, with batch norms folded into the convolutions before them; parameters are zero until
   * they are {@link #write written}.
   *
   * @param kernels closed with it
   * @throws dev.convoy.cnn.CnnException if shapes or memory don't allow it; nothing is left then
   */
  public static Evaluator compile(Network network, Kernels kernels, int batch) {
    try {
      Trace trace = network.trace(batch);
      Listing listing = Listing.evaluation(trace).folded();
      List<Operation> everything = Folding.of(Listing.everything(trace));
      Map<Parameter, Long> stored = store(kernels, network, everything);
      Parameters parameters = Parameters.allocate(kernels, stored, NoUpdate.INSTANCE);
      ArenaPlan plan = listing.plan();
      Memory arena = plan.allocate(kernels, plan.size());
      Program.Machine machine = new Program.Machine(kernels, new Step(batch, 0));
      Program program = new Program(listing, plan, arena, parameters, Optional.empty(), machine);
      return new Evaluator(network, parameters, program, machine);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
  }

  /** Lets the operation that reads a parameter first choose how it is stored. */
  static Map<Parameter, Long> store(Kernels kernels, Network network, List<Operation> operations) {
    Map<Parameter, Long> stored = new LinkedHashMap<>();
    network.parameters().forEach(parameter -> stored.put(parameter, 0L));
    for (Operation operation : operations) {
      for (Parameter parameter : operation.parameters()) {
        if (stored.getOrDefault(parameter, 0L) == 0) {
          stored.put(parameter, kernels.store(parameter, operation));
        }
      }
    }
    return stored;
  }

  /** Makes the calling thread ready to use it. */
  public void enter() {
    kernels.enter();
  }

  /**
   * Runs the network over images.
   *
   * @param images float32, N x H x W x C
   * @param labels the true classes, from which the loss and the hits in the outcome follow
   * @param count how many of the batch are there
   * @return valid until the next run
   */
  public Step evaluate(MemorySegment images, int[] labels, int count) {
    Region input = program.input();
    input.memory().write(input.offset(), images, count * (input.elements() / capacity()));
    step.batch(labels, count);
    program.run();
    return step;
  }

  /**
   * The classes' probabilities of the images last evaluated, {@code count x classes} float32.
   *
   * @param into at least that large
   */
  public void probabilities(MemorySegment into, int count) {
    Region from = program.probabilities();
    from.memory().read(from.offset(), into, count * (from.elements() / capacity()));
  }

  /**
   * The logits of the images last evaluated, {@code count x classes} float32.
   *
   * @param into at least that large
   */
  public void logits(MemorySegment into, int count) {
    Region from = program.logits();
    from.memory().read(from.offset(), into, count * (from.elements() / capacity()));
  }

  /**
   * Where the trouble began after an evaluation whose loss is not finite.
   *
   * @return the first layer whose output is not finite
   */
  public String firstNotFinite() {
    return program.firstNotFinite().orElse("the loss");
  }

  /** The batch size it was compiled for. */
  public int capacity() {
    return step.labels().length;
  }

  /** The network's parameters in torchvision's order. */
  public List<Parameter> parameters() {
    return named;
  }

  /** Whether evaluation reads a parameter; it doesn't those of auxiliary heads. */
  public boolean needs(Parameter parameter) {
    return needed.contains(parameter);
  }

  /** Sets a parameter from float32 values in torchvision's order. */
  public void write(Parameter parameter, MemorySegment values) {
    parameters.write(parameter, values);
  }

  /** Copies a parameter out as float32 values in torchvision's order. */
  public void read(Parameter parameter, MemorySegment values) {
    parameters.read(parameter, values);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
