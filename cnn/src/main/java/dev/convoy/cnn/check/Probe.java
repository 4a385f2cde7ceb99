package dev.convoy.cnn.check;

import dev.convoy.cnn.data.Batch;
import dev.convoy.cnn.data.BatchStream;
import dev.convoy.cnn.data.Batches;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Pipeline;
import dev.convoy.cnn.data.PreprocessingStatistics;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.train.TrainingInterrupted;
import dev.convoy.cnn.train.TrainingSpec;
import dev.convoy.cnn.zoo.Architectures;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * A network to try out step by step, with nothing that regularizes it: no dropout, no stochastic
 * depth, no penalty, no augmentation, no softened targets.
 */
final class Probe implements AutoCloseable {

  private final TrainingSpec spec;
  private final ImageSource images;
  private final Pipeline pipeline;
  private final Trainer trainer;
  private final Arena arena = Arena.ofShared();
  private final Batch batch;
  private long steps;

  Probe(
      TrainingSpec spec,
      ImageSource images,
      PreprocessingStatistics statistics,
      int batchSize,
      Device device) {
    this.spec = spec;
    this.images = images;
    pipeline = new Pipeline(spec.augmentation(), statistics);
    trainer =
        Trainer.compile(
            Architectures.named(spec.network()).withoutDropping(),
            device.kernels().get(),
            batchSize,
            spec.optimizer().unpenalized(),
            spec.seed());
    try {
      batch = Batch.allocate(batchSize, pipeline.outputShape(), arena);
      trainer.evaluator().enter();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Mean loss of the head that answers and its share of hits, before a step's update. */
  record Outcome(double loss, double accuracy) {}

  /**
   * Takes steps, epoch after epoch, until told to end.
   *
   * @throws TrainingInterrupted once the visitor says that it may not train
   */
  void train(int most, Visitor visitor) {
    for (int epoch = 0; steps < most; epoch++) {
      if (!pass(epoch, most, visitor)) {
        return;
      }
    }
  }

  /** What is done around each step. */
  interface Visitor {

    /** Whether there may be another step. */
    boolean mayTrain();

    /** The rate of a step, counted from 0. */
    double rate(int step);

    /** Looks at a step's outcome; false ends it all. */
    boolean goOn(int step, Outcome outcome);
  }

  private boolean pass(int epoch, int most, Visitor visitor) {
    try (BatchStream stream =
        Batches.probing(images, pipeline, batch.capacity(), spec.seed(), epoch)) {
      while (steps < most && stream.next(batch)) {
        int step = Math.toIntExact(steps);
        if (!visitor.mayTrain()) {
          throw TrainingInterrupted.checking(step);
        }
        Step done = trainer.step(batch.images(), batch.targets(), steps, visitor.rate(step));
        steps++;
        double count = done.rows();
        if (!visitor.goOn(
            step, new Outcome(done.answerLossSum() / count, done.correct() / count))) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public void close() {
    trainer.close();
    arena.close();
  }

  /** The training images of a spec's first batch size, or all if they are fewer. */
  static int batchSize(TrainingSpec spec, ImageSource images) {
    return Math.min(spec.batchSize(), images.size());
  }

  /** Adds advice where a loss is no number. */
  static void adviseIfNotFinite(double loss, List<String> advice) {
    if (!Double.isFinite(loss)) {
      advice.add("the loss is %s: choose a smaller rate or initial weights".formatted(loss));
    }
  }
}
