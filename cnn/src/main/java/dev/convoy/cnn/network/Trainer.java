package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Step;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network compiled for training: a step is one walk over a flat list of operations (forward,
 * loss, backward, update) and allocates nothing. For one thread at a time.
 */
public final class Trainer implements AutoCloseable {

  private final Kernels kernels;
  private final Network network;
  private final Parameters parameters;
  private final Memory gradients;
  private final Map<String, Memory> state = new LinkedHashMap<>();
  private final Step step;
  private final Program program;
  private final Op[] updates;
  private final Evaluator evaluator;

  private Trainer(Network network, Kernels kernels, int batch, UpdateRule rule, long seed) {
    this.kernels = kernels;
    this.network = network;
    Trace trace = network.trace(batch);
    Listing training = Listing.training(trace);
    Listing evaluation = Listing.evaluation(trace);
    parameters =
        new Parameters(kernels, Evaluator.store(kernels, network, training.operations()), rule);
    gradients = parameters.beside();
    rule.state().forEach(name -> state.put(name, parameters.beside()));
    ArenaPlan trainingPlan = training.plan();
    ArenaPlan evaluationPlan = evaluation.plan();
    Memory arena = kernels.allocate(Math.max(trainingPlan.size(), evaluationPlan.size()));
    step = new Step(batch, seed);
    Program.Machine machine = new Program.Machine(kernels, step);
    program =
        new Program(training, trainingPlan, arena, parameters, Optional.of(gradients), machine);
    Program evaluating =
        new Program(evaluation, evaluationPlan, arena, parameters, Optional.empty(), machine);
    evaluator = new Evaluator(network, parameters, evaluating, machine);
    updates = updates(rule);
    initialize(seed);
  }

  /**
   * Compiles, and initializes all parameters from the seed.
   *
   * @param kernels closed with it
   * @param seed of the initial weights and the dropout masks
   * @throws dev.convoy.cnn.CnnException if shapes or memory don't allow it; nothing is left then
   */
  public static Trainer compile(
      Network network, Kernels kernels, int batch, UpdateRule rule, long seed) {
    try {
      return new Trainer(network, kernels, batch, rule, seed);
    } catch (RuntimeException e) {
      kernels.close();
      throw e;
    }
  }

  private Op[] updates(UpdateRule rule) {
    List<Op> ops = new ArrayList<>();
    for (Parameters.Group group : parameters.groups()) {
      Region values = parameters.values(group);
      List<Region> beside = state.values().stream().map(run -> like(values, run)).toList();
      Operation.Update update =
          rule.update(values, like(values, gradients), beside, group.weightDecay());
      ops.add(program.prepare(update));
    }
    return ops.toArray(Op[]::new);
  }

  private static Region like(Region values, Memory run) {
    return new Region(run, values.offset(), values.elements());
  }

  private void initialize(long seed) {
    for (Weight weight : network.weights()) {
      parameters.write(weight.parameter(), Floats.copyOf(weight.initialValues(seed)));
    }
  }

  /**
   * Takes a step on a full batch.
   *
   * @param images float32, N x H x W x C
   * @param labels the true classes
   * @param number steps taken before
   * @param learningRate of this step
   * @return with the loss and the hits before the update; valid until the next run
   */
  public Step step(MemorySegment images, int[] labels, long number, double learningRate) {
    step.at(number, learningRate);
    differentiate(images, labels);
    for (Op update : updates) {
      update.run();
    }
    return step;
  }

  /** Computes the loss and all gradients, and updates nothing but running statistics. */
  Step differentiate(MemorySegment images, int[] labels) {
    Region input = program.input();
    input.memory().write(input.offset(), images, input.elements());
    step.batch(labels, step.labels().length);
    program.run();
    return step;
  }

  /** The same network and parameters, for evaluation; closed with this. */
  public Evaluator evaluator() {
    return evaluator;
  }

  /** Names of what the update rule keeps for each learned parameter. */
  public List<String> state() {
    return List.copyOf(state.keySet());
  }

  /** Sets what the update rule keeps for a parameter, in torchvision's order. */
  public void writeState(String name, Parameter parameter, MemorySegment values) {
    kernels.write(parameter, beside(name, parameter), values);
  }

  /** Copies out what the update rule keeps for a parameter, in torchvision's order. */
  public void readState(String name, Parameter parameter, MemorySegment values) {
    kernels.read(parameter, beside(name, parameter), values);
  }

  /** Copies out a parameter's gradient, in torchvision's order. */
  void readGradient(Parameter parameter, MemorySegment values) {
    kernels.read(parameter, parameters.in(gradients, parameter), values);
  }

  private Region beside(String name, Parameter parameter) {
    Memory run = state.get(name);
    if (run == null) {
      throw new IllegalArgumentException("the update rule keeps no " + name);
    }
    return parameters.in(run, parameter);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
