package dev.convoy.standalone.bench;

import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentReader.Format;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.InvalidExperimentException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/**
 * What the scheduler has to bear: one experiment of random search under the median rule, after
 * another in which loops are compiled.
 *
 * @param trials at least {@value #FEWEST_TRIALS}
 * @param warmUp trials of the experiment before, at least one
 * @param epochs of a trial that isn't stopped
 * @param workers legs in training at once; as many again wait in the queue
 * @param crew how many workers share a connection to the queue; 1: each has its own
 * @param rate reports a second of all workers together; empty: as fast as they can
 */
public record SchedulerLoad(
    int trials, int warmUp, int epochs, int workers, int crew, OptionalDouble rate) {
  /** So that a twentieth of them is a whole trial. */
  public static final int FEWEST_TRIALS = 20;

  public SchedulerLoad {
    if (trials < FEWEST_TRIALS || warmUp < 1 || epochs < 1 || workers < 1 || crew < 1) {
      throw new IllegalArgumentException(
          "At least %d trials, one before, an epoch, a worker and a crew of one are needed"
              .formatted(FEWEST_TRIALS));
    }
    if (rate.isPresent() && rate.getAsDouble() <= 0) {
      throw new IllegalArgumentException("The rate must be above 0 reports a second");
    }
  }

  int crews() {
    return Math.ceilDiv(workers, crew);
  }

  /** The same without a limit to the rate. */
  SchedulerLoad atFullSpeed() {
    return new SchedulerLoad(trials, warmUp, epochs, workers, crew, OptionalDouble.empty());
  }

  /** From one report of a crew to its next. */
  long nanosBetweenReports() {
    return rate.isPresent() ? (long) (1e9 * crews() / rate.getAsDouble()) : 0;
  }

  /**
   * An experiment.
   *
   * @param trials of it
   * @throws InvalidExperimentException if it is larger than experiments may be
   */
  ExperimentSpec spec(int trials) throws InvalidExperimentException {
    String document =
        """
        training:
          epochs: %d
          batchSize: {choice: [32, 64, 128]}
          optimizer: {learningRate: {logUniform: [0.001, 0.1]}}
        search: {method: random, trials: %d, parallel: %d, seed: 1}
        stopping: [{median: {startupTrials: 5, warmupEpochs: 2}}]
        ensemble: {size: 3}
        """
            .formatted(epochs, trials, 2 * workers);
    return ExperimentReader.read(document.getBytes(StandardCharsets.UTF_8), Format.YAML);
  }
}
