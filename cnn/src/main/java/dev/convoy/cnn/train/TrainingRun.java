package dev.convoy.cnn.train;

import dev.convoy.cnn.data.Batch;
import dev.convoy.cnn.data.BatchStream;
import dev.convoy.cnn.data.Batches;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Pipeline;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.observe.Movement;
import dev.convoy.cnn.observe.Observation;
import dev.convoy.cnn.observe.StepWatch;
import dev.convoy.cnn.zoo.Architectures;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One network in training: a function of (spec, data, device). Cut after any epoch and resumed from
 * its snapshot it gives the same bits as if it had never been cut. For one thread at a time.
 */
public final class TrainingRun implements AutoCloseable {

  private final TrainingSpec spec;
  private final Splits data;
  private final Pipeline pipeline;
  private final Layers layers;
  private final Trainer trainer;
  private final Arena arena = Arena.ofShared();
  private final Batch batch;
  private final Evaluation evaluation;
  private final List<EpochResult> history = new ArrayList<>();

  private TrainingRun(TrainingSpec spec, Splits data, Device device, KernelPlan plan) {
    this.spec = spec;
    this.data = data;
    pipeline =
        new Pipeline(
            spec.augmentation(),
            data.statistics(spec.preprocessing()),
            spec.refinements().softening());
    Network network = Architectures.named(spec.network());
    layers = Layers.of(network, spec.transfer().freezing());
    TrainingRule rule =
        new TrainingRule(
            spec.optimizer(), spec.refinements(), layers, spec.transfer().rateFactor());
    trainer =
        Trainer.compile(network, device.planned().apply(plan), spec.batchSize(), rule, spec.seed());
    try {
      batch = Batch.allocate(spec.batchSize(), pipeline.outputShape(), arena);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    evaluation = new Evaluation(trainer.evaluator(), pipeline, batch);
  }

  /**
   * Begins a run.
   *
   * @throws dev.convoy.cnn.CnnException if the network doesn't fit the data, the device or the
   *     pretrained file
   */
  public static TrainingRun start(TrainingSpec spec, Splits data, Device device) {
    return start(spec, data, device, Path.of(""));
  }

  /**
   * Begins a run.
   *
   * @param weights where a pretrained file is if its path isn't absolute
   * @throws dev.convoy.cnn.CnnException if the network doesn't fit the data, the device or the
   *     pretrained file
   */
  public static TrainingRun start(TrainingSpec spec, Splits data, Device device, Path weights) {
    TrainingRun run = new TrainingRun(spec, data, device, KernelPlan.empty());
    try {
      if (spec.transfer().start() instanceof Start.Pretrained pretrained) {
        RunSnapshot.restoreAllBut(
            run.layers.head(), weights.resolve(pretrained.file()), run.trainer);
      }
      return run;
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  /**
   * Goes on where a snapshot of the same spec was taken: the bits are those of a run never cut.
   *
   * @param snapshot the safetensors file that {@link #save} returned
   * @throws dev.convoy.cnn.CnnException if it doesn't fit the spec or is damaged
   */
  public static TrainingRun resume(TrainingSpec spec, Splits data, Device device, Path snapshot) {
    return resume(spec, data, device, snapshot, Continuation.UNCHANGED);
  }

  /**
   * Goes on where a snapshot was taken, perhaps by another spec.
   *
   * @param snapshot the safetensors file that {@link #save} returned
   * @param continuation in what the spec may differ from the snapshot's
   * @throws dev.convoy.cnn.CnnException if it doesn't fit the spec or is damaged
   */
  public static TrainingRun resume(
      TrainingSpec spec, Splits data, Device device, Path snapshot, Continuation continuation) {
    RunSnapshot.Saved saved = RunSnapshot.read(snapshot);
    TrainingRun run = new TrainingRun(spec, data, device, saved.kernelPlan());
    try {
      RunSnapshot.restore(snapshot, saved, spec, run.trainer, continuation)
          .forEach(run.history::add);
      return run;
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  /** How each operation is computed, as far as there was a choice. */
  public KernelPlan plan() {
    return trainer.plan();
  }

  /** Epochs completed. */
  public int epoch() {
    return history.size();
  }

  /** The results of all epochs completed, in order, also of those before {@link #resume}. */
  public List<EpochResult> history() {
    return List.copyOf(history);
  }

  /**
   * Trains for one epoch and validates.
   *
   * @param goOn asked before each batch, those of the validation too
   * @throws TrainingInterrupted if {@code goOn} says no; the run is of no use then but to be closed
   * @throws NonFiniteLossException if the loss runs away, be it only on the validation split
   */
  public EpochResult trainEpoch(BooleanSupplier goOn) {
    return trainEpoch(goOn, this::step);
  }

  /**
   * Like {@link #trainEpoch}, to the same bits, and watches the epoch's last step, in the first
   * epoch also the first. The watch takes as much memory as the parameters for that moment.
   *
   * @param observer hears of each at once, on this thread, even where the loss has run away
   */
  public EpochResult observeEpoch(BooleanSupplier goOn, Consumer<Observation> observer) {
    int steps = steps();
    long first = (long) epoch() * steps;
    return trainEpoch(
        goOn,
        (number, rate) -> {
          if (number == 0 || number == first + steps - 1) {
            return watched(Math.toIntExact(number - first) + 1, number, rate, observer);
          }
          return step(number, rate);
        });
  }

  private Step watched(int step, long number, double rate, Consumer<Observation> observer) {
    try (StepWatch watch = new StepWatch(trainer)) {
      Step outcome = trainer.step(batch.images(), batch.targets(), number, rate, watch);
      List<Movement> movements = watch.movements();
      double factor = rate / spec.optimizer().learningRate();
      observer.accept(
          new Observation(
              epoch() + 1, step, steps(), factor, watch.activations(), movements, watch.seconds()));
      return outcome;
    }
  }

  /** Takes a step on the batch that is loaded. */
  @FunctionalInterface
  private interface Stepper {
    Step take(long number, double rate);
  }

  private Step step(long number, double rate) {
    return trainer.step(batch.images(), batch.targets(), number, rate);
  }

  private int steps() {
    return Batches.trainingBatches(data.training(), spec.batchSize());
  }

  private EpochResult trainEpoch(BooleanSupplier goOn, Stepper stepper) {
    trainer.evaluator().enter();
    Tally training = new Tally();
    long begin = System.nanoTime();
    double rate = trainSteps(training, goOn, stepper);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Tally validation =
        evaluation.of(data.validation(), new Validation(trainer.evaluator(), epoch() + 1, goOn));
    EpochResult result =
        new EpochResult(
            epoch() + 1,
            training.loss(),
            training.accuracy(),
            validation.loss(),
            validation.accuracy(),
            rate,
            (System.nanoTime() - begin) / 1e9,
            training.images() / seconds);
    history.add(result);
    return result;
  }

  private double trainSteps(Tally tally, BooleanSupplier goOn, Stepper stepper) {
    int steps = steps();
    double rate = 0;
    try (BatchStream stream =
        Batches.training(data.training(), pipeline, spec.batchSize(), spec.seed(), epoch())) {
      for (int step = 0; proceed(goOn, step) && stream.next(batch); step++) {
        rate = learningRate(epoch() + (double) step / steps);
        long number = (long) epoch() * steps + step;
        Step outcome = stepper.take(number, rate);
        tally.add(outcome);
        requireFinite(outcome.lossSum(), step);
      }
    }
    return rate;
  }

  private boolean proceed(BooleanSupplier goOn, int step) {
    if (!goOn.getAsBoolean()) {
      throw TrainingInterrupted.before(epoch() + 1, step + 1);
    }
    return true;
  }

  private void requireFinite(double loss, int step) {
    if (!Double.isFinite(loss)) {
      String layer = trainer.firstNotFinite();
      throw NonFiniteLossException.training(loss, layer, epoch() + 1, step + 1);
    }
  }

  private double learningRate(double progress) {
    double factor = spec.schedule().factor(progress, spec.epochs(), history);
    return spec.optimizer().learningRate() * factor;
  }

  /** Loss and accuracy over a split as it is, in evaluation mode. */
  public Tally evaluate(ImageSource images) {
    trainer.evaluator().enter();
    return evaluation.of(images, new Evaluation.Visitor() {});
  }

  /**
   * Saves all that {@link #resume} needs, under a temporary name first.
   *
   * @return the safetensors file, its JSON beside it
   */
  public Path save(Path folder) {
    return RunSnapshot.save(folder, spec, pipeline, trainer, history);
  }

  @Override
  public void close() {
    trainer.close();
    arena.close();
  }
}
