package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Targets;
import dev.convoy.cnn.kernels.Tensor;
import dev.convoy.cnn.kernels.Update;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network compiled for training: a step is one walk over a flat list of operations (forward,
 * loss, backward, update) and allocates nothing. For one thread at a time.
 */
public final class Trainer implements AutoCloseable {

  private final Kernels kernels;
  private final List<Parameter> learned;
  private final Parameters parameters;
  private final Parameters evaluated;
  private final Memory gradients;
  private final Map<String, Memory> state = new LinkedHashMap<>();
  private final Step step;
  private final Program program;
  private final Op[] updates;
  private final Evaluator evaluator;
  private final Map<Tensor, ActivationLayer> activations;

  private Trainer(Network network, Kernels kernels, int batch, UpdateRule rule, long seed) {
    this.kernels = kernels;
    learned =
        network.parameters().stream()
            .filter(parameter -> parameter.learned() && rule.group(parameter).isPresent())
            .toList();
    Trace trace = network.trace(batch);
    Listing training = Listing.training(trace, Set.copyOf(learned));
    Listing evaluation = Listing.evaluation(trace);
    Map<Parameter, Long> stored = Evaluator.store(kernels, network, training.operations());
    parameters = Parameters.allocate(kernels, stored, rule);
    evaluated = rule.averaging().isPresent() ? parameters.twin() : parameters;
    gradients = parameters.beside();
    rule.state().forEach(name -> state.put(name, parameters.beside()));
    ArenaPlan trainingPlan = training.plan();
    ArenaPlan evaluationPlan = evaluation.plan();
    Memory arena =
        trainingPlan.allocate(kernels, Math.max(trainingPlan.size(), evaluationPlan.size()));
    step = new Step(batch, seed);
    Program.Machine machine = new Program.Machine(kernels, step);
    program =
        new Program(training, trainingPlan, arena, parameters, Optional.of(gradients), machine);
    Program evaluating =
        new Program(evaluation, evaluationPlan, arena, evaluated, Optional.empty(), machine);
    evaluator = new Evaluator(network, evaluated, evaluating, machine);
    activations =
        training.activations().stream()
            .collect(Collectors.toUnmodifiableMap(ActivationLayer::tensor, layer -> layer));
    updates = updates(rule).map(update -> kernels.prepare(update, step)).toArray(Op[]::new);
    network.weights().forEach(weight -> initialize(weight, seed));
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
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
  }

  private Stream<Update> updates(UpdateRule rule) {
    Region all = new Region(gradients, 0, gradients.elements());
    Stream<Update> learning =
        parameters.stretches().stream()
            .flatMap(stretch -> rule.updates(learned(stretch), beside(stretch)).stream());
    Stream<Update> averaging =
        rule.averaging().stream()
            .mapToObj(decay -> new Update.Average(parameters.all(), evaluated.all(), decay));
    return Stream.of(rule.clipping(all).stream(), learning, averaging).flatMap(some -> some);
  }

  private Update.Learned learned(Parameters.Stretch stretch) {
    return new Update.Learned(
        parameters.values(stretch), Parameters.in(gradients, stretch), stretch.group());
  }

  private List<Region> beside(Parameters.Stretch stretch) {
    return state.values().stream().map(run -> Parameters.in(run, stretch)).toList();
  }

  private void initialize(Weight weight, long seed) {
    set(weight.parameter(), Floats.copyOf(weight.initialValues(seed)));
  }

  /** Sets a parameter, and its average if there is one, in torchvision's order. */
  public void set(Parameter parameter, MemorySegment values) {
    parameters.write(parameter, values);
    evaluated.write(parameter, values);
  }

  /**
   * Takes a step on a full batch of one class an image.
   *
   * @param images float32, N x H x W x C
   * @param labels the true classes
   * @param number steps taken before
   * @param learningRate of this step
   * @return with the loss and the hits before the update; valid until the next run
   */
  public Step step(MemorySegment images, int[] labels, long number, double learningRate) {
    step.batch(labels, step.labels().length);
    return step(images, number, learningRate);
  }

  /**
   * Takes a step on a full batch. If its loss is not finite nothing is updated.
   *
   * @param images float32, N x H x W x C
   * @param targets what they are to be taken for
   * @param number steps taken before
   * @param learningRate of this step
   * @return with the loss and the hits before the update; valid until the next run
   */
  public Step step(MemorySegment images, Targets targets, long number, double learningRate) {
    step.batch(targets);
    return step(images, number, learningRate);
  }

  private Step step(MemorySegment images, long number, double learningRate) {
    step.at(number, learningRate);
    differentiate(images);
    update();
    return step;
  }

  /**
   * Takes a step as {@link #step(MemorySegment, Targets, long, double)} does, to the same bits, and
   * lets an observer see it.
   */
  public Step step(
      MemorySegment images,
      Targets targets,
      long number,
      double learningRate,
      StepObserver observer) {
    step.batch(targets);
    step.at(number, learningRate);
    load(images);
    program.run(tensor -> show(tensor, observer));
    observer.differentiated();
    update();
    return step;
  }

  private void show(Tensor tensor, StepObserver observer) {
    ActivationLayer layer = activations.get(tensor);
    if (layer != null) {
      observer.activated(layer, program.of(tensor));
    }
  }

  private void update() {
    if (Double.isFinite(step.lossSum())) {
      for (Op update : updates) {
        update.run();
      }
    }
  }

  /**
   * Where the trouble began after a step whose loss is not finite, which has updated nothing.
   *
   * @return the first layer whose output is not finite
   */
  public String firstNotFinite() {
    return program.firstNotFinite().orElse("the loss");
  }

  /** Computes the loss and all gradients, and updates nothing but running statistics. */
  Step differentiate(MemorySegment images, Targets targets) {
    step.batch(targets);
    return differentiate(images);
  }

  private Step differentiate(MemorySegment images) {
    load(images);
    program.run();
    return step;
  }

  private void load(MemorySegment images) {
    Region input = program.input();
    input.memory().write(input.offset(), images, input.elements());
  }

  /** The same network and parameters, for evaluation; closed with this. */
  public Evaluator evaluator() {
    return evaluator;
  }

  /** The parameters that are learned, the frozen ones left out. */
  public List<Parameter> learned() {
    return learned;
  }

  /** Whether a moving average is evaluated instead of the values themselves. */
  public boolean averages() {
    return evaluated != parameters;
  }

  /** Sets the value that is trained, whether or not it is the one evaluated. */
  public void writeTrained(Parameter parameter, MemorySegment values) {
    parameters.write(parameter, values);
  }

  /** Copies out the value that is trained, whether or not it is the one evaluated. */
  public void readTrained(Parameter parameter, MemorySegment values) {
    parameters.read(parameter, values);
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

  /** Where the value that is trained lies, in its storage's order; padding is zero. */
  public Region trained(Parameter parameter) {
    return parameters.values(parameter);
  }

  /** Where a parameter's gradient lies, in its storage's order; padding is zero. */
  public Region gradient(Parameter parameter) {
    return parameters.in(gradients, parameter);
  }

  /** Copies out a parameter's gradient, in torchvision's order. */
  public void readGradient(Parameter parameter, MemorySegment values) {
    kernels.read(parameter, parameters.in(gradients, parameter), values);
  }

  private Region beside(String name, Parameter parameter) {
    Memory run = state.get(name);
    if (run == null) {
      throw new IllegalArgumentException("the update rule keeps no " + name);
    }
    return parameters.in(run, parameter);
  }

  /** How each operation is computed, as far as there was a choice. */
  public KernelPlan plan() {
    return kernels.plan();
  }

  @Override
  public void close() {
    kernels.close();
  }
}
